import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../../errors/domain-error.js';
import { factsOf } from '../../test-support/compliance.js';
import { any } from '../expression.js';
import { judgeExpression } from '../judge.js';
import { expressionReader } from '../expression-reader.js';
import { pack, PACKS } from './index.js';

const refusal = (read: () => unknown): string => {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return error instanceof DomainError ? `${error.code} ${String(error.details['path'])}` : String(error);
  }
};

describe('a pack', () => {
  test('is made by its constructor and read back by name, version and parameters alike', () => {
    const made = PACKS.regulationD506b({ votingEquity: true });
    expect(pack({ is: 'RegD506b@1', with: { votingEquity: true } }, '')).toEqual(made);
    expect(made).toMatchObject({ name: 'RegD506b', version: 1, notice: 'Not legal advice.' });
  });

  test.each([
    ['of an unknown version', { is: 'RegD506b@2', with: { votingEquity: true } }, 'PACK_UNKNOWN /is'],
    ['of a name that every object has', { is: 'constructor', with: {} }, 'PACK_UNKNOWN /is'],
    ['without a parameter', { is: 'RegD506b@1', with: {} }, 'FIELD_INVALID /with/votingEquity'],
    ['with a parameter too much', { is: 'RegD506b@1', with: { votingEquity: true, of: 1 } }, 'FIELD_INVALID /with'],
  ])('%s is refused', (_, given, expected) => {
    expect(refusal(() => pack(given, ''))).toBe(expected);
  });

  test('has a name and version of its own', () => {
    const names = Object.values(PACKS).map(({ is }) => is);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('Rule144: how many units an affiliate sells without a notice', () => {
  test.each([
    ['0', '5000'],
    ['10', '5000'],
    ['10.01', '4995'],
    ['50000', '1'],
    ['50000.01', undefined],
  ])('at %s USD a unit: %s', (price, units) => {
    const given = { debt: false, restricted: true, informationUntil: '2026-09-30', price };
    const text = JSON.stringify(PACKS.rule144(given).rules.transfer);
    expect(/"volumeAtMost@1","with":{"units":"(\d+)"/.exec(text)?.[1]).toBe(units);
  });
});

describe('resale rules of several packs, one of which is enough', () => {
  const resales = [
    PACKS.regulationSCategory3({ debt: false, domestic: true, reporting: true }),
    PACKS.rule144({ debt: false, restricted: true, reportingSince: '2020-01-02', informationUntil: '2026-12-31' }),
    PACKS.rule144A({ reporting: true, sameClassAsListed: false }),
  ].flatMap(({ rules }) => (rules.transfer === undefined ? [] : [rules.transfer]));
  const institution = { kind: 'entity', claims: { qib: true, 'rule-144a-notice': true } } as const;
  const stranger = { claims: { 'non-affiliate': true } } as const;

  test.each([
    ['in the period to an institution', '2026-06-15', { receiver: institution }, 'met'],
    ['in the period to anybody', '2026-11-30', { sender: stranger }, 'failed'],
    ['after six months to anybody', '2026-12-01', { sender: stranger }, 'met'],
    ['after six months by whom nobody knows', '2026-12-01', {}, 'failed'],
  ] as const)('%s', (_, today, parties, outcome) => {
    const rules = expressionReader()(any(...resales), '');
    const sale = { event: 'transfer', today, lots: [['2026-06-01', 9]], closedOn: '2026-06-01', ...parties } as const;
    expect(judgeExpression(rules, factsOf(sale, rules)).outcome).toBe(outcome);
  });
});
