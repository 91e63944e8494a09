import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RULES } from '../compliance/catalogue.js';
import { all, type Expression } from '../compliance/expression.js';
import { isCountry } from '../identifiers/country.js';
import { LIMITS } from '../limits.js';
import { definition, type Definition } from './definition.js';
import { differences } from './differences.js';
import { INSTRUMENTS } from './instruments.js';

const COUPON = { ratePercent: '4.25', frequency: 'semiannual', dayCount: '30E/360' } as const;
const bond = (coupon: object = COUPON): object =>
  INSTRUMENTS.couponBond({
    ...{ issueDate: '2026-06-15', maturityDate: '2031-06-15', redemptionPercent: '100' },
    coupon: { ...COUPON, ...coupon },
  });
const CAP = RULES.holdersAtMost({ count: 100, scope: 'security', of: {} });
const LIMIT = RULES.holdingAtMost({ units: '50' });
const HELD = RULES.heldFor({ period: 'P1Y' });
const NOTE = {
  ...{ kind: 'security', name: 'ACME_2031', version: 1, title: 'ACME 2031', uses: ['Home@1', 'Funds@1'] },
  ...{ isin: 'XS0104440986', cfi: 'DBFUFR', currency: 'EUR', issuer: { lei: '5493001KJTIIGC8Y1R12' } },
  ...{ authorisedUnits: '500000', denomination: { amount: '1000', currency: 'EUR' } },
  instrument: bond(),
  rules: { transfer: all(HELD, CAP) },
  documents: [{ title: 'Prospectus', sha256: 'a'.repeat(64) }],
};

const between = (before: object, after: object): readonly string[] =>
  differences(definition(before, ''), definition(after, '')).items.map(({ path, text }) => `${path}: ${text}`);
const changed = (more: object): readonly string[] => between(NOTE, { ...NOTE, version: 2, ...more });

describe('differences', () => {
  test.each<[string, object, readonly string[]]>([
    ['nothing but the version', {}, []],
    ['the order of what is used', { uses: ['Funds@1', 'Home@1'] }, []],
    [
      'a coupon',
      { instrument: bond({ ratePercent: '4.5' }) },
      ['/instrument/with/coupon/ratePercent: coupon bond coupon rate 4.25 % → 4.5 %'],
    ],
    [
      'a rule less',
      { rules: { transfer: HELD } },
      ['/rules/transfer/rules/1: transfer holders at most (count 100, scope security) removed'],
    ],
    [
      'no rules any more',
      { rules: undefined },
      [
        '/rules/transfer/rules/0: transfer held for P1Y removed',
        '/rules/transfer/rules/1: transfer holders at most (count 100, scope security) removed',
      ],
    ],
    [
      'a rule with another number',
      { rules: { transfer: all(RULES.holdersAtMost({ count: 50, scope: 'security', of: {} }), HELD) } },
      ['/rules/transfer/rules/0/with/count: transfer holders at most count 100 → 50'],
    ],
    [
      'a rule more, and one for another event',
      { rules: { transfer: all(HELD, CAP, RULES.movesInMultiplesOf({ units: '5' })), hold: LIMIT } },
      ['/rules/hold: hold holding at most 50 added', '/rules/transfer/rules/2: transfer moves in multiples of 5 added'],
    ],
    [
      'what is used, money, a short name and a document',
      {
        ...{ uses: ['Home@2', 'Funds@1'], denomination: { amount: '100', currency: 'EUR' }, fisn: 'ACME/4.25 NT 2031' },
        documents: [{ title: 'Prospectus', sha256: 'b'.repeat(64) }],
      },
      [
        '/denomination: denomination EUR 1000 → EUR 100',
        `/documents/0/sha256: documents prospectus sha256 ${'a'.repeat(64)} → ${'b'.repeat(64)}`,
        '/fisn: fisn ACME/4.25 NT 2031 added',
        '/uses/0: uses Home@2 added',
        '/uses/0: uses Home@1 removed',
      ],
    ],
  ])('of %s', (_, more, expected) => {
    const after = JSON.parse(JSON.stringify({ ...NOTE, version: 2, ...more })) as object;
    expect(between(NOTE, after)).toEqual(expected);
  });

  test('of another kind of instrument say both', () => {
    const zero = INSTRUMENTS.zeroCouponBond({
      ...{ issueDate: '2026-06-15', maturityDate: '2031-06-15', redemptionPercent: '100' },
    });
    const [line] = changed({ instrument: zero });
    expect(line).toMatch(/^\/instrument: coupon bond \(.*\) → zero coupon bond \(/);
  });

  test('are said in the words of whoever asks', () => {
    const after = definition({ ...NOTE, rules: { transfer: HELD } }, '');
    const { items } = differences(definition(NOTE, ''), after, () => 'at most 100 holders');
    expect(items.map(({ text }) => text)).toEqual(['transfer at most 100 holders removed']);
  });

  test('are shown up to a maximum, with the number of those beside', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const every = letters.flatMap((first) => letters.map((second) => `${first}${second}`)).filter(isCountry);
    const residing = (countries: readonly string[]): Definition =>
      definition(
        {
          ...{ kind: 'compliance', name: 'Home', version: 1, title: 'Home' },
          rules: { transfer: RULES.residesIn({ side: 'receiver', countries }) },
        },
        '',
      );
    const { items, more } = differences(residing(['IE']), residing(every));
    expect([items.length, more]).toEqual([LIMITS.differencesPerDefinitionMax, every.length - 1 - items.length]);
    expect(more).toBeGreaterThan(0);
  });
});

const COUNTRIES = ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT'];

describe('property: differences', () => {
  const leaf = fc.oneof(
    fc.constantFrom(...COUNTRIES).map((country) => RULES.residesIn({ side: 'receiver', countries: [country] })),
    fc.integer({ min: 1, max: 5 }).map((years) => RULES.heldFor({ period: `P${String(years)}Y` })),
  );
  const rules = fc.uniqueArray(leaf, { minLength: 1, maxLength: 5, selector: (each) => JSON.stringify(each) });
  const of = (each: readonly Expression[]): object => ({
    ...{ kind: 'compliance', name: 'Home', version: 1, title: 'Home' },
    rules: { transfer: all(...each) },
  });

  test('there are none exactly where the same rules are asked, in whatever order', () => {
    const asked = (each: readonly Expression[]): string =>
      JSON.stringify(each.map((one) => JSON.stringify(one)).sort());
    fc.assert(
      fc.property(rules, rules, (one, other) => {
        expect(between(of(one), of(other)).length === 0).toBe(asked(one) === asked(other));
        expect(between(of(one), of([...one].reverse()))).toEqual([]);
      }),
    );
  });
});
