import { describe, expect, test } from '@jest/globals';
import { Auditor } from '../auditor.js';
import { DAY, end, foundBy, ISIN, put, SOUND, transaction } from '../test-support/sound-ledger.js';
import type { AuditedTransaction, Write } from '../transaction.js';

/** What the audit finds wrong with rules, after all that is sound. */
function flaws(...after: readonly AuditedTransaction[]): readonly string[] {
  const auditor = new Auditor();
  return [...SOUND, ...after].flatMap((each) =>
    auditor
      .apply(each)
      .filter(({ invariant }) => invariant === 'rules')
      .map(({ finding }) => finding),
  );
}

/** A version of the text that another organisation has adopted. */
const text = (version: number): AuditedTransaction => {
  const name = `Share@${String(version)}`;
  const steps = { author: { mspId: 'AMSP' }, proposedOn: DAY, adoptedOn: DAY, adoptedBy: { mspId: 'BMSP' } };
  const written = put(`definition/${name}`, { form: '{"kind":"security"}', hash: `hash of ${name}`, ...steps });
  return transaction(`text-${String(version)}`, written, foundBy(`definition-index/kind/security/${name}`));
};

/** The security, as a version of its text has it. */
const by = (version: number, hash = `hash of Share@${String(version)}`): Write => {
  const definition = { name: `Share@${String(version)}`, hash };
  return put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120', calendar: 'TARGET', definition });
};

const begin = (version: number, more: object = {}): object => ({
  ...{ version, effectiveFrom: DAY, grandfathers: false },
  ...more,
});
const written = (version: number, more: object = {}): Write =>
  put(`rules/${ISIN}/${String(version)}`, { isin: ISIN, rules: { hold: {} }, ...begin(version, more) });
const counting = (...versions: readonly object[]): Write => put(`ruleVersions/${ISIN}`, { versions });

const LATER = { effectiveFrom: '2027-01-04' };
const REGISTERED = [text(1), transaction('t4', by(1), written(1), counting(begin(1)))];
const AMENDED = [
  ...REGISTERED,
  text(2),
  transaction('t5', by(2), written(2, LATER), counting(begin(1), begin(2, LATER))),
  text(3),
];

describe('rules that come with the text', () => {
  test('are sound with the first one, and with a later one that scheduled them', () => {
    expect(flaws(...REGISTERED)).toEqual([]);
    expect(flaws(...AMENDED)).toEqual([]);
  });

  test('say nothing of what changes nothing of them', () => {
    expect(flaws(...AMENDED, transaction('t6', by(3)))).toEqual([]);
    expect(flaws(...AMENDED, transaction('t6', by(2)))).toEqual([]);
  });
});

describe('a forged history is found', () => {
  const BESIDE = `${ISIN}: rules beside a change of its definition`;
  const again = counting(begin(1), begin(2, LATER), begin(3));
  test.each<[string, readonly Write[], readonly string[]]>([
    ['rules of an issuer beside the text', [written(3), again], [BESIDE]],
    ['rules with the security as it was', [by(2), written(3), again], [BESIDE]],
    ['a security that has lost its text', [put(`security/${ISIN}`, { isin: ISIN }), written(3), again], [BESIDE]],
    ['a text that there is not', [by(4), written(3), again], [`${ISIN}: rules of Share@4, which is not on record`]],
    [
      'another text of the name',
      [by(3, 'x'), written(3), again],
      [`${ISIN}: rules of Share@3, which is not on record`],
    ],
    ['rules that are scheduled away', [counting(begin(1))], [BESIDE]],
    ['no rules any more', [end(`ruleVersions/${ISIN}`)], [BESIDE, `ruleVersions/${ISIN} lists nothing`]],
    ['a list of none', [by(3), counting()], [`ruleVersions/${ISIN} lists nothing`]],
    ['rules that are changed', [by(3), written(2)], [`rules/${ISIN}/2 is changed`]],
    ['rules that are removed', [by(3), end(`rules/${ISIN}/1`)], [`rules/${ISIN}/1 is changed`]],
    [
      'rules of another security',
      [by(3), put(`rules/${ISIN}/3`, { isin: 'DE0007236101', ...begin(3) }), again],
      [`rules/${ISIN}/3 says something else than its key`],
    ],
    [
      'rules of another number',
      [by(3), put(`rules/${ISIN}/3`, { isin: ISIN, ...begin(4) })],
      [`rules/${ISIN}/3 says something else than its key`],
    ],
    [
      'rules from another day',
      [by(3), counting(begin(1), begin(2))],
      [`rules/${ISIN}/2 counts otherwise than it was written`],
    ],
    [
      'rules that leave alone what they bind',
      [by(3), counting(begin(1, { grandfathers: true }))],
      [`rules/${ISIN}/1 counts otherwise than it was written`],
    ],
    ['rules that nobody wrote', [by(3), counting(begin(7))], [`rules/${ISIN}/7 counts otherwise than it was written`]],
  ])('%s', (_, writes, found) => {
    expect(flaws(...AMENDED, transaction('t6', ...writes))).toEqual(found);
  });

  test('also of a security that was registered without any text', () => {
    expect(flaws(transaction('t4', written(1), counting(begin(1))))).toEqual([BESIDE]);
  });
});
