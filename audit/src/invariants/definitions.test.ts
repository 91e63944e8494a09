import { expect, test } from '@jest/globals';
import { Auditor } from '../auditor.js';
import { DAY, defined, drafted, end, foundBy, put, SOUND, transaction } from '../test-support/sound-ledger.js';
import type { AuditedTransaction, Write } from '../transaction.js';

/** What the audit finds wrong with definitions, after all that is sound. */
function flaws(...after: readonly AuditedTransaction[]): readonly string[] {
  const auditor = new Auditor();
  return [...SOUND, ...after].flatMap((each) =>
    auditor
      .apply(each)
      .filter(({ invariant }) => invariant === 'definitions')
      .map(({ finding }) => finding),
  );
}

const [DRAFT, KIND] = ['definition-draft/AMSP/Away@1', 'definition-index/kind/compliance/Away@1'];
const PROPOSED: Write = put('definition/Away@1', {
  ...{ form: '{"kind":"compliance"}', hash: 'h', author: { mspId: 'AMSP' } },
  ...{ draftedOn: DAY, proposedOn: DAY },
});
const planned = transaction('t4', drafted('Away@1'), foundBy(DRAFT));

test('a draft is found by its author, and by all when it is proposed', () => {
  expect(flaws(planned)).toEqual([]);
  expect(flaws(planned, transaction('t5', PROPOSED, end(DRAFT), foundBy(KIND)))).toEqual([]);
  expect(flaws(planned, transaction('t5', end('definition/Away@1'), end(DRAFT)))).toEqual([]);
});

test.each<[string, readonly AuditedTransaction[], readonly string[]]>([
  ['a draft that its author does not find', [transaction('t4', drafted('Away@1'))], [`${DRAFT} is missing`]],
  [
    'a draft that all find',
    [transaction('t4', drafted('Away@1'), foundBy(DRAFT), foundBy(KIND))],
    [`${KIND} is of nothing that was proposed`],
  ],
  ['a proposal that nobody finds', [planned, transaction('t5', PROPOSED, end(DRAFT))], [`${KIND} is missing`]],
  ['a proposal that is found as a draft', [planned, transaction('t5', PROPOSED, foundBy(KIND))], [`${DRAFT} is left`]],
  ['a draft that is gone and found', [planned, transaction('t5', end('definition/Away@1'))], [`${DRAFT} is left`]],
  [
    'an entry that says something else',
    [transaction('t4', foundBy('definition-index/currency/EUR/Home@1'))],
    ['definition-index/currency/EUR/Home@1 is not what the definition says'],
  ],
  [
    'an entry that ends',
    [transaction('t4', end('definition-index/kind/compliance/Home@1'))],
    ['definition-index/kind/compliance/Home@1 is removed'],
  ],
  [
    'a retired definition that is found as a draft',
    [transaction('t4', defined({ retiredOn: DAY }), foundBy('definition-draft/AMSP/Home@1'))],
    ['definition-draft/AMSP/Home@1 is left'],
  ],
])('%s', (_, wrong, found) => {
  expect(flaws(...wrong)).toEqual(found);
});
