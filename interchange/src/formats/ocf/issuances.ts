import { noCounterpart } from '../../document/interchange-error.js';
import type { Codec } from '../../mapping/codec.js';
import { DATE_TEXT, nameOfDefinition, single, wordsOf } from '../../mapping/codecs.js';
import { constant, field, whole, type Entry, type SaidSoFar } from '../../mapping/mapping.js';
import { priceFormula, priceName, unitsFormula } from './safe-price.js';
import { CLASS, currencyOf, NUMERIC, ownMoney } from './values.js';

const REQUIRED = 'the schema demands it';

const identified = (type: string): readonly Entry[] => [
  constant('object_type', type, 'which type of object it is'),
  ...['id', 'security_id'].flatMap((at) =>
    (['name', 'version'] as const).map((slot) => field('head', slot, at, nameOfDefinition(slot))),
  ),
];

const CONVERSION = 'conversion_triggers[type=AUTOMATIC_ON_CONDITION]';
const CONVERSION_RIGHT = `${CONVERSION}/conversion_right{type=CONVERTIBLE_CONVERSION_RIGHT}`;
const MECHANISM = `${CONVERSION_RIGHT}/conversion_mechanism`;

const EVENT = /^[A-Z][A-Za-z0-9]{0,39}$/;

/** An event by its name; a condition in words has to be given one. */
const event: Codec = {
  write: (value) => String(value),
  read: (source) => {
    const written = single(source);
    return EVENT.test(written)
      ? written
      : noCounterpart('it is in words: give the event a name, and say what that means');
  },
};

const converts = (said: SaidSoFar): boolean => said.has('convertsOn@1');

/** A SAFE: its issuance, of which only the terms are mapped. */
export const SAFE_ENTRIES: readonly Entry[] = [
  ...identified('TX_CONVERTIBLE_ISSUANCE'),
  constant('convertible_type', 'SAFE', 'that is what a safe is'),
  field('safe@1', 'issuedOn', 'date', DATE_TEXT),
  field('safe@1', 'purchase', 'investment_amount', ownMoney(false)),
  field('currency', 'currency', 'investment_amount/currency', currencyOf('safe@1', 'purchase')),
  constant(`${CONVERSION}/trigger_id`, '1', REQUIRED, { when: converts }),
  field('convertsOn@1', 'event', `${CONVERSION}/trigger_condition`, event),
  field('convertsOn@1', 'units', `${MECHANISM}/type`, unitsFormula),
  field('meansFormula@1', 'formula', `${MECHANISM}{type=SAFE_CONVERSION}`, priceFormula),
  field('meansFormula@1', 'name', `${MECHANISM}{type=SAFE_CONVERSION}`, priceName),
  field(
    'safe@1',
    'measured',
    `${MECHANISM}{type=SAFE_CONVERSION}/conversion_timing`,
    wordsOf({ 'post-money': ['POST_MONEY'], 'pre-money': ['PRE_MONEY'] }, 'ConversionTimingType'),
  ),
  whole('mostFavoured@1', `${MECHANISM}{type=SAFE_CONVERSION}/conversion_mfn`, true),
  constant(`${MECHANISM}{type=SAFE_CONVERSION}/conversion_mfn`, false, REQUIRED, {
    when: (said) => !said.has('mostFavoured@1'),
  }),
  constant(`${CONVERSION_RIGHT}/converts_to_future_round`, true, 'the class is one of a round to come', {
    when: converts,
  }),
];

const EXERCISE = 'exercise_triggers[type=ELECTIVE_IN_RANGE]';
const EXERCISE_RIGHT = `${EXERCISE}/conversion_right`;
const AMOUNT = `${EXERCISE_RIGHT}/conversion_mechanism{type=FIXED_AMOUNT_CONVERSION}`;

/** A value of which Open Cap Format has one kind only. */
const only = (value: string, written: string, why: string): Codec => ({
  write: (given) => (given === value ? written : noCounterpart(why)),
  read: (source) => (single(source) === written ? value : noCounterpart(why)),
});

/** Whether a warrant is what Open Cap Format means by one. */
export const buysInRange = (said: SaidSoFar): boolean =>
  said.value('holderMayExercise@1', 'right') === 'call' && said.value('holderMayExercise@1', 'style') === 'american';

/** A warrant: its issuance, of which only the terms are mapped. */
export const WARRANT_ENTRIES: readonly Entry[] = [
  ...identified('TX_WARRANT_ISSUANCE'),
  field('warrant@1', 'issuedOn', 'date', DATE_TEXT),
  field('holderMayExercise@1', 'multiplier', 'quantity', NUMERIC),
  field('holderMayExercise@1', 'strike', 'exercise_price', ownMoney(true)),
  field('currency', 'currency', 'exercise_price/currency', currencyOf('holderMayExercise@1', 'strike')),
  field('holderMayExercise@1', 'until', 'warrant_expiration_date', DATE_TEXT),
  constant(`${EXERCISE}/trigger_id`, '1', REQUIRED),
  field(
    'holderMayExercise@1',
    'style',
    `${EXERCISE}/type`,
    only('american', 'ELECTIVE_IN_RANGE', 'it is exercised on any day of a range'),
  ),
  field('holderMayExercise@1', 'from', `${EXERCISE}/start_date`, DATE_TEXT),
  field('holderMayExercise@1', 'until', `${EXERCISE}/end_date`, DATE_TEXT),
  field(
    'holderMayExercise@1',
    'right',
    `${EXERCISE_RIGHT}/type`,
    only('call', 'WARRANT_CONVERSION_RIGHT', 'it is a right to buy'),
  ),
  field('holderMayExercise@1', 'underlying', `${EXERCISE_RIGHT}/converts_to_stock_class_id`, CLASS),
  field('holderMayExercise@1', 'multiplier', `${AMOUNT}/converts_to_quantity`, NUMERIC),
];
