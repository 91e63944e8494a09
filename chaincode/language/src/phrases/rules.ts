import { bandsOf } from './bands.js';
import { role } from './places.js';
import { phrase, part, type Phrase } from './phrase.js';
import { count, money, number, percent, period } from './quantities.js';
import { like, listOf, oneOf, word } from './slot.js';
import { claimType, claimValue, country, date, mic } from './values.js';

const side = word('sender', 'receiver');
const countries = like(listOf(country, 'or'), 'IE, DE or FR');
const types = like(listOf(claimType, 'or'), 'accredited-investor or qualified-purchaser');
const venues = like(listOf(mic, 'or'), 'XLUX or XFRA');
const price = like(number, '12.5');
const partyKind = oneOf([
  ['person', 'person'],
  ['entity', 'entity'],
  ['node operator', 'nodeOperator'],
]);
const window = part('a period such as 2026-01-01 to 2026-01-31', '{from} to {to}', {
  from: like(date, '2026-01-01'),
  to: like(date, '2026-01-31'),
});

/** Holders of a class: all, or those with or without a claim. */
export const holders = part(
  '"holders", with a claim or without one',
  'holders[ with claim {with}[ of {value}]][ without claim {without}]',
  {
    with: claimType,
    value: claimValue,
    without: claimType,
  },
  'holders without claim accredited-investor',
);
const scope = oneOf([
  ['this security', 'security'],
  ['all securities of the issuer', 'issuer'],
]);
const counted = oneOf([
  ['of record', 'record'],
  ['looking through nominees', 'beneficial'],
]);
/** Whose movements or holdings count together. */
const together = oneOf([
  ['sender', false],
  ['sender and affiliates', true],
]);

/** How each rule of the catalogue is said. */
export const RULE_PHRASES: readonly Phrase[] = [
  phrase('hasClaim@1', '{side} has claim {type}', { side, type: claimType }),
  phrase('hasNoClaim@1', '{side} has no claim {type}', { side, type: claimType }),
  phrase('hasAnyClaim@1', '{side} has any claim of {types}', { side, types }),
  phrase('hasNoneOfClaims@1', '{side} has none of claims {types}', { side, types }),
  phrase('claimSays@1', 'claim {type} of {side} says {values}', {
    side,
    type: claimType,
    values: listOf(claimValue, 'or'),
  }),
  phrase('residesIn@1', '{side} resides in {countries}', { side, countries }),
  phrase('residesOutside@1', '{side} resides outside {countries}', { side, countries }),
  phrase('isOfKind@1', '{side} is a {kinds}', { side, kinds: listOf(partyKind, 'or') }),
  phrase('areAffiliates@1', 'receiver is affiliate of sender'),
  phrase('notBefore@1', 'from {date}', { date }),
  phrase('notAfter@1', 'until {date}', { date }),
  phrase('outsideBlackouts@1', 'outside {windows}', { windows: listOf(window, 'and') }),
  phrase('outsideYearlyBlackouts@1', 'outside {windows}, each year', { windows: listOf(window, 'and') }),
  phrase('sinceOffering@1', '{period} after the offering closed', { period }),
  phrase('sinceIssue@1', '{period} after the issue', { period }),
  phrase('reconsidered@1', '{period} after the instruction', { period }),
  phrase('reconsideredUntil@1', 'instructions up to {from} wait until {lastDay} is over', {
    from: date,
    lastDay: like(date, '2026-06-18'),
  }),
  phrase('heldFor@1', 'sender has held for {period}', { period }),
  phrase('heldLongerThan@1', 'sender has held for more than {period}', { period }),
  phrase('lockedUntil@1', 'units acquired up to {acquiredUpTo} stay until {until}', {
    acquiredUpTo: date,
    until: like(date, '2026-12-15'),
  }),
  phrase('vested@1', 'units vest in {steps} steps every {every} from {cliff}', {
    steps: like(count, '12'),
    every: like(period, '3 months'),
    cliff: like(period, '1 year'),
  }),
  phrase('partAtMost@1', 'sender moves at most {percent} of its units', { percent }),
  phrase('holdersAtMost@1', 'at most {count} {of} of {scope}', { count, of: holders, scope }),
  phrase('holdersAtMost@2', 'at most {count} {of} counted {by} in {scope}', { count, of: holders, by: counted, scope }),
  phrase('holdsDirectly@1', 'receiver holds through no nominee'),
  phrase('holdsDirectly@2', 'receiver holds directly'),
  phrase('nomineesHaveClaim@1', 'every nominee of the receiver has claim {type}', { type: claimType }),
  phrase('nomineesHaveClaim@2', 'every nominee has claim {type}', { type: claimType }),
  phrase('subscribersAtMost@1', 'at most {count} {of} subscribe within {within}', {
    count,
    of: holders,
    within: period,
  }),
  phrase(
    'subscribersPerCountryAtMost@1',
    'at most {count} without claim {without} subscribe in each country within {within}',
    {
      count,
      without: claimType,
      within: period,
    },
  ),
  phrase('holdingAtMost@1', 'receiver holds at most {units} units', { units: number }),
  phrase('holdingAtLeast@1', '{side} holds at least {units} units or none', { side, units: number }),
  phrase('exitsInFull@1', 'sender transfers all of its units'),
  phrase('movesAtLeast@1', 'at least {units} units move', { units: number }),
  phrase('movesInMultiplesOf@1', 'units move in multiples of {units}', { units: number }),
  phrase('nominalAtLeast@1', 'at least {least} nominal move', { least: money }),
  phrase('denominationAtLeast@1', 'one unit is at least {least} nominal', { least: money }),
  phrase('shareAtMost@1', 'receiver holds at most {percent} of all units', { percent }),
  phrase('groupShareAtMost@1', 'receiver and affiliates hold at most {percent} of all units', { percent }),
  phrase('groupShareBelow@1', 'receiver and affiliates hold less than {percent} of all units', { percent }),
  phrase('volumeAtMost@1', '{group} transfers at most {units} units within {within}', {
    group: together,
    units: number,
    within: period,
  }),
  phrase('volumeShareAtMost@1', '{group} transfers at most {percent} of all units within {within}', {
    group: together,
    percent,
    within: period,
  }),
  phrase('raisesAtMost@1', 'offering raises at most {most} at {price} a unit within {within}', {
    most: money,
    price,
    within: period,
  }),
  phrase('raisesBelow@1', 'offering raises less than {limit} at {price} a unit within {within}', {
    limit: money,
    price,
    within: period,
  }),
  phrase('costsAtLeast@1', 'receiver subscribes for at least {least} at {price} a unit', {
    least: money,
    price,
  }),
  phrase('investsAtMost@1', 'receiver invests at most {most} at {price} a unit within {within}', {
    most: money,
    price,
    within: period,
  }),
  phrase('investsWithinBand@1', 'receiver invests by claim {type} at most {bands} at {price} a unit within {within}', {
    type: claimType,
    bands: bandsOf(money),
    price,
    within: period,
  }),
  phrase('approvedBy@1', '{role} has approved', { role }),
  phrase('agreedOn@1', 'agreed on {venues}', { venues }),
  phrase('agreedBilaterally@1', 'agreed between the parties alone'),
];
