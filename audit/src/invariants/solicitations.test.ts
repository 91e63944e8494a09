import { describe, expect, test } from '@jest/globals';
import { Auditor } from '../auditor.js';
import { ISIN, put, SOUND, transaction } from '../test-support/sound-ledger.js';
import type { AuditedTransaction, Write } from '../transaction.js';

/** What the audit finds after all that is sound. */
function audited(...more: readonly AuditedTransaction[]): readonly (readonly [string, string])[] {
  const auditor = new Auditor();
  return [...SOUND, ...more].flatMap((each) =>
    auditor.apply(each).map(({ invariant, finding }) => [invariant, finding] as const),
  );
}

const asked = (state: string, more: object = {}): Write =>
  put(`solicitation/${ISIN}/00001`, { isin: ISIN, number: 1, state, ...more });
const voted = (holder: string, yes: string, more: object = {}): Write =>
  put(`solicitation-vote/${ISIN}/1/${holder}`, { holderId: holder, units: yes, yes, no: '0', by: 'AMSP', ...more });
const tallied = (yes: string, aside = '0', mspId = 'AMSP'): Write =>
  put(`solicitation-tally/${ISIN}/1/${mspId}`, { mspId, yes, no: '0', aside, votes: 1 });
const counted = (yes: string, total = '100'): object => ({ decision: { yes, no: '0', aside: '5', total } });
/** Ada has voted with 60 units, and five of Bob's are the issuer's. */
const VOTED = [
  transaction('s1', asked('open')),
  transaction('s2', voted('ada', '60'), tallied('60')),
  transaction('s3', voted('bob', '5', { yes: '0', isAside: true, by: 'BMSP' }), tallied('0', '5', 'BMSP')),
];

describe('votes of holders', () => {
  test('finds nothing while holders vote once each, and are counted as they have voted', () => {
    expect(audited(...VOTED, transaction('s4', asked('agreed', counted('60'))))).toEqual([]);
    const again = transaction('s4', asked('effective', counted('60')));
    expect(audited(...VOTED, again, transaction('s5', asked('open')))).toEqual([
      ['solicitations', `solicitation/${ISIN}/00001 goes effective->open`],
    ]);
  });

  test.each<[string, AuditedTransaction]>([
    [`solicitation-vote/${ISIN}/1/ada is voted again`, transaction('s4', voted('ada', '40'), tallied('100'))],
    [`solicitation-tally/${ISIN}/1/AMSP: yes grows by 10, 0 voted`, transaction('s4', tallied('70'))],
    [
      `solicitation-tally/${ISIN}/1/AMSP: aside grows by 5, 0 voted`,
      transaction('s4', voted('cleo', '5', { by: 'BMSP', isAside: true }), tallied('60', '5')),
    ],
    [`solicitation/${ISIN}/00001 counts 70/0/5, tallies are 60/0/5`, transaction('s4', asked('agreed', counted('70')))],
    [`solicitation/${ISIN}/00001 counts 65 of 64 outstanding`, transaction('s4', asked('agreed', counted('60', '64')))],
  ])('%s', (finding, wrong) => {
    expect(audited(...VOTED, wrong)).toContainEqual(['solicitations', finding]);
  });
});
