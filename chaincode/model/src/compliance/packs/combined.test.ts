import { describe, expect, test } from '@jest/globals';
import { factsOf, type DescribedParty } from '../../test-support/compliance.js';
import { residentOf } from '../../test-support/fact-patterns.js';
import { all, type Expression } from '../expression.js';
import { judgeExpression, needsOf } from '../judge.js';
import { WIDE_NEEDS, type Need } from '../need.js';
import type { RulePack } from '../rule-set.js';
import { PACKS } from './index.js';
import { EEA } from './territory.js';

/** One offer of shares in the Union and in four other countries, at a price in each currency. */
const OFFER: readonly RulePack[] = [
  PACKS.euProspectusExempt({
    price: '100',
    offer: 'P9M',
    denominated: false,
    smallOffers: [{ countries: ['DE'], formerly: '8000000', below: '12000000' }],
    venues: ['XETR'],
  }),
  PACKS.ukOffer({ price: '85', offer: 'P9M', restrictedMassMarket: true }),
  PACKS.swissOffer({ price: '95', offer: 'P9M', denominated: false, informationSheet: false, consent: false }),
  PACKS.singaporeOffer({ price: '140', advertised: false, privateCompany: false }),
  PACKS.hongKongOffer({ price: '850', debentures: false, privateCompany: false }),
];

const combined = (event: 'subscribe' | 'transfer'): Expression =>
  all(...OFFER.flatMap(({ rules }) => rules[event] ?? []));

/** What the packs together say of somebody who subscribes, or acquires on a venue where the shares are not admitted. */
function said(event: 'subscribe' | 'transfer', receiver: DescribedParty): string {
  const rules = combined(event);
  const world = { sender: { resides: 'US' }, placed: 1_000_000, venue: 'XNAS', lots: [['2026-08-01', 10]] } as const;
  const facts = factsOf({ event, today: '2026-09-01', receiver, ...world }, rules);
  return judgeExpression(rules, facts).outcome;
}

describe('packs of several countries in one offer', () => {
  test.each([
    ['FR', 'eu-qualified-investor'],
    ['GB', 'uk-qualified-investor'],
    ['CH', 'ch-professional-client'],
    ['SG', 'sg-institutional-investor'],
    ['HK', 'hk-professional-investor'],
  ])('in %s who has the claim of that country, and of no other, passes', (country, type) => {
    for (const event of ['subscribe', 'transfer'] as const) {
      expect(said(event, residentOf(country, type))).toBe('met');
      for (const other of ['FR', 'GB', 'CH', 'SG', 'HK'].filter((each) => each !== country)) {
        expect(said(event, residentOf(other, type))).not.toBe('met');
      }
    }
  });

  test('who shows no residence must keep the law of all of them', () => {
    expect(said('subscribe', { claims: { 'eu-qualified-investor': true } })).toBe('unknown');
  });

  test('say nothing of a country for which there is none', () => {
    expect(said('subscribe', residentOf('BR'))).toBe('met');
  });
});

describe('what packs count, and over which time', () => {
  const counted = ({ rules }: RulePack): readonly Need[] =>
    rules.subscribe === undefined
      ? []
      : needsOf(rules.subscribe, 'subscribe').filter(({ need }) => WIDE_NEEDS.includes(need));

  test.each([
    ['EuProspectusExempt', { without: 'eu-qualified-investor', sharing: 'residence' }, 'P9M'],
    ['UkOffer', { without: 'uk-qualified-investor', sharing: 'residence' }, 'P9M'],
    ['SwissOffer', {}, 'P9M'],
    ['SingaporeOffer', { without: 'sg-relevant-person' }, 'P1Y'],
    ['HongKongOffer', { without: 'hk-professional-investor' }, 'P1Y'],
  ])('%s', (name, of, within) => {
    const pack = OFFER.find((each) => each.name === name);
    const needs = pack === undefined ? [] : counted(pack);
    expect(needs).toHaveLength(2);
    expect(needs).toEqual(
      expect.arrayContaining([
        { need: 'subscribers', within, of },
        { need: 'placed', within: 'P1Y' },
      ]),
    );
  });
});

test('the EEA is the Union of 27 and three more, without the United Kingdom and Switzerland', () => {
  expect(new Set(EEA).size).toBe(30);
  expect(EEA).toEqual(expect.arrayContaining(['IS', 'LI', 'NO', 'HR', 'IE']));
  expect(EEA.filter((country) => ['GB', 'CH'].includes(country))).toEqual([]);
});
