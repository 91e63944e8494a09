import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate } from '../dates/business-date.js';
import { parseIsin } from '../identifiers/isin.js';
import type { OfficeName, PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { parseDecimal } from '../numbers/decimal.js';
import { money } from '../numbers/money.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { SHARE } from '../test-support/register.js';
import { transferAct, type Act } from './act.js';
import { isFulfilled, type RuleFacts } from './rule-meaning.js';
import { mandateRule } from './rule-reader.js';
import {
  above,
  agent,
  agentsOf,
  allOf,
  anyOf,
  forActs,
  forSecurities,
  holderOf,
  jointly,
  until,
  upTo,
  type MandateRule,
  type Signatory,
} from './rule.js';

const party = (letter: string): PartyId => `P${letter.repeat(32)}` as PartyId;
const [ADA, BOB, CLEO] = [party('A'), party('B'), party('C')];
const DIRECTOR = 'director' as OfficeName;
const SECRETARY = 'secretary' as OfficeName;
const TODAY = parseBusinessDate('2026-11-20');
const euros = (amount: string): ReturnType<typeof money> => money({ amount, currency: 'EUR' }, '');
const MILLION = euros('1000000');
const act = (more: Partial<Act> = {}): Act => ({
  function: 'settlement:instruct',
  isin: SHARE.isin,
  units: 100n,
  nominal: { amount: parseDecimal('1000.00'), currency: MILLION.currency },
  ...more,
});
const worth = (amount: string): Act => act({ nominal: { amount: parseDecimal(amount), currency: MILLION.currency } });

/** Ada and Bob are directors, Bob is the secretary too. */
const OFFICES: ReadonlyMap<PartyId, readonly OfficeName[]> = new Map([
  [ADA, [DIRECTOR]],
  [BOB, [DIRECTOR, SECRETARY]],
]);
const facts = (signers: readonly PartyId[], given = act()): RuleFacts => ({
  act: given,
  signers: new Set(signers),
  today: TODAY,
  holds: (who, office) => OFFICES.get(who)?.includes(office) === true,
});

describe('a rule lets act', () => {
  test.each<[string, MandateRule, readonly PartyId[], boolean]>([
    ['the agent', agent(ADA), [ADA], true],
    ['nobody else', agent(ADA), [BOB], false],
    ['nobody without a signature', agent(ADA), [], false],
    ['who holds the office', holderOf(DIRECTOR), [BOB], true],
    ['nobody who does not', holderOf(SECRETARY), [ADA], false],
    ['two directors', jointly(2, holderOf(DIRECTOR)), [ADA, BOB], true],
    ['not one of them', jointly(2, holderOf(DIRECTOR)), [BOB], false],
    ['not one with two offices', jointly(2, holderOf(DIRECTOR), holderOf(SECRETARY)), [BOB], false],
    ['a director with a named agent', jointly(2, holderOf(DIRECTOR), agent(CLEO)), [ADA, CLEO], true],
    ['not an agent with a stranger', jointly(2, agent(ADA), agent(BOB)), [ADA, CLEO], false],
    ['any of several', anyOf(agent(ADA), agent(CLEO)), [CLEO], true],
    ['all of several', allOf(agent(ADA), agent(CLEO)), [CLEO, ADA], true],
    ['not one of all', allOf(agent(ADA), agent(CLEO)), [CLEO], false],
    ['one party by two rules of all', allOf(holderOf(DIRECTOR), holderOf(SECRETARY)), [BOB], true],
    ['for the function named', forActs(['settlement:instruct'], agent(ADA)), [ADA], true],
    ['in the security named', forSecurities([SHARE.isin], agent(ADA)), [ADA], true],
    ['in no other', forSecurities([parseIsin('US5949181045')], agent(ADA)), [ADA], false],
    ['on the last day', until(TODAY, agent(ADA)), [ADA], true],
    ['not the day after', until(parseBusinessDate('2026-11-19'), agent(ADA)), [ADA], false],
    ['up to so many units', upTo({ units: 100n }, agent(ADA)), [ADA], true],
    ['not more', upTo({ units: 99n }, agent(ADA)), [ADA], false],
    ['above so many units', above({ units: 99n }, agent(ADA)), [ADA], true],
    ['not as many', above({ units: 100n }, agent(ADA)), [ADA], false],
  ])('%s', (_, rule, signers, allowed) => {
    expect(isFulfilled(rule, facts(signers))).toBe(allowed);
  });

  const twoAboveAMillion = anyOf(upTo(MILLION, holderOf(DIRECTOR)), above(MILLION, jointly(2, holderOf(DIRECTOR))));
  test.each([
    ['999999.99', true],
    ['1000000', true],
    ['1000000.00', true],
    ['1000000.01', false],
  ])('one director for EUR %s: %s; two for every amount', (amount, byOne) => {
    expect(isFulfilled(twoAboveAMillion, facts([ADA], worth(amount)))).toBe(byOne);
    expect(isFulfilled(twoAboveAMillion, facts([ADA, BOB], worth(amount)))).toBe(true);
  });

  test.each([
    ['of shares', transferAct(SHARE, 1n)],
    ['in another currency', act({ nominal: { amount: parseDecimal('1'), currency: 'USD' as never } })],
  ])('nothing %s where money is the bound', (_, given) => {
    expect(isFulfilled(upTo(MILLION, agent(ADA)), facts([ADA], given))).toBe(false);
    expect(isFulfilled(above(euros('0'), agent(ADA)), facts([ADA], given))).toBe(false);
  });

  test('the nominal value is units times denomination, exactly', () => {
    const bond = { ...SHARE, denomination: euros('0.01') };
    const { nominal } = transferAct(bond, 10n ** 29n + 1n);
    expect(nominal?.amount).toEqual({ coefficient: 10n ** 29n + 1n, scale: 2 });
  });
});

describe('a rule cannot be made', () => {
  const nested = (depth: number): MandateRule => (depth === 1 ? agent(ADA) : anyOf(nested(depth - 1)));
  const many = (count: number): Signatory[] => Array.from({ length: count }, () => agent(ADA));

  test.each<[string, () => unknown, string]>([
    ['of nothing', () => anyOf(), 'FIELD_INVALID'],
    ['too deep', () => nested(LIMITS.mandateRuleDepthMax + 1), 'LIMIT_EXCEEDED'],
    ['too wide', () => anyOf(...many(LIMITS.mandateRuleWidthMax + 1)), 'LIMIT_EXCEEDED'],
    ['too large', () => anyOf(...Array.from({ length: 5 }, () => anyOf(...many(20)))), 'LIMIT_EXCEEDED'],
    ['of more signatories than there are', () => jointly(2, agent(ADA)), 'FIELD_INVALID'],
    ['of one signatory together', () => jointly(1, holderOf(DIRECTOR)), 'FIELD_INVALID'],
    ['of half a signatory', () => jointly(2.5, holderOf(DIRECTOR)), 'FIELD_INVALID'],
    ['of one party twice', () => jointly(2, agent(ADA), agent(ADA)), 'DUPLICATE_IN_BATCH'],
    ['for no function', () => forActs([], agent(ADA)), 'FIELD_INVALID'],
    ['for a security twice', () => forSecurities([SHARE.isin, SHARE.isin], agent(ADA)), 'DUPLICATE_IN_BATCH'],
  ])('%s', (_, make, code) => {
    expect(make).toThrow(expect.objectContaining({ code }));
  });

  test('at the limits it can', () => {
    expect(nested(LIMITS.mandateRuleDepthMax)).toBeDefined();
    expect(anyOf(...many(LIMITS.mandateRuleWidthMax))).toBeDefined();
  });

  test.each<[string, unknown, string]>([
    ['of an unknown kind', { is: 'noneOf', rules: [] }, 'FIELD_INVALID'],
    ['of a kind that every object has', { is: 'toString' }, 'FIELD_INVALID'],
    ['that is no object', 'agent', 'FIELD_INVALID'],
    ['with a field too many', { is: 'agent', party: ADA, until: '2027-01-01' }, 'FIELD_INVALID'],
    ['for changing keys', { is: 'forActs', functions: ['party:changeKeys'], rule: agent(ADA) }, 'FIELD_INVALID'],
    [
      'with a joint rule in a joint rule',
      { is: 'jointly', count: 2, signatories: [anyOf(agent(ADA))] },
      'FIELD_INVALID',
    ],
    ['with a bound of no units', { is: 'upTo', bound: { units: '0' }, rule: agent(ADA) }, 'UNITS_INVALID'],
    ['with a bound without currency', { is: 'upTo', bound: { amount: '1' }, rule: agent(ADA) }, 'FIELD_INVALID'],
    [
      'with a bound of tenths of a cent',
      { is: 'upTo', bound: { amount: '0.001', currency: 'EUR' }, rule: agent(ADA) },
      'AMOUNT_INVALID',
    ],
  ])('from a text %s', (_, given, code) => {
    expect(() => mandateRule(given, '')).toThrow(expect.objectContaining({ code }));
  });

  test('from a text that nests without end', () => {
    let text: unknown = agent(ADA);
    for (let depth = 0; depth < 5_000; depth += 1) text = { is: 'anyOf', rules: [text] };
    expect(() => mandateRule(text, '')).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });
});

const parties = fc.constantFrom(ADA, BOB, CLEO);
const signatory = fc.oneof(parties.map(agent), fc.constantFrom(DIRECTOR, SECRETARY).map(holderOf));
const bounds = fc.oneof(
  fc.bigInt(1n, 200n).map((units) => ({ units })),
  fc.constantFrom(MILLION, euros('0.01'), money({ amount: '5', currency: 'JPY' }, '')),
);
const rules: fc.Arbitrary<MandateRule> = fc.letrec<{ rule: MandateRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    signatory,
    fc
      .tuple(
        fc.integer({ min: 2, max: 3 }),
        fc.uniqueArray(signatory, { minLength: 3, maxLength: 4, selector: canonicalJson }),
      )
      .map(([count, who]) => jointly(count, ...who)),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((within) => anyOf(...within)),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((within) => allOf(...within)),
    fc.tuple(bounds, tie('rule')).map(([bound, rule]) => upTo(bound, rule)),
    fc.tuple(bounds, tie('rule')).map(([bound, rule]) => above(bound, rule)),
    tie('rule').map((rule) => forActs(['settlement:instruct'], rule)),
    tie('rule').map((rule) => forSecurities([SHARE.isin], rule)),
    fc
      .tuple(fc.constantFrom('2026-11-19', '2026-11-20'), tie('rule'))
      .map(([date, rule]) => until(parseBusinessDate(date), rule)),
  ),
})).rule;
const acts = fc.oneof(
  fc.bigInt(1n, 200n).map((units) => transferAct(SHARE, units)),
  fc.constantFrom('0.01', '999999.99', '1000000', '1000000.01').map(worth),
);

