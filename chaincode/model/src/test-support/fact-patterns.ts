import { describe, expect, test } from '@jest/globals';
import { RULES } from '../compliance/catalogue.js';
import { expressionReader } from '../compliance/expression-reader.js';
import { within, type Expression } from '../compliance/expression.js';
import type { ComplianceEvent } from '../compliance/facts.js';
import { judgeExpression, needsOf, type ComplianceVerdict } from '../compliance/judge.js';
import { CLAIM_TYPES } from '../compliance/packs/claim-types.js';
import { pack } from '../compliance/packs/index.js';
import { RESIDENCE } from '../compliance/rules/party.js';
import type { RulePack } from '../compliance/rule-set.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { factsOf, type Described, type DescribedParty } from './compliance.js';

/** A case as a lawyer would put it: a day, what happens, the facts, the verdict and the paragraph that decides. */
export type FactPattern = readonly [
  on: string,
  what: string,
  facts: Omit<Described, 'today'>,
  /**
   * `allowed`; `outside`, where the paragraph says to what the regime applies and it does not apply; or the code of the
   * reason, with a question mark when a fact that decides is not known.
   */
  verdict: string,
  paragraph: string,
];

/** Somebody of a country with claims that have no value. */
export const residentOf = (resides: string, ...claims: readonly string[]): DescribedParty => ({
  resides,
  claims: Object.fromEntries(claims.map((type) => [type, true])),
});

/** A pack made for an issue, and what happens under it. */
export interface PackCase {
  readonly issue: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly patterns: readonly FactPattern[];
}

const MET = RULES.notBefore({ date: '1900-01-01' });
const NEVER = RULES.hasClaim({ side: 'receiver', type: 'of-nobody' });

/** What becomes of a rule of a pack, by its path and the paragraph that it comes from. */
type Change = (leaf: Expression, path: string, source: string | undefined) => Expression;

/** An expression with its rules changed. */
function changed(rules: Expression, change: Change, path = '', source?: string): Expression {
  const cited = rules.is === 'cited' && 'source' in rules ? rules.source : source;
  const inner = within(rules).map(([step, each]) => changed(each, change, `${path}/${step}`, cited));
  const [first, second] = inner;
  if (first === undefined) return change(rules, path, source);
  if ('condition' in rules && second !== undefined) return { ...rules, condition: first, rule: second };
  return 'rules' in rules ? { ...rules, rules: inner } : ({ ...rules, rule: first } as Expression);
}

const withParagraph = (rules: Expression, paragraph: string, instead: Expression): Expression =>
  changed(rules, (leaf, _, source) => (source === paragraph ? instead : leaf));

const withPath = (rules: Expression, at: string, instead: Expression): Expression =>
  changed(rules, (leaf, path) => (path === at ? instead : leaf));

interface Leaf {
  readonly path: string;
  readonly rule: string;
  readonly source: string | undefined;
}

function leavesOf(rules: Expression): readonly Leaf[] {
  const leaves: Leaf[] = [];
  changed(rules, (leaf, path, source) => {
    leaves.push({ path, rule: leaf.is, source });
    return leaf;
  });
  return leaves;
}

const judged = (rules: Expression, [today, , facts]: FactPattern): ComplianceVerdict => {
  const described = { ...facts, today };
  return judgeExpression(rules, factsOf(described, rules));
};

const EXPECTED = { allowed: 'met', outside: 'met', refused: 'failed', unknown: 'unknown' } as const;

const verdictOf = (verdict: string): keyof typeof EXPECTED =>
  verdict === 'allowed' || verdict === 'outside' ? verdict : verdict.startsWith('? ') ? 'unknown' : 'refused';

/** The rules of a pack for an event; a pattern about an event without rules is a mistake of the table. */
function rulesFor(made: RulePack, event: ComplianceEvent): Expression {
  const rules = made.rules[event];
  if (rules === undefined) throw new Error(`${made.name} says nothing of ${event}`);
  return rules;
}

