import { expect, test } from '@jest/globals';
import { Auditor } from '../auditor.js';
import { DAY, entry, ISIN, ON_TERMS, put, SOUND, transaction } from '../test-support/sound-ledger.js';
import type { AuditedTransaction } from '../transaction.js';

/** What of title and protocol is not as usual. */
interface Ordered {
  readonly voting?: object;
  readonly register?: object;
}

/** What the audit finds wrong with title, after all that is sound. */
function flaws(wrong: AuditedTransaction): readonly string[] {
  const auditor = new Auditor();
  for (const each of SOUND) auditor.apply(each);
  return auditor
    .apply(wrong)
    .filter(({ invariant }) => invariant === 'title')
    .map(({ finding }) => finding);
}

const HASH = 'a'.repeat(64);
const PROTOCOL = { passesWhen: { is: 'vote', from: 'registrar' }, voting: { by: 'automatic' } };
const PASSED = {
  ...{ protocol: 'Ordered@1', protocolHash: HASH },
  votes: [{ role: 'registrar', voter: 'AMSP', mode: 'standing', decision: 'yes', on: DAY }],
};
const TITLE = { protocol: 'Ordered@1', register: { constitutiveUnder: 'eWpG' } };
const entered = (more: object): AuditedTransaction =>
  transaction(
    't4',
    put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120', calendar: 'TARGET', title: TITLE }),
    put('definition/Ordered@1', { form: JSON.stringify({ protocol: PROTOCOL }), hash: HASH }),
    entry('t4/0', { kind: 'transfer', from: 'bob', to: 'cleo', units: '10', ...more }),
  );
const KEY = `movement/${ISIN}/${DAY}/t4/0`;

test('an entry by which title passes names the deed, of whatever instruction', () => {
  expect(flaws(entered({}))).toEqual([`${KEY} passes title without a deed`]);
  expect(flaws(entered({ deed: 'd'.repeat(64), title: PASSED }))).toEqual([]);
  expect(flaws(entered({ to: 'bob', toDesignation: ['cleo'] }))).toEqual([`${KEY} passes title without a deed`]);
  expect(flaws(entered({ to: 'bob', fromDesignation: ['eve'], toDesignation: ['cleo', 'eve'] }))).toEqual([]);
});

test.each<[string, object | undefined, string]>([
  ['nothing of votes', undefined, 'names another protocol than its security has'],
  ['another protocol', { ...PASSED, protocol: 'Other@1' }, 'names another protocol than its security has'],
  [
    'another content of it',
    { ...PASSED, protocolHash: 'b'.repeat(64) },
    'names another protocol than its security has',
  ],
  ['too few votes', { ...PASSED, votes: [] }, 'has not the votes that it takes'],
  ['votes against', { ...PASSED, votes: [{ ...PASSED.votes[0], decision: 'no' }] }, 'has not the votes that it takes'],
])('an entry by which title passes does not say %s', (_, title, flaw) => {
  const more = { deed: 'd'.repeat(64), ...(title === undefined ? {} : { title }) };
  expect(flaws(entered(more))).toEqual([`${KEY} ${flaw}`]);
});

test.each<[string, 'registrar' | 'regulator' | 'keeper', Ordered, string | undefined]>([
  ['an enforcement by the registrar', 'registrar', {}, 'passes title without votes or a regulator'],
  ['a regulator’s', 'regulator', {}, undefined],
  ['by standing votes', 'registrar', { voting: { by: 'automatic' } }, undefined],
  [
    'a regulator’s where another register makes the right',
    'regulator',
    { register: { confirmedBy: 'KeeperMSP' } },
    'is not by who keeps the register whose evidence it is',
  ],
  ['by the keeper of that', 'keeper', { register: { confirmedBy: 'KeeperMSP' } }, undefined],
])('title that passes without its holder: %s', (_, role, { voting, register }, flaw) => {
  const by = { registrar: 'AMSP', regulator: 'ReguMSP', keeper: 'KeeperMSP' }[role];
  const title = { ...TITLE, ...(register === undefined ? {} : { register }) };
  const form = JSON.stringify({ protocol: { voting: voting ?? { by: 'ballot' } } });
  const found = flaws(
    transaction(
      't4',
      put('participant/ReguMSP', { lei: 'L9', roles: ['regulator'] }),
      put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120', calendar: 'TARGET', title }),
      put('definition/Ordered@1', { form }),
      entry('t4/0', { kind: 'enforcement', from: 'bob', to: 'cleo', units: '10', order: { ...ON_TERMS, by } }),
    ),
  );
  expect(found).toEqual(flaw === undefined ? [] : [`${KEY} ${flaw}`]);
});
