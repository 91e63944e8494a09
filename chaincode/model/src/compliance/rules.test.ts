import { describe, expect, test } from '@jest/globals';
import { factsOf, type Described } from '../test-support/compliance.js';
import { RULES } from './catalogue.js';
import { furtherNeedsOf, judgeExpression } from './judge.js';
import type { Rule } from './rule-kind.js';

const TODAY = '2026-06-15';
const transfer: Described = { event: 'transfer', today: TODAY };
const subscribe: Described = { event: 'subscribe', today: TODAY };
const on = (today: string, more: Partial<Described> = {}): Described => ({ ...transfer, today, ...more });

/** A rule, the movement, and `met` or why not; facts that are not known say so with a question mark. */
type Case = readonly [Rule, Described, string];

const lots = (...held: readonly (readonly [string, number, number?])[]): Partial<Described> => ({ lots: held });
const kyc = { claims: { kyc: true } } as const;
const R = RULES;
const vesting = R.vested({ cliff: 'P1Y', every: 'P3M', steps: 4 });
const vestingOf = (units: number): Partial<Described> => ({ units, ...lots(['2025-06-15', 100]) });
const retail = { without: 'accredited-investor' } as const;

/** A party takes its units from its nominee onto the register. */
const WITHDRAWAL: Partial<Described> = {
  sender: { id: 'P', holds: 9 },
  receiver: { id: 'P', holds: 9 },
  recordSender: { id: 'N', holds: 50 },
  recordReceiver: { id: 'P' },
};
const JUNE = { from: '2026-06-10', to: '2026-06-15' } as const;

