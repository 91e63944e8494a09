import { expect, test } from '@jest/globals';
import { votesInWords, votesNotProven } from './votes.js';

const [PROTOCOL, VOTE] = ['a'.repeat(64), 'b'.repeat(64)];

test('votes are told by whom, from which place, in which way, when, and by their hash', () => {
  const passed = {
    ...{ protocol: 'Voted@2', protocolHash: PROTOCOL },
    votes: [
      {
        role: 'notary',
        voter: 'DMSP',
        mode: 'ballot',
        decision: 'yes',
        on: '2026-11-21',
        operator: 'desk-1',
        vote: VOTE,
      },
      {
        role: 'registrar',
        voter: 'BMSP',
        mode: 'standing',
        decision: 'yes',
        on: '2026-11-01',
        until: '2027-01-31',
        vote: VOTE,
      },
      { role: 'buyersCustodian', voter: 'CMSP', mode: 'silence', decision: 'yes', on: '2026-11-24' },
      {
        role: 'issuer',
        voter: 'AMSP',
        mode: 'ballot',
        decision: 'no',
        on: '2026-11-21',
        operator: 'desk-2',
        vote: VOTE,
      },
    ],
  };
  expect(votesInWords('The lot x of 4 units', passed)).toBe(
    `The lot x of 4 units: title passed under the protocol Voted@2, with the SHA-256 ${PROTOCOL}, with the votes: ` +
      `DMSP as notary said yes in a ballot on 2026-11-21, by its operator desk-1, SHA-256 ${VOTE}; ` +
      `BMSP as registrar said yes by a standing vote of 2026-11-01 until 2027-01-31, which is automation, SHA-256 ${VOTE}; ` +
      'CMSP as the custodian of who got it was silent until 2026-11-24, which the protocol counts as yes; ' +
      `AMSP as issuer said no in a ballot on 2026-11-21, by its operator desk-2, SHA-256 ${VOTE}.`,
  );
  expect(votesNotProven([passed])).toEqual([expect.stringContaining('reasons stay with who voted')]);
  expect(votesNotProven([])).toEqual([]);
});
