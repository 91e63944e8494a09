import { period, periodInWords } from '../../dates/period.js';
import { decimalText } from '../../numbers/decimal.js';
import { compareCost, money, price } from '../../numbers/money.js';
import { comparePart } from '../../numbers/percent.js';
import { units } from '../../numbers/units.js';
import { flag, list, record, refuseField, type Reader } from '../../serialisation/reader.js';
import { claimValue } from '../../claim/claim.js';
import { claimType } from '../../identifiers/names.js';
import { LIMITS } from '../../limits.js';
import { requireDistinct } from '../../serialisation/distinct.js';
import type { Money } from '../../numbers/money.js';
import { metIf, ruleKind, unknownFor } from '../rule-kind.js';
import { standingValueOf } from './claims.js';

const percent = decimalText('0', '100');

/**
 * What the sender has transferred within the period that ends today, this time included, is at most so many units; where it
 * says so, together with its affiliates.
 */
export const volumeAtMost = ruleKind({
  is: 'volumeAtMost@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { units, within: period, group: flag },
  needs: (rule) => [{ need: 'transferred', side: 'sender', within: rule.within, group: rule.group }],
  judge: (rule, facts) => {
    const before = facts.of({ need: 'transferred', side: 'sender', within: rule.within, group: rule.group });
    return metIf(before + facts.movement.units <= rule.units, 'VOLUME_EXCEEDED');
  },
  says: (rule) => `${who(rule.group)} at most ${rule.units} units within ${periodInWords(rule.within)}`,
});

/** As {@link volumeAtMost}, at most a part of the units outstanding before the movement (in per cent, exactly). */
export const volumeShareAtMost = ruleKind({
  is: 'volumeShareAtMost@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { percent, within: period, group: flag },
  needs: (rule) => [
    { need: 'transferred', side: 'sender', within: rule.within, group: rule.group },
    { need: 'outstanding' },
  ],
  judge: (rule, facts) => {
    const before = facts.of({ need: 'transferred', side: 'sender', within: rule.within, group: rule.group });
    const outstanding = facts.of({ need: 'outstanding' });
    return metIf(comparePart(before + facts.movement.units, rule.percent, outstanding) <= 0, 'VOLUME_EXCEEDED');
  },
  says: (rule) =>
    `${who(rule.group)} at most ${rule.percent} per cent of all units within ${periodInWords(rule.within)}`,
});

const who = (group: boolean): string => `the sender${group ? ' and its affiliates transfer' : ' transfers'}`;

/** Whether units at a price are at most an amount. */
const isWithin = (amount: string, pricePerUnit: string, bought: bigint): boolean =>
  compareCost(bought, pricePerUnit, amount) <= 0;

/**
 * All subscriptions within the period that ends today, this one included, raise at most an amount: units times the offering
 * price per unit, exactly.
 */
export const raisesAtMost = ruleKind({
  is: 'raisesAtMost@1',
  events: ['subscribe'],
  parameters: { most: money, price, within: period },
  needs: (rule) => [{ need: 'placed', within: rule.within }],
  judge: (rule, facts) => {
    const placed = facts.of({ need: 'placed', within: rule.within }) + facts.movement.units;
    return metIf(isWithin(rule.most.amount, rule.price, placed), 'OFFERING_LIMIT_EXCEEDED');
  },
  says: (rule) =>
    `the offering raises at most ${rule.most.amount} ${rule.most.currency} within ${periodInWords(rule.within)}`,
});

/** As {@link raisesAtMost}, where the amount itself is too much already. */
export const raisesBelow = ruleKind({
  is: 'raisesBelow@1',
  events: ['subscribe'],
  parameters: { limit: money, price, within: period },
  needs: (rule) => [{ need: 'placed', within: rule.within }],
  judge: (rule, facts) => {
    const placed = facts.of({ need: 'placed', within: rule.within }) + facts.movement.units;
    return metIf(compareCost(placed, rule.price, rule.limit.amount) < 0, 'OFFERING_LIMIT_EXCEEDED');
  },
  says: (rule) =>
    `the offering raises less than ${rule.limit.amount} ${rule.limit.currency} within ${periodInWords(rule.within)}`,
});

/** This subscription alone costs at least an amount at the offering price: units times price, exactly. */
export const costsAtLeast = ruleKind({
  is: 'costsAtLeast@1',
  events: ['subscribe'],
  side: 'receiver',
  parameters: { least: money, price },
  needs: () => [],
  judge: (rule, { movement }) =>
    metIf(compareCost(movement.units, rule.price, rule.least.amount) >= 0, 'INVESTMENT_BELOW_MINIMUM'),
  says: (rule) => `the receiver subscribes for at least ${rule.least.amount} ${rule.least.currency}`,
});

/**
 * The receiver's subscriptions within the period that ends today, this one included, come to at most an amount at the
 * offering price.
 */
export const investsAtMost = ruleKind({
  is: 'investsAtMost@1',
  events: ['subscribe'],
  side: 'receiver',
  parameters: { most: money, price, within: period },
  needs: (rule) => [{ need: 'subscribed', side: 'receiver', within: rule.within }],
  judge: (rule, facts) => {
    const bought = facts.of({ need: 'subscribed', side: 'receiver', within: rule.within }) + facts.movement.units;
    return metIf(isWithin(rule.most.amount, rule.price, bought), 'INVESTMENT_LIMIT_EXCEEDED');
  },
  says: (rule) =>
    `the receiver invests at most ${rule.most.amount} ${rule.most.currency} within ${periodInWords(rule.within)}`,
});

/** An amount that may be invested by who is in a band. */
export interface Band {
  readonly value: string;
  readonly most: Money;
}

/** Reader of bands: each value once, amounts in one currency. */
export const bands: Reader<readonly Band[]> = (value, path) => {
  const size = { min: 1, max: LIMITS.valuesPerRuleMax };
  const read = list(record({ value: claimValue, most: money }), size)(value, path);
  requireDistinct(read.map((band) => band.value));
  if (new Set(read.map(({ most }) => most.currency)).size > 1) refuseField(path, 'amounts in one currency');
  return read;
};

/**
 * As {@link investsAtMost}, where the amount goes by the band that the claim of a type puts the investor in: income and
 * wealth stay with who has examined them. It is not known where no claim of the type stands, where standing claims differ,
 * and where there is no band for what they say.
 */
export const investsWithinBand = ruleKind({
  is: 'investsWithinBand@1',
  events: ['subscribe'],
  side: 'receiver',
  parameters: { type: claimType, bands, price, within: period },
  needs: (rule) => [
    { need: 'claims', side: 'receiver', type: rule.type },
    { need: 'subscribed', side: 'receiver', within: rule.within },
  ],
  judge: (rule, facts) => {
    const value = standingValueOf('receiver', rule.type, facts);
    const band = rule.bands.find((each) => each.value === value);
    if (band === undefined) return unknownFor('INVESTMENT_BAND_UNKNOWN');
    const bought = facts.of({ need: 'subscribed', side: 'receiver', within: rule.within }) + facts.movement.units;
    return metIf(isWithin(band.most.amount, rule.price, bought), 'INVESTMENT_LIMIT_EXCEEDED');
  },
  says: (rule) =>
    `the receiver invests within ${periodInWords(rule.within)} at most what its claim of ${rule.type} allows`,
});