const CASES: readonly Case[] = [
  [R.hasClaim({ side: 'receiver', type: 'kyc' }), { ...transfer, receiver: kyc }, 'met'],
  [R.hasClaim({ side: 'receiver', type: 'kyc' }), { ...transfer, sender: kyc }, 'CLAIM_ABSENT'],
  [R.hasClaim({ side: 'sender', type: 'kyc' }), { ...transfer, sender: { expired: ['kyc'] } }, 'CLAIM_EXPIRED'],
  [R.hasNoClaim({ side: 'receiver', type: 'us-person' }), transfer, 'met'],
  [R.hasNoClaim({ side: 'receiver', type: 'kyc' }), { ...transfer, receiver: kyc }, 'CLAIM_BLOCKS'],
  [R.hasAnyClaim({ side: 'receiver', types: ['qib', 'kyc'] }), { ...transfer, receiver: kyc }, 'met'],
  [R.hasAnyClaim({ side: 'receiver', types: ['qib', 'iai'] }), { ...transfer, receiver: kyc }, 'CLAIM_ABSENT'],
  [
    R.hasAnyClaim({ side: 'receiver', types: ['qib', 'kyc'] }),
    { ...transfer, receiver: { expired: ['kyc'] } },
    'CLAIM_EXPIRED',
  ],
  [R.hasNoneOfClaims({ side: 'receiver', types: ['pep', 'iai'] }), { ...transfer, receiver: kyc }, 'met'],
  [R.hasNoneOfClaims({ side: 'receiver', types: ['pep', 'kyc'] }), { ...transfer, receiver: kyc }, 'CLAIM_BLOCKS'],
  [
    R.claimSays({ side: 'receiver', type: 'risk', values: ['HIGH'] }),
    { ...transfer, receiver: { claims: { risk: 'HIGH' } } },
    'met',
  ],
  [
    R.claimSays({ side: 'receiver', type: 'risk', values: ['HIGH'] }),
    { ...transfer, receiver: { claims: { risk: 'LOW' } } },
    'CLAIM_VALUE_NOT_ALLOWED',
  ],
  [R.claimSays({ side: 'receiver', type: 'risk', values: ['HIGH'] }), transfer, '? CLAIM_ABSENT'],
  [
    R.claimSays({ side: 'receiver', type: 'risk', values: ['HIGH'] }),
    { ...transfer, receiver: { expired: ['risk'] } },
    '? CLAIM_EXPIRED',
  ],
  [R.residesIn({ side: 'receiver', countries: ['DE', 'FR'] }), { ...transfer, receiver: { resides: 'FR' } }, 'met'],
  [
    R.residesIn({ side: 'receiver', countries: ['DE', 'FR'] }),
    { ...transfer, receiver: { resides: 'US' } },
    'RESIDENCE_NOT_ALLOWED',
  ],
  [R.residesIn({ side: 'receiver', countries: ['DE', 'FR'] }), transfer, '? RESIDENCE_UNKNOWN'],
  [R.residesOutside({ side: 'receiver', countries: ['US'] }), { ...transfer, receiver: { resides: 'FR' } }, 'met'],
  [
    R.residesOutside({ side: 'receiver', countries: ['US'] }),
    { ...transfer, receiver: { resides: 'US' } },
    'RESIDENCE_NOT_ALLOWED',
  ],
  [R.residesOutside({ side: 'receiver', countries: ['US'] }), transfer, '? RESIDENCE_UNKNOWN'],
  [R.isOfKind({ side: 'receiver', kinds: ['entity'] }), { ...transfer, receiver: { kind: 'entity' } }, 'met'],
  [
    R.isOfKind({ side: 'receiver', kinds: ['entity'] }),
    { ...transfer, receiver: { kind: 'person' } },
    'PARTY_KIND_NOT_ALLOWED',
  ],
  [R.holdsDirectly({}), { ...transfer }, 'met'],
  [R.holdsDirectly({}), { ...transfer, nominees: [{}] }, 'NOMINEE_NOT_ALLOWED'],
  [R.nomineesHaveClaim({ type: 'custody-licence' }), { ...transfer }, 'met'],
  [
    R.nomineesHaveClaim({ type: 'custody-licence' }),
    { ...transfer, nominees: [{ claims: { 'custody-licence': true } }, { expired: ['custody-licence'] }] },
    'CLAIM_EXPIRED',
  ],
  [R.holdsDirectlyItself({}), { ...transfer, nominees: [{}] }, 'NOMINEE_NOT_ALLOWED'],
  [R.holdsDirectly({}), { ...transfer, receiver: { isNominee: true } }, 'met'],
  [R.holdsDirectlyItself({}), { ...transfer, receiver: { isNominee: true } }, 'NOMINEE_NOT_ALLOWED'],
  [R.holdsDirectlyItself({}), { ...transfer }, 'met'],
  [R.holdsDirectlyItself({}), { event: 'hold', today: TODAY, receiver: { isNominee: true, holds: 0 } }, 'met'],
  [
    R.holdsDirectlyItself({}),
    { event: 'hold', today: TODAY, receiver: { isNominee: true, holds: 1 } },
    'NOMINEE_NOT_ALLOWED',
  ],
  [R.nomineesHaveClaim({ type: 'custody-licence' }), { ...transfer, receiver: { isNominee: true } }, 'met'],
  [R.allNomineesHaveClaim({ type: 'custody-licence' }), { ...transfer, receiver: { isNominee: true } }, 'CLAIM_ABSENT'],
  [
    R.allNomineesHaveClaim({ type: 'custody-licence' }),
    { ...transfer, receiver: { isNominee: true, claims: { 'custody-licence': true } } },
    'met',
  ],
  [R.allNomineesHaveClaim({ type: 'custody-licence' }), { ...transfer, nominees: [{}] }, 'CLAIM_ABSENT'],
  // a nominee counts once of record; looked through, everybody for whom it holds does
  [
    R.holdersCountedAtMost({ by: 'record', count: 35, scope: 'security', of: {} }),
    { ...transfer, holders: 35, owners: 900, recordReceiver: { id: 'N', holds: 50 } },
    'met',
  ],
  [
    R.holdersCountedAtMost({ by: 'beneficial', count: 35, scope: 'security', of: {} }),
    { ...transfer, holders: 3, owners: 35, sender: { holds: 2 }, recordReceiver: { id: 'N', holds: 50 } },
    'HOLDERS_EXCEEDED',
  ],
  // a withdrawal from a nominee makes one more holder of record and no more owners
  [
    R.holdersCountedAtMost({ by: 'record', count: 35, scope: 'security', of: {} }),
    { ...transfer, holders: 35, ...WITHDRAWAL },
    'HOLDERS_EXCEEDED',
  ],
  [
    R.holdersCountedAtMost({ by: 'beneficial', count: 35, scope: 'security', of: {} }),
    { ...transfer, owners: 36, ...WITHDRAWAL },
    'met',
  ],
  // who only changes the custody of units disposes of none
  [R.heldFor({ period: 'P6M' }), { ...transfer, lots: [['2026-11-01', 5]], ...WITHDRAWAL }, 'met'],
  [R.areAffiliates({}), { ...transfer, sender: { affiliates: ['R'] } }, 'met'],
  [R.areAffiliates({}), { ...transfer, sender: { affiliates: ['X'] } }, 'NOT_AFFILIATES'],
  [R.notBefore({ date: TODAY }), on('2026-06-14'), 'TOO_EARLY'],
  [R.notBefore({ date: TODAY }), on(TODAY), 'met'],
  [R.notAfter({ date: TODAY }), on(TODAY), 'met'],
  [R.notAfter({ date: TODAY }), on('2026-06-16'), 'TOO_LATE'],
  ...['2026-06-09', '2026-06-16'].map((day): Case => [blackout(), on(day), 'met']),
  ...['2026-06-10', '2026-06-15'].map((day): Case => [blackout(), on(day), 'BLACKOUT']),
  [R.outsideBlackouts({ windows: [{ from: '2026-01-01', to: '2026-01-31' }, JUNE] }), on('2026-06-10'), 'BLACKOUT'],
  [yearEnd(), on('2027-01-05'), 'BLACKOUT'],
  [yearEnd(), on('2027-01-06'), 'met'],
  [R.sinceOffering({ period: 'P40D' }), on('2026-07-10', { closedOn: '2026-06-01' }), 'DISTRIBUTION_PERIOD_RUNNING'],
  [R.sinceOffering({ period: 'P40D' }), on('2026-07-11', { closedOn: '2026-06-01' }), 'met'],
  [R.sinceOffering({ period: 'P40D' }), on('2026-07-11'), '? OFFERING_NOT_CLOSED'],
  [R.sinceIssue({ period: 'P1Y' }), on('2027-06-14', { issuedOn: TODAY }), 'LOCKED_UP'],
  [R.sinceIssue({ period: 'P1Y' }), on('2027-06-15', { issuedOn: TODAY }), 'met'],
  [R.sinceIssue({ period: 'P1Y' }), on('2027-06-15'), '? NOT_ISSUED'],
  [R.reconsidered({ period: 'P4D' }), on('2026-06-18', { enteredOn: TODAY }), 'COOLING_OFF_RUNNING'],
  [R.reconsidered({ period: 'P4D' }), on('2026-06-19', { enteredOn: TODAY }), 'met'],
  [withdrawable(), on('2026-06-14', { enteredOn: '2026-06-14' }), 'met'],
  [withdrawable(), on('2026-06-15', { enteredOn: '2026-06-14' }), 'COOLING_OFF_RUNNING'],
  [withdrawable(), on('2026-06-18', { enteredOn: '2026-06-15' }), 'COOLING_OFF_RUNNING'],
  [withdrawable(), on('2026-06-19', { enteredOn: '2026-06-15' }), 'met'],
  [withdrawable(), on('2026-06-18', { enteredOn: '2026-06-16' }), 'met'],
  [R.heldFor({ period: 'P6M' }), on('2027-02-27', lots(['2026-08-31', 1])), 'HOLDING_PERIOD_RUNNING'],
  [R.heldFor({ period: 'P6M' }), on('2027-02-28', lots(['2026-08-31', 1])), 'met'],
  [R.heldFor({ period: 'P40D' }), on(TODAY, lots(['2020-01-01', 5], ['2026-06-14', 1])), 'HOLDING_PERIOD_RUNNING'],
  // periods that end beyond the dates that can be read
  [R.heldFor({ period: 'P9999Y' }), on(TODAY, lots(['2020-01-01', 5])), 'HOLDING_PERIOD_RUNNING'],
  [R.heldLongerThan({ period: 'P9999M' }), on(TODAY, lots(['2020-01-01', 5])), 'HOLDING_PERIOD_RUNNING'],
  [R.sinceIssue({ period: 'P300Y' }), on(TODAY, { issuedOn: TODAY }), 'LOCKED_UP'],
  [R.vested({ cliff: 'P300Y', every: 'P1D', steps: 4 }), on(TODAY, lots(['2025-06-15', 1])), 'NOT_VESTED'],
  [R.vested({ cliff: 'P1D', every: 'P300Y', steps: 1 }), on(TODAY, lots(['2025-06-15', 1])), 'met'],
  [R.heldLongerThan({ period: 'P6M' }), on('2026-07-15', lots(['2026-01-15', 1])), 'HOLDING_PERIOD_RUNNING'],
  [R.heldLongerThan({ period: 'P6M' }), on('2026-07-16', lots(['2026-01-15', 1])), 'met'],
  [R.lockedUntil({ acquiredUpTo: '2026-01-31', until: TODAY }), on('2026-06-14', lots(['2026-01-31', 1])), 'LOCKED_UP'],
  [R.lockedUntil({ acquiredUpTo: '2026-01-31', until: TODAY }), on('2026-06-14', lots(['2026-02-01', 1])), 'met'],
  [
    R.lockedUntil({ acquiredUpTo: '2026-01-31', until: TODAY }),
    on('2026-06-14', lots(['2026-01-31', 1], ['2026-02-01', 1])),
    'LOCKED_UP',
  ],
  [
    R.heldLongerThan({ period: 'P6M' }),
    on('2026-07-16', lots(['2026-01-15', 1], ['2026-01-16', 1])),
    'HOLDING_PERIOD_RUNNING',
  ],
  [R.lockedUntil({ acquiredUpTo: '2026-01-31', until: TODAY }), on(TODAY, lots(['2026-01-31', 1])), 'met'],
  [vesting, on('2026-06-14', vestingOf(1)), 'NOT_VESTED'],
  [vesting, on('2026-06-15', vestingOf(25)), 'met'],
  [vesting, on('2026-06-15', vestingOf(26)), 'NOT_VESTED'],
  [vesting, on('2026-09-15', vestingOf(50)), 'met'],
  [vesting, on('2026-09-15', { units: 30, ...lots(['2025-06-15', 80, 20]) }), 'met'],
  [vesting, on('2026-09-15', { units: 31, ...lots(['2025-06-15', 80, 20]) }), 'NOT_VESTED'],
  [vesting, on('2027-03-15', vestingOf(100)), 'met'],
  [R.partAtMost({ percent: '2.5' }), { ...transfer, units: 25, sender: { holds: 1000 } }, 'met'],
  [R.partAtMost({ percent: '2.5' }), { ...transfer, units: 26, sender: { holds: 1000 } }, 'PART_EXCEEDED'],
  [holders(99), { ...transfer, sender: { holds: 5 }, holders: 98 }, 'met'],
  [holders(99), { ...transfer, sender: { holds: 5 }, holders: 99 }, 'HOLDERS_EXCEEDED'],
  [holders(99), { ...transfer, sender: { holds: 1 }, holders: 99 }, 'met'],
  [holders(99), { ...transfer, sender: { holds: 5 }, receiver: { holds: 1 }, holders: 120 }, 'met'],
  [holders(99), { ...subscribe, holders: 99 }, 'HOLDERS_EXCEEDED'],
  [
    R.holdersAtMost({ count: 35, scope: 'issuer', of: retail }),
    { ...transfer, sender: { holds: 5 }, holders: 35 },
    'HOLDERS_EXCEEDED',
  ],
  [
    R.holdersAtMost({ count: 35, scope: 'issuer', of: retail }),
    { ...transfer, sender: { holds: 5 }, receiver: { claims: { 'accredited-investor': true } }, holders: 35 },
    'met',
  ],
  [
    R.holdersAtMost({ count: 1, scope: 'security', of: { with: 'residence', value: 'US' } }),
    { ...transfer, sender: { holds: 5 }, receiver: { resides: 'US' }, holders: 1 },
    'HOLDERS_EXCEEDED',
  ],
  [
    R.holdersAtMost({ count: 1, scope: 'security', of: { with: 'residence', value: 'US' } }),
    { ...transfer, sender: { holds: 5 }, receiver: { resides: 'CA' }, holders: 1 },
    'met',
  ],
  [
    R.subscribersAtMost({ count: 35, within: 'P90D', of: retail }),
    { ...subscribe, subscribers: { count: 34, includesReceiver: false } },
    'met',
  ],
  [
    R.subscribersAtMost({ count: 35, within: 'P90D', of: retail }),
    { ...subscribe, subscribers: { count: 35, includesReceiver: false } },
    'SUBSCRIBERS_EXCEEDED',
  ],
  [
    R.subscribersAtMost({ count: 35, within: 'P90D', of: retail }),
    { ...subscribe, subscribers: { count: 35, includesReceiver: true } },
    'met',
  ],
  [perCountry(), { ...subscribe, receiver: { resides: 'FR' }, subscribers: others(148) }, 'met'],
  [perCountry(), { ...subscribe, receiver: { resides: 'FR' }, subscribers: others(149) }, 'SUBSCRIBERS_EXCEEDED'],
  [perCountry(), { ...subscribe, subscribers: others(0) }, '? RESIDENCE_UNKNOWN'],
  [
    perCountry(),
    { ...subscribe, receiver: { resides: 'FR' }, subscribers: { count: 149, includesReceiver: true } },
    'met',
  ],
  [perCountry(), { ...subscribe, receiver: { claims: { qualified: true } }, subscribers: others(149) }, 'met'],
  [R.holdingAtMost({ units: '10' }), { ...transfer, units: 3, receiver: { holds: 7 } }, 'met'],
  [R.holdingAtMost({ units: '10' }), { ...transfer, units: 4, receiver: { holds: 7 } }, 'HOLDING_ABOVE_MAXIMUM'],
  [R.holdingAtLeast({ side: 'sender', units: '10' }), { ...transfer, units: 5, sender: { holds: 15 } }, 'met'],
  [
    R.holdingAtLeast({ side: 'sender', units: '10' }),
    { ...transfer, units: 5, sender: { holds: 14 } },
    'HOLDING_BELOW_MINIMUM',
  ],
  [R.holdingAtLeast({ side: 'sender', units: '10' }), { ...transfer, units: 5, sender: { holds: 5 } }, 'met'],
  [R.exitsInFull({}), { ...transfer, units: 5, sender: { holds: 5 } }, 'met'],
  [R.exitsInFull({}), { ...transfer, units: 4, sender: { holds: 5 } }, 'PARTIAL_EXIT'],
  [R.movesAtLeast({ units: '5' }), { ...transfer, units: 5 }, 'met'],
  [R.movesAtLeast({ units: '5' }), { ...transfer, units: 4 }, 'UNITS_BELOW_MINIMUM'],
  [R.movesInMultiplesOf({ units: '5' }), { ...transfer, units: 10 }, 'met'],
  [R.movesInMultiplesOf({ units: '5' }), { ...transfer, units: 11 }, 'UNITS_NOT_A_MULTIPLE'],
  ...nominalCases(),
  [R.shareAtMost({ percent: '10' }), { ...transfer, units: 5, receiver: { holds: 5 }, outstanding: 100 }, 'met'],
  [
    R.shareAtMost({ percent: '10' }),
    { ...transfer, units: 6, receiver: { holds: 5 }, outstanding: 100 },
    'SHARE_EXCEEDED',
  ],
  [R.shareAtMost({ percent: '10' }), { ...subscribe, units: 10, outstanding: 90 }, 'met'],
  [R.shareAtMost({ percent: '10' }), { ...subscribe, units: 11, outstanding: 90 }, 'SHARE_EXCEEDED'],
  [
    R.groupShareAtMost({ percent: '10' }),
    { ...transfer, units: 5, receiver: { holds: 2, affiliatesHold: 3 }, outstanding: 100 },
    'met',
  ],
  [
    R.groupShareAtMost({ percent: '10' }),
    { ...transfer, units: 6, receiver: { holds: 2, affiliatesHold: 3 }, outstanding: 100 },
    'SHARE_EXCEEDED',
  ],
  [
    R.groupShareAtMost({ percent: '10' }),
    { ...transfer, units: 6, receiver: { affiliates: ['S'], affiliatesHold: 10 }, outstanding: 100 },
    'met',
  ],
  [
    R.groupShareBelow({ percent: '10' }),
    { ...transfer, units: 4, receiver: { holds: 2, affiliatesHold: 3 }, outstanding: 100 },
    'met',
  ],
  [
    R.groupShareBelow({ percent: '10' }),
    { ...transfer, units: 5, receiver: { holds: 2, affiliatesHold: 3 }, outstanding: 100 },
    'SHARE_EXCEEDED',
  ],
  [
    R.volumeAtMost({ units: '10', within: 'P3M', group: false }),
    { ...transfer, units: 4, sender: { transferred: 6, affiliatesTransferred: 9 } },
    'met',
  ],
  [
    R.volumeAtMost({ units: '10', within: 'P3M', group: true }),
    { ...transfer, units: 4, sender: { transferred: 6, affiliatesTransferred: 1 } },
    'VOLUME_EXCEEDED',
  ],
  [
    R.volumeShareAtMost({ percent: '1', within: 'P3M', group: true }),
    { ...transfer, units: 1, sender: { transferred: 9 }, outstanding: 1000 },
    'met',
  ],
  [
    R.volumeShareAtMost({ percent: '1', within: 'P3M', group: true }),
    { ...transfer, units: 2, sender: { transferred: 9 }, outstanding: 1000 },
    'VOLUME_EXCEEDED',
  ],
  [raises('100'), { ...subscribe, units: 4, placed: 4 }, 'met'],
  [raises('100'), { ...subscribe, units: 5, placed: 4 }, 'OFFERING_LIMIT_EXCEEDED'],
  [below('100'), { ...subscribe, units: 3, placed: 4 }, 'met'],
  [below('100'), { ...subscribe, units: 4, placed: 4 }, 'OFFERING_LIMIT_EXCEEDED'],
  [costs('100'), { ...subscribe, units: 8 }, 'met'],
  [costs('100'), { ...subscribe, units: 7, receiver: { subscribed: 8 } }, 'INVESTMENT_BELOW_MINIMUM'],
  [invests('100'), { ...subscribe, units: 4, receiver: { subscribed: 4 } }, 'met'],
  [invests('100'), { ...subscribe, units: 5, receiver: { subscribed: 4 } }, 'INVESTMENT_LIMIT_EXCEEDED'],
  [banded(), { ...subscribe, units: 8, receiver: { claims: { income: 'B' } } }, 'met'],
  [banded(), { ...subscribe, units: 8, receiver: { claims: { income: 'A' } } }, 'INVESTMENT_LIMIT_EXCEEDED'],
  [banded(), { ...subscribe, units: 1 }, '? INVESTMENT_BAND_UNKNOWN'],
  [R.approvedBy({ role: 'issuer' }), { ...transfer, approvals: ['issuer'] }, 'met'],
  [R.approvedBy({ role: 'issuer' }), { ...transfer, approvals: ['registrar'] }, 'CONSENT_MISSING'],
  [R.agreedOn({ venues: ['XETR'] }), { ...transfer, venue: 'XETR' }, 'met'],
  [R.agreedOn({ venues: ['XETR'] }), { ...transfer, venue: 'XLON' }, 'VENUE_NOT_ALLOWED'],
  [R.agreedOn({ venues: ['XETR'] }), transfer, 'VENUE_NOT_ALLOWED'],
  [R.agreedBilaterally({}), transfer, 'met'],
  [R.agreedBilaterally({}), { ...transfer, venue: 'XETR' }, 'VENUE_NOT_ALLOWED'],
];

