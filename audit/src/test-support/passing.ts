import type { AuditedTransaction } from '../transaction.js';
import { DAY, ISIN, put, transaction } from './sound-ledger.js';

/** A security on which it is voted, and a transfer of it that has settled; every part can be otherwise. */
export interface Passing {
  readonly by?: 'ballot' | 'automatic';
  readonly register?: object;
  readonly transfer?: object;
  readonly ballot?: object;
  readonly votes?: readonly object[];
  readonly standing?: readonly object[];
}

const TERMS = 'b'.repeat(64);
/** What somebody has voted from a place. */
export const vote = (role: string, voter: string, decision = 'yes', more: object = {}): object => ({
  ...{ role, voter, decision },
  ...more,
});
/** Enough votes. */
export const YES = [vote('registrar', 'R'), vote('notary', 'N')];

/** The transaction by which the transfer has settled. */
export function passing({
  by = 'ballot',
  register = {},
  transfer = {},
  ballot = {},
  votes = YES,
  standing = [],
}: Passing): AuditedTransaction {
  const form = JSON.stringify({
    protocol: {
      passesWhen: {
        is: 'atLeast',
        votes: 2,
        of: ['registrar', 'notary', 'sellersCustodian'].map((from) => ({ is: 'vote', from })),
      },
      voting: { by, silence: 'no' },
    },
  });
  return transaction(
    't4',
    put('definition/Votes@1', { form }),
    put(`security/${ISIN}`, {
      isin: ISIN,
      authorisedUnits: '120',
      calendar: 'TARGET',
      title: { protocol: 'Votes@1', register },
    }),
    ...standing.map((each, index) => put(`standing-vote/${ISIN}/${String(index)}`, each)),
    put('ballot/i1', {
      ...{ instructionId: 'i1', isin: ISIN, terms: TERMS, lastDay: DAY, endedOn: DAY, end: 'passed', votes },
      seats: ['registrar', 'notary', 'sellersCustodian'].map((role) => ({
        ...{ role, mspId: role.slice(0, 1).toUpperCase(), deputy: 'D', isConflicted: false },
      })),
      ...ballot,
    }),
    put('instruction/i1', {
      ...{ instructionId: 'i1', isin: ISIN, status: 'settled', decidedOn: DAY, units: '10', terms: TERMS },
      ...{ fromHolderId: 'ada', toHolderId: 'bob', accepted: { party: 'bob' } },
      ...transfer,
    }),
  );
}
