import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { factsOf, type Described } from '../test-support/compliance.js';
import { RULES } from './catalogue.js';
import { explain } from './explain.js';
import { expressionReader } from './expression-reader.js';
import { all, any, cited, none, when, type Expression } from './expression.js';
import { judgeExpression } from './judge.js';
import { fromPack } from './packs/from-pack.js';
import { ruleSet } from './adoption.js';
import { rulePack } from './rule-set.js';

const expression = expressionReader();
const { hasClaim, residesIn, notAfter, heldFor } = RULES;
const US = residesIn({ side: 'receiver', countries: ['US'] });
const KYC = hasClaim({ side: 'receiver', type: 'kyc' });

const movement: Described = { event: 'transfer', today: '2026-06-15' };
const judged = (rules: Expression, receiver: Described['receiver'] = {}): ReturnType<typeof judgeExpression> => {
  const described = { ...movement, receiver };
  return judgeExpression(rules, factsOf(described, rules));
};

describe('rules combined', () => {
  test.each([
    ['all', all(US, KYC), { resides: 'US', claims: { kyc: true } }, 'met', []],
    ['all, one missing', all(US, KYC), { resides: 'US' }, 'failed', ['CLAIM_ABSENT']],
    ['all, one unknown', all(US, KYC), { claims: { kyc: true } }, 'unknown', ['RESIDENCE_UNKNOWN']],
    ['any', any(US, KYC), { claims: { kyc: true } }, 'met', []],
    ['any, none of them', any(US, KYC), { resides: 'FR' }, 'failed', ['RESIDENCE_NOT_ALLOWED', 'CLAIM_ABSENT']],
    ['any, one unknown', any(US, KYC), {}, 'unknown', ['RESIDENCE_UNKNOWN', 'CLAIM_ABSENT']],
    ['none', none(US, KYC), { resides: 'FR' }, 'met', []],
    ['none, but one', none(US, KYC), { resides: 'US' }, 'failed', ['RULE_EXCLUDES']],
    ['none, one unknown', none(US, KYC), {}, 'unknown', ['RESIDENCE_UNKNOWN']],
    ['when it is so', when(US, KYC), { resides: 'US' }, 'failed', ['CLAIM_ABSENT']],
    ['when it is not', when(US, KYC), { resides: 'FR' }, 'met', []],
    ['when nobody knows', when(US, KYC), {}, 'unknown', ['RESIDENCE_UNKNOWN', 'CLAIM_ABSENT']],
    ['when nobody knows and it does not matter', when(US, KYC), { claims: { kyc: true } }, 'met', []],
  ] as const)('%s', (_, rules, receiver, outcome, reasons) => {
    expect(judged(rules, receiver)).toMatchObject({ outcome, reasons });
  });

  test('an obstacle is curable when time or a document cures all of it, or one way around it', () => {
    const over = notAfter({ date: '2026-06-14' });
    expect(judged(KYC).curable).toBe(true);
    expect(judged(over).curable).toBe(false);
    expect(judged(all(KYC, over)).curable).toBe(false);
    expect(judged(any(KYC, over)).curable).toBe(true);
  });

  test('every rule is in the trace, in words and with the paragraph that it comes from', () => {
    const rules = all(cited('17 CFR 230.144(d)', heldFor({ period: 'P6M' })), when(US, cited('KYC policy 3', KYC)));
    expect(judged(rules, { resides: 'FR' }).trace).toEqual([
      {
        path: '/rules/0/rule',
        rule: 'heldFor@1',
        says: 'the sender has held the units for 6 months',
        source: '17 CFR 230.144(d)',
        outcome: 'met',
      },
      {
        path: '/rules/1/condition',
        rule: 'residesIn@1',
        says: 'the receiver resides in US',
        outcome: 'failed',
        reason: 'RESIDENCE_NOT_ALLOWED',
      },
      {
        path: '/rules/1/rule/rule',
        rule: 'hasClaim@1',
        says: 'the receiver has a claim of kyc',
        source: 'KYC policy 3',
        outcome: 'failed',
        reason: 'CLAIM_ABSENT',
      },
    ]);
  });
});

const D506B = { is: 'RegD506b@1', with: { votingEquity: false } } as const;

