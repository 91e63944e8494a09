import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import { parseIsin } from '../identifiers/isin.js';
import type { ClaimType } from '../identifiers/names.js';
import type { Rule } from './rule-kind.js';
import { RULES } from './catalogue.js';
import { judgeDescribed, type DescribedInvestor } from './described.js';
import { all, any, none, when, type Expression } from './expression.js';
import type { ComplianceEvent } from './facts.js';
import type { Outcome } from './outcome.js';

const [KYC, QIB, RESIDENCE] = ['kyc', 'qib', 'residence'] as readonly string[] as readonly [
  ClaimType,
  ClaimType,
  ClaimType,
];
const side = 'receiver' as const;
const security = { isin: parseIsin('DE1000011178') };
const nobody: DescribedInvestor = { has: [], lacks: [] };
const inGermany: DescribedInvestor = { has: [{ type: RESIDENCE, value: 'DE' }], lacks: [] };

const judged = (rule: Expression, investor: DescribedInvestor, event: ComplianceEvent = 'transfer'): Outcome =>
  judgeDescribed(rule, event, investor, { security, today: parseBusinessDate('2026-11-22') }).outcome;

describe('somebody who is described', () => {
  const kyc = RULES.hasClaim({ side, type: 'kyc' });
  const noQib = RULES.hasNoClaim({ side, type: 'qib' });
  const either = RULES.hasAnyClaim({ side, types: ['kyc', 'qib'] });
  const neither = RULES.hasNoneOfClaims({ side, types: ['kyc', 'qib'] });
  const german = RULES.residesIn({ side, countries: ['DE'] });

  test.each<readonly [string, Expression, DescribedInvestor, Outcome]>([
    ['a claim that is said', kyc, { has: [{ type: KYC }], lacks: [] }, 'met'],
    ['a claim that is denied', kyc, { has: [], lacks: [KYC] }, 'failed'],
    ['a claim that is not mentioned', kyc, nobody, 'unknown'],
    ['the absence of one that is said', noQib, { has: [{ type: QIB }], lacks: [] }, 'failed'],
    ['the absence of one that is denied', noQib, { has: [], lacks: [QIB] }, 'met'],
    ['the absence of one that is not mentioned', noQib, nobody, 'unknown'],
    ['one of two claims', either, { has: [{ type: QIB }], lacks: [] }, 'met'],
    ['one of two claims, one denied', either, { has: [], lacks: [QIB] }, 'unknown'],
    ['one of two claims, both denied', either, { has: [], lacks: [QIB, KYC] }, 'failed'],
    ['none of two claims, one said', neither, { has: [{ type: QIB }], lacks: [] }, 'failed'],
    ['none of two claims, one denied', neither, { has: [], lacks: [QIB] }, 'unknown'],
    ['where it resides', german, inGermany, 'met'],
    ['elsewhere', RULES.residesOutside({ side, countries: ['DE'] }), inGermany, 'failed'],
    ['a residence that is not said', german, nobody, 'unknown'],
    [
      'a value',
      RULES.claimSays({ side, type: 'kyc', values: ['HIGH'] }),
      { has: [{ type: KYC, value: 'HIGH' }], lacks: [] },
      'met',
    ],
    [
      'another value',
      RULES.claimSays({ side, type: 'kyc', values: ['HIGH'] }),
      { has: [{ type: KYC, value: 'LOW' }], lacks: [] },
      'failed',
    ],
    [
      'a value that is not said',
      RULES.claimSays({ side, type: 'kyc', values: ['HIGH'] }),
      { has: [{ type: KYC }], lacks: [] },
      'unknown',
    ],
    ['what it is in law', RULES.isOfKind({ side, kinds: ['entity'] }), { ...nobody, kind: 'person' }, 'failed'],
    ['what it is in law, not said', RULES.isOfKind({ side, kinds: ['entity'] }), nobody, 'unknown'],
    ['rules together', all(german, kyc), inGermany, 'unknown'],
    ['one of some rules', any(german, kyc), inGermany, 'met'],
    ['none of some rules', none(german, kyc), inGermany, 'failed'],
    ['a condition that is not so', when(RULES.residesIn({ side, countries: ['US'] }), kyc), inGermany, 'met'],
    ['a condition that nobody knows', when(kyc, german), nobody, 'unknown'],
    ['the day', RULES.notBefore({ date: '2026-11-23' }), nobody, 'failed'],
  ])('%s', (_, rule, investor, expected) => {
    expect(judged(rule, investor)).toBe(expected);
  });

  const UNSAID: readonly Rule[] = [
    RULES.hasClaim({ side: 'sender', type: 'kyc' }),
    RULES.heldFor({ period: 'P1Y' }),
    RULES.movesAtLeast({ units: '10' }),
    RULES.holdingAtMost({ units: '10' }),
    RULES.shareAtMost({ percent: '10' }),
    RULES.holdersAtMost({ count: 10, of: {}, scope: 'security' }),
    RULES.holdsDirectly({}),
    RULES.reconsidered({ period: 'P1D' }),
    RULES.approvedBy({ role: 'issuer' }),
    RULES.agreedBilaterally({}),
    RULES.areAffiliates({}),
    RULES.sinceIssue({ period: 'P1D' }),
    RULES.sinceOffering({ period: 'P1D' }),
  ];

  test.each(UNSAID.map((rule) => [rule.is, rule] as const))('%s hangs on what is not said', (_, rule) => {
    expect(judged(rule, { has: [{ type: KYC }], lacks: [QIB], kind: 'person' })).toBe('unknown');
  });
});