function blackout(): Rule {
  return R.outsideBlackouts({ windows: [JUNE] });
}
function yearEnd(): Rule {
  return R.outsideYearlyBlackouts({ windows: [{ from: '2026-12-20', to: '2027-01-05' }] });
}
function holders(count: number): Rule {
  return R.holdersAtMost({ count, scope: 'security', of: {} });
}
function withdrawable(): Rule {
  return R.reconsideredUntil({ from: TODAY, lastDay: '2026-06-18' });
}
function perCountry(): Rule {
  return R.subscribersPerCountryAtMost({ count: 149, within: 'P1Y', without: 'qualified' });
}
function others(count: number): Required<Described>['subscribers'] {
  return { count, includesReceiver: false };
}
function below(amount: string): Rule {
  return R.raisesBelow({ limit: { amount, currency: 'USD' }, price: '12.5', within: 'P1Y' });
}
function costs(amount: string): Rule {
  return R.costsAtLeast({ least: { amount, currency: 'USD' }, price: '12.5' });
}
function raises(amount: string): Rule {
  return R.raisesAtMost({ most: { amount, currency: 'USD' }, price: '12.5', within: 'P1Y' });
}
function invests(amount: string): Rule {
  return R.investsAtMost({ most: { amount, currency: 'USD' }, price: '12.5', within: 'P1Y' });
}
function banded(): Rule {
  const bands = [
    { value: 'A', most: { amount: '50', currency: 'USD' } },
    { value: 'B', most: { amount: '100', currency: 'USD' } },
  ];
  return R.investsWithinBand({ type: 'income', bands, price: '12.5', within: 'P1Y' });
}
function nominalCases(): readonly Case[] {
  const denomination = { amount: '1000.50', currency: 'EUR' };
  const nominal = (amount: string): Rule => R.nominalAtLeast({ least: { amount, currency: 'EUR' } });
  const unit = (amount: string): Rule => R.denominationAtLeast({ least: { amount, currency: 'EUR' } });
  return [
    [nominal('3001.50'), { ...transfer, units: 3, denomination }, 'met'],
    [nominal('3001.51'), { ...transfer, units: 3, denomination }, 'NOMINAL_BELOW_MINIMUM'],
    [nominal('1'), transfer, '? NOMINAL_UNKNOWN'],
    [unit('1000.50'), { ...transfer, denomination }, 'met'],
    [unit('1000.51'), { ...transfer, denomination }, 'DENOMINATION_BELOW_MINIMUM'],
    [unit('1'), { ...transfer, denomination: { amount: '5', currency: 'USD' } }, '? NOMINAL_UNKNOWN'],
  ];
}