describe('a pack', () => {
  test('stands for its rules, which are in the trace with their paragraphs', () => {
    const rules = any(fromPack(D506B), US);
    expect(ruleSet({ subscribe: rules }, '')).toEqual({ subscribe: rules });
    const subscription = { event: 'subscribe', today: '2026-06-15' } as const;
    const { outcome, trace } = judgeExpression(rules, factsOf(subscription, rules));
    expect(outcome).toBe('unknown');
    expect(trace.find(({ source }) => source === '17 CFR 230.501(a)')?.path).toMatch(/^\/rules\/0\/pack\//);
  });
});

describe('whoever is exempt from a rule', () => {
  const exempt = (rules: Expression): string => {
    const described = { ...movement, receiver: { resides: 'US' } };
    return judgeExpression(rules, factsOf(described, rules, { receiver: [US.is] })).outcome;
  };

  test.each([
    ['passes it', US, 'met'],
    ['is not excluded by it', none(US), 'met'],
    ['is not asked what it is the condition of', when(US, KYC), 'met'],
    ['is not excluded by it among others', none(any(US, KYC)), 'met'],
  ])('%s', (_, rules, outcome) => {
    expect(exempt(rules)).toBe(outcome);
  });

  const FULL = RULES.holdingAtMost({ units: '5' });
  const KEPT = RULES.heldFor({ period: 'P1Y' });

  test.each([
    ['the receiver passes what binds the receiver', FULL, 'receiver', 'met'],
    ['the sender does not let another hold more', FULL, 'sender', 'failed'],
    ['the sender passes what binds the sender', KEPT, 'sender', 'met'],
    ['the receiver does not let another sell early', KEPT, 'receiver', 'failed'],
    ['either passes what binds neither in particular', RULES.notBefore({ date: '2030-01-01' }), 'sender', 'met'],
  ] as const)('%s', (_, rule, side, outcome) => {
    const described: Described = { ...movement, units: 6, lots: [['2026-06-01', 6]] };
    expect(judgeExpression(rule, factsOf(described, rule, { [side]: [rule.is] })).outcome).toBe(outcome);
  });
});

/** Three leaves that are met, failed and unknown for {@link PARTY}. */
const LEAVES = { met: KYC, failed: hasClaim({ side: 'receiver', type: 'qib' }), unknown: US } as const;
const PARTY = { claims: { kyc: true } } as const;

/** A tree written down twice: for the code under test, and for a plain reading of the truth tables. */
type Tree = keyof typeof LEAVES | { readonly op: 'all' | 'any' | 'none'; readonly of: readonly Tree[] } | Conditional;
interface Conditional {
  readonly op: 'when';
  readonly of: readonly [Tree, Tree];
}

const { tree: trees } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Tree>('met', 'failed', 'unknown'),
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('when' as const), of: fc.tuple(tie('tree'), tie('tree')) }),
  ),
}));

function built(tree: Tree): Expression {
  if (typeof tree === 'string') return LEAVES[tree];
  if (tree.op === 'when') return when(built(tree.of[0]), built(tree.of[1]));
  return { all, any, none }[tree.op](...tree.of.map(built));
}

/** 1 for true, 0 for false, a half for neither: minimum, maximum and one minus (Łukasiewicz's and Kleene's tables). */
function truth(tree: Tree): number {
  if (typeof tree === 'string') return { met: 2, failed: 0, unknown: 1 }[tree];
  const values = tree.of.map(truth);
  switch (tree.op) {
    case 'all':
      return Math.min(...values);
    case 'any':
      return Math.max(...values);
    case 'none':
      return 2 - Math.max(...values);
    case 'when':
      return Math.max(2 - (values[0] ?? 0), values[1] ?? 0);
  }
}

describe('property: expressions', () => {
  test('say what the truth tables of three values say, with a reason unless they are met', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { outcome, reasons } = judged(built(tree), PARTY);
        expect({ met: 2, unknown: 1, failed: 0 }[outcome]).toBe(truth(tree));
        expect(reasons.length > 0).toBe(outcome !== 'met');
      }),
      { numRuns: 500 },
    );
  });

  test('are their own canonical form', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const rules = built(tree);
        expect(expression(JSON.parse(canonicalJson(rules)), '')).toEqual(rules);
      }),
      { numRuns: 200 },
    );
  });
});