/** The verdict is the expected one, for the expected reason, and the paragraph is what decides. */
function expectVerdict(rules: Expression, pattern: FactPattern): void {
  const [, , , expected, paragraph] = pattern;
  const { outcome, reasons, trace } = judged(rules, pattern);
  expect(outcome).toBe(EXPECTED[verdictOf(expected)]);
  const decisive = trace.filter(({ source }) => source === paragraph);
  expect(decisive).not.toEqual([]);
  if (outcome === 'met') {
    const contrary = expected === 'outside' ? MET : NEVER;
    expect(judged(withParagraph(rules, paragraph, contrary), pattern).outcome).not.toBe('met');
  } else {
    const reason = expected.replace('? ', '');
    expect(reasons).toContain(reason);
    expect(decisive.map((each) => each.reason)).toContain(reason);
    expect(judged(withParagraph(rules, paragraph, MET), pattern).outcome).toBe('met');
  }
}

/** Which rules can be put aside (or made impossible) without any pattern saying otherwise. */
function idle(rules: Expression, patterns: readonly FactPattern[], instead: Expression): readonly Leaf[] {
  const before = patterns.map((pattern) => judged(rules, pattern).outcome);
  return leavesOf(rules).filter(({ path }) => {
    const mutant = withPath(rules, path, instead);
    return patterns.every((pattern, index) => judged(mutant, pattern).outcome === before[index]);
  });
}

/**
 * Tests of a pack by its fact patterns: each verdict with the paragraph that decides it; for each event somebody passes
 * and somebody does not; and no rule of the pack can be put aside, or made impossible, without a verdict turning.
 */
export function describePack(is: string, cases: readonly PackCase[]): void {
  describe(`${is}: at least twelve fact patterns`, () => {
    test('are told', () => {
      expect(cases.flatMap(({ patterns }) => patterns).length).toBeGreaterThanOrEqual(12);
    });
  });

  describe.each(cases)(`${is}: $issue`, ({ with: parameters, patterns }) => {
    const made = (): RulePack => pack({ is, with: parameters }, '');

    test.each(patterns)('on %s %s', (...pattern) => {
      expectVerdict(rulesFor(made(), pattern[2].event), pattern);
    });

    test('somebody passes and somebody does not, for each event', () => {
      for (const event of Object.keys(made().rules)) {
        const verdicts = patterns.filter(([, , facts]) => facts.event === event).map((each) => verdictOf(each[3]));
        const refused = verdicts.some((verdict) => verdict !== 'allowed' && verdict !== 'outside');
        const seen = { event, passes: verdicts.includes('allowed'), refused };
        expect(seen).toEqual({ event, passes: true, refused: true });
      }
    });

    test('every rule cites its paragraph, and the pack is its own canonical form', () => {
      for (const rules of Object.values(made().rules) as readonly Expression[]) {
        expect(leavesOf(rules).filter(({ source }) => source === undefined)).toEqual([]);
        expect(expressionReader()(JSON.parse(canonicalJson(rules)), '')).toEqual(rules);
      }
    });

    test('every claim that is asked for says in the list what it asserts', () => {
      const listed: readonly string[] = [...Object.keys(CLAIM_TYPES), RESIDENCE];
      for (const [event, rules] of Object.entries(made().rules) as readonly (readonly [
        ComplianceEvent,
        Expression,
      ])[]) {
        const asked = needsOf(rules, event).flatMap((need) => (need.need === 'claims' ? [need.type as string] : []));
        expect(asked.filter((type) => !listed.includes(type))).toEqual([]);
      }
    });

    test.each([
      ['put aside', MET],
      ['made impossible', NEVER],
    ])('a rule that is %s turns a verdict', (_, instead) => {
      for (const [event, rules] of Object.entries(made().rules) as readonly (readonly [string, Expression])[]) {
        const told = patterns.filter(([, , facts]) => facts.event === event);
        expect({ event, idle: idle(rules, told, instead) }).toEqual({ event, idle: [] });
      }
    });
  });
}