/** What a rule alone says of a movement, in short. */
function said(rule: Rule, described: Described): string {
  const { outcome, reasons } = judgeExpression(rule, factsOf(described, rule));
  return outcome === 'met' ? 'met' : `${outcome === 'unknown' ? '? ' : ''}${reasons.join(' ')}`;
}

describe('the catalogue of rules', () => {
  test.each(CASES.map(([rule, described, expected]) => ({ rule, described, expected })))(
    '$rule.is $rule.with: $expected',
    ({ rule, described, expected }) => {
      expect(said(rule, described)).toBe(expected);
    },
  );

  test.each([
    ['a receiver who holds already', { ...transfer, sender: { holds: 5 }, receiver: { holds: 1 } }, false],
    ['a new holder', { ...transfer, sender: { holds: 5 } }, true],
    ['a new holder for one who leaves', { ...transfer, sender: { holds: 1 } }, false],
  ])('whether holders are counted for %s', (_, described, isCounted) => {
    const rule = R.holdersAtMost({ count: 99, scope: 'security', of: {} });
    const further = furtherNeedsOf(rule, factsOf(described, rule));
    expect(further).toEqual(isCounted ? [{ need: 'holders', scope: 'security', of: {} }] : []);
  });

  test('every rule is met in one case and not in another', () => {
    const met = new Set(CASES.filter(([, , expected]) => expected === 'met').map(([rule]) => rule.is));
    const other = new Set(CASES.filter(([, , expected]) => expected !== 'met').map(([rule]) => rule.is));
    const all = Object.values(RULES).map(({ is }) => is);
    expect(all.filter((is) => !met.has(is) || !other.has(is))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(30);
  });
});