describe('rules in words', () => {
  test('have a line for each rule and each way of combining them, with the paragraph', () => {
    const rules = all(cited('section 4', none(US, KYC)), when(KYC, cited('section 5', heldFor({ period: 'P1D' }))));
    expect(explain(rules, 'transfer').map(({ depth, text }) => `${'  '.repeat(depth)}${text}`)).toEqual([
      'all of',
      '  none of (section 4)',
      '    the receiver resides in US',
      '    the receiver has a claim of kyc',
      '  when',
      '    the receiver has a claim of kyc',
      '  then',
      '    the sender has held the units for 1 day (section 5)',
    ]);
  });

  test('name a pack, say that it is no advice, and go on with what it says', () => {
    const [head, ...more] = explain(fromPack(D506B), 'subscribe');
    expect(head).toEqual({ depth: 0, text: 'RegD506b@1: Regulation D, Rule 506(b). Not legal advice.' });
    expect(more.length).toBeGreaterThan(3);
    expect(more.every(({ depth }) => depth > 0)).toBe(true);
  });
});

describe('an expression is refused', () => {
  const code = (read: () => unknown): unknown => {
    try {
      return read();
    } catch (error) {
      return error instanceof DomainError ? `${error.code} ${String(error.details['path'] ?? '')}`.trim() : error;
    }
  };
  const deep = Array.from({ length: LIMITS.expressionDepthMax }).reduce<unknown>(
    (rule) => ({ is: 'all', rules: [rule] }),
    KYC,
  );

  test.each([
    ['of no form', { is: 5 }, 'FIELD_INVALID /is'],
    ['by an unknown name', { is: 'heldFor@2', with: {} }, 'RULE_UNKNOWN /is'],
    ['by a name that every object has', { is: 'constructor', with: {} }, 'RULE_UNKNOWN /is'],
    ['without rules', { is: 'all', rules: [] }, 'FIELD_INVALID /rules'],
    ['with a field too much', { is: 'all', rules: [KYC], of: 1 }, 'FIELD_INVALID /'],
    ['with a parameter too much', { is: 'heldFor@1', with: { period: 'P1D', of: 1 } }, 'FIELD_INVALID /with'],
    [
      'with a wrong parameter, deep inside',
      { is: 'any', rules: [KYC, { is: 'heldFor@1', with: { period: '40' } }] },
      'FIELD_INVALID /rules/1/with/period',
    ],
    ['too deep', deep, 'LIMIT_EXCEEDED'],
    ['too large', { is: 'all', rules: Array.from({ length: LIMITS.expressionSizeMax }, () => KYC) }, 'LIMIT_EXCEEDED'],
  ])('%s', (_, given, expected) => {
    expect(String(code(() => expression(given, '')))).toContain(expected);
  });

  test('a constructor refuses what the reader refuses', () => {
    expect(code(() => heldFor({ period: 'P0D' }))).toBe('FIELD_INVALID /with/period');
    expect(code(() => all())).toBe('FIELD_INVALID');
  });

  test.each([
    ['a rule of lots where units are issued', { subscribe: heldFor({ period: 'P1D' }) }, 'RULE_MISPLACED /subscribe'],
    [
      'a rule of the sender where nobody sends',
      { hold: all(KYC, hasClaim({ side: 'sender', type: 'kyc' })) },
      'RULE_MISPLACED /hold/rules/1',
    ],
    [
      'a pack that says nothing of the event',
      { transfer: { is: 'pack', pack: D506B } },
      'FIELD_INVALID /transfer/pack',
    ],
    [
      'an unknown pack',
      { subscribe: { is: 'pack', pack: { is: 'RegX@1', with: {} } } },
      'PACK_UNKNOWN /subscribe/pack/is',
    ],
  ])('that holds %s', (_, rules, expected) => {
    expect(code(() => ruleSet(rules, ''))).toBe(expected);
  });

  test('a set of rules has at least one event, a pack its name, its version and its notice', () => {
    expect(code(() => ruleSet({}, ''))).toBe('FIELD_INVALID /');
    const pack = {
      name: 'RegD506b',
      version: 1,
      title: 'Regulation D',
      notice: 'Not legal advice.',
      rules: { subscribe: KYC },
    };
    expect(rulePack(pack, '')).toEqual(pack);
    expect(code(() => rulePack({ ...pack, notice: 'Legal advice.' }, ''))).toBe('FIELD_INVALID /notice');
    expect(code(() => rulePack({ ...pack, name: 'reg d' }, ''))).toBe('FIELD_INVALID /name');
  });
});