describe('property: rules', () => {
  test('what is written is read again, and names the same parties', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const read = mandateRule(JSON.parse(canonicalJson(rule)), '');
        expect(read).toEqual(rule);
        expect(canonicalJson(read)).toBe(canonicalJson(rule));
        expect(agentsOf(read)).toEqual(agentsOf(rule));
      }),
    );
  });

  test('a further signer never takes an act away', () => {
    fc.assert(
      fc.property(rules, acts, fc.subarray([ADA, BOB, CLEO]), parties, (rule, given, signers, further) => {
        const before = isFulfilled(rule, facts(signers, given));
        const after = isFulfilled(rule, facts([...signers, further], given));
        expect(before && !after).toBe(false);
      }),
    );
  });

  test('without a signer nothing is allowed', () => {
    fc.assert(
      fc.property(rules, acts, (rule, given) => {
        expect(isFulfilled(rule, facts([], given))).toBe(false);
      }),
    );
  });

  test('an act within a bound or above it, never both, and none where money cannot be told', () => {
    fc.assert(
      fc.property(bounds, acts, (bound, given) => {
        const [within, beyond] = [upTo, above].map((limit) =>
          isFulfilled(limit(bound, agent(ADA)), facts([ADA], given)),
        );
        const isTold = 'units' in bound || given.nominal?.currency === bound.currency;
        expect(Number(within) + Number(beyond)).toBe(isTold ? 1 : 0);
      }),
    );
  });
});
