import { describe, expect, test } from '@jest/globals';
import { all, any, cited, fromPack, narrowerIn, none, RULES, unmeetableIn, when, type Expression } from './index.js';

const DE = RULES.residesIn({ side: 'receiver', countries: ['DE'] });
const FR = RULES.residesIn({ side: 'receiver', countries: ['FR'] });
const KYC = RULES.hasClaim({ side: 'receiver', type: 'kyc' });
const NO_KYC = RULES.hasNoClaim({ side: 'receiver', type: 'kyc' });
const NO_RESIDENCE = RULES.hasNoClaim({ side: 'receiver', type: 'residence' });
const SENDER_DE = RULES.residesIn({ side: 'sender', countries: ['DE'] });
const PERSON = RULES.isOfKind({ side: 'receiver', kinds: ['person'] });
const ENTITY = RULES.isOfKind({ side: 'receiver', kinds: ['entity', 'nodeOperator'] });
const LATE = RULES.notBefore({ date: '2027-01-02' });
const EARLY = RULES.notAfter({ date: '2027-01-01' });
const FEW = RULES.holdingAtMost({ units: '5' });
const MANY = RULES.holdingAtLeast({ side: 'receiver', units: '6' });
const HELD = RULES.heldFor({ period: 'P1Y' });
const OUTSIDE = RULES.residesOutside({ side: 'receiver', countries: ['DE', 'FR'] });
const SAYS = RULES.claimSays({ side: 'receiver', type: 'tier', values: ['LOW'] });
const SAYS_OTHER = RULES.claimSays({ side: 'receiver', type: 'tier', values: ['HIGH', 'MIDDLE'] });
const QIB = fromPack({ is: 'Rule144A@1', with: { reporting: true, sameClassAsListed: false } });

const found = (rule: Expression, event: 'transfer' | 'hold' = 'transfer'): readonly string[] =>
  unmeetableIn({ [event]: rule }).map(({ is, path }) => `${is} ${path}`);

describe('rules that nobody can meet', () => {
  test.each<[string, Expression]>([
    ['two residences', all(DE, FR)],
    ['a residence and no residence', all(DE, NO_RESIDENCE)],
    ['a residence within and outside', all(HELD, OUTSIDE, DE)],
    ['a claim and none', all(KYC, cited('a law', NO_KYC))],
    ['a claim that is excluded', all(KYC, none(KYC))],
    ['a person that is an entity', all(PERSON, ENTITY)],
    ['days that do not come', all(LATE, EARLY)],
    ['few units that are many', all(FEW, MANY)],
    ['a claim that says two things', all(SAYS, SAYS_OTHER)],
    ['what a pack asks and its contrary', all(PERSON, QIB)],
    [
      'two residences beside alternatives that say nothing',
      all(...Array.from({ length: 14 }, () => any(KYC, HELD)), DE, FR),
    ],
    ['alternatives none of which fits', all(NO_KYC, any(all(KYC, DE), all(KYC, FR)))],
  ])('%s', (_, rule) => {
    expect(found(rule)).toEqual(['contradiction /transfer']);
  });

  test('are told where they stand, with the two that exclude each other', () => {
    expect(unmeetableIn({ transfer: all(HELD, cited('a law', all(KYC, DE, FR))) })).toEqual([
      { path: '/transfer/rules/1/rule', is: 'contradiction', rule: all(KYC, DE, FR), parts: [DE, FR] },
    ]);
  });
});

describe('what never counts', () => {
  test.each<[string, Expression, string]>([
    ['an alternative', any(KYC, all(DE, FR)), 'unreachable /transfer/rules/1'],
    ['an alternative beside what is asked', all(DE, any(FR, KYC)), 'unreachable /transfer/rules/1/rules/0'],
    ['a condition', when(all(PERSON, ENTITY), KYC), 'unreachable /transfer/condition'],
    ['a condition within another', when(DE, when(FR, KYC)), 'unreachable /transfer/rule/condition'],
  ])('%s', (_, rule, where) => {
    expect(found(rule)).toEqual([where]);
  });
});

describe('nothing is said of', () => {
  test.each<[string, Expression]>([
    ['rules that go together', all(DE, KYC, PERSON, LATE, FEW)],
    ['two sides', all(FR, SENDER_DE)],
    ['alternatives', any(all(DE, KYC), all(FR, NO_KYC))],
    ['a claim or none', any(KYC, NO_KYC)],
    ['a condition that forbids', when(DE, all(KYC, NO_KYC))],
    ['rules about periods', all(HELD, RULES.heldFor({ period: 'P2Y' }))],
    ['an exclusion of what is elsewhere', all(DE, none(FR))],
    ['more alternatives than are looked at', all(...Array.from({ length: 14 }, () => any(DE, KYC, PERSON)))],
  ])('%s', (_, rule) => {
    expect(found(rule)).toEqual([]);
  });

  test('few units and many of who may hold none', () => {
    expect(found(all(FEW, MANY), 'hold')).toEqual([]);
  });
});

describe('an alternative that adds nothing', () => {
  const narrower = (rule: Expression): readonly string[] => narrowerIn({ transfer: rule }).map(({ path }) => path);
  const BOTH = RULES.residesIn({ side: 'receiver', countries: ['DE', 'FR'] });

  test.each<[string, Expression, readonly string[]]>([
    ['one of several countries', any(DE, BOTH), ['/transfer/rules/0']],
    ['more beside the same', any(KYC, all(KYC, DE)), ['/transfer/rules/1']],
    ['under a citation', any(cited('a law', all(KYC, HELD)), cited('another', KYC)), ['/transfer/rules/0']],
    ['the same once more', any(KYC, DE, KYC), ['/transfer/rules/2']],
    ['a later day', any(LATE, RULES.notBefore({ date: '2026-01-01' })), ['/transfer/rules/0']],
    ['within a condition', when(any(DE, BOTH), KYC), ['/transfer/condition/rules/0']],
  ])('%s is told', (_, rule, paths) => {
    expect(narrower(rule)).toEqual(paths);
    expect(found(rule)).toEqual([]);
  });

  test.each<[string, Expression]>([
    ['of another country', any(DE, FR)],
    ['of another party', any(DE, SENDER_DE)],
    ['of periods, of which nothing is concluded', any(HELD, RULES.heldFor({ period: 'P2Y' }))],
    ['that are all asked', all(DE, BOTH)],
    ['that overlap', any(all(KYC, DE), all(KYC, PERSON))],
    ['that nobody meets', any(KYC, all(DE, FR))],
  ])('is none %s', (_, rule) => {
    expect(narrower(rule)).toEqual([]);
  });
});
