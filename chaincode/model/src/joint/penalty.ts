import type { BusinessCalendar } from '../calendar/business-calendar.js';
import { businessDaysBetween } from '../calendar/business-day.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { minorUnits } from '../identifiers/currency.js';
import type { Isin } from '../identifiers/isin.js';
import { partyId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { formatDecimal, parseDecimal, rescale } from '../numbers/decimal.js';
import { money, type Money } from '../numbers/money.js';
import { count, record, type Reader } from '../serialisation/reader.js';
import type { JointInstruction } from './joint-instruction.js';
import type { Leg } from './leg.js';
import { openLegs } from './open-part.js';
import type { PenaltyRates } from './penalty-rates.js';

/** What a party owes for a leg that it kept failing: recorded here, and paid elsewhere. */
export interface Penalty {
  readonly party: PartyId;
  /** Position of the leg, from 0. */
  readonly leg: number;
  /** The first of the days. */
  readonly from: BusinessDate;
  /** Business days on whose end the leg had failed. */
  readonly days: number;
  readonly amount: Money;
}

/** Reader of a penalty. */
export const penalty: Reader<Penalty> = record({
  party: partyId,
  leg: count({ min: 0, max: LIMITS.legsPerInstructionMax - 1 }),
  from: businessDate,
  days: count({ min: 1, max: LIMITS.dateSpanDaysMax }),
  amount: money,
});

/** A penalty for some days: exact, and rounded once, half up, to the minor unit of the currency. */
export function penaltyAmount({ amount, currency }: Money, rate: string, days: number): Money {
  const [value, points] = [parseDecimal(amount), parseDecimal(rate)];
  const coefficient = value.coefficient * points.coefficient * BigInt(days);
  const exact = { coefficient, scale: value.scale + points.scale + BASIS_POINT_SCALE };
  return { amount: formatDecimal(rescale(exact, minorUnits(currency), 'half-up')), currency };
}

/** A basis point is a ten-thousandth. */
const BASIS_POINT_SCALE = 4;

/** By what penalties are computed: the calendar of the instruction, and the rates of its securities. */
export interface PenaltyTerms {
  readonly calendar: BusinessCalendar;
  /** Absent: the security has none. */
  readonly rates: (isin: Isin | undefined) => PenaltyRates | undefined;
}

/**
 * The instruction with what its present failure has cost up to a day, which is not counted: for each leg at fault that
 * has a value, by the rate of its security, and for a payment by that of the lead. What has settled in parts costs
 * nothing: the base is the value of what is open.
 */
export function accruePenalties(
  instruction: JointInstruction,
  { calendar, rates }: PenaltyTerms,
  today: BusinessDate,
): JointInstruction {
  const { failure, penalties = [] } = instruction;
  const legs = openLegs(instruction);
  if (failure === undefined) return instruction;
  const days = businessDaysBetween([calendar], failure.accruedTo, today);
  if (days <= 0) return instruction;
  const followed = failure.legs.reduce<readonly Penalty[]>((before, position) => {
    const leg = legs[position];
    const value = leg === undefined ? undefined : valueOf(leg);
    const rate = leg === undefined ? undefined : rateOf(leg, rates);
    if (leg === undefined || value === undefined || rate === undefined) return before;
    const charge = { party: leg.from, leg: position, from: failure.accruedTo, days };
    return withCharge(before, charge, (each) => penaltyAmount(value, rate, each), calendar);
  }, penalties);
  // what is not recorded now is recorded later: nothing is lost, and the record stays one that can be read
  if (followed.length > LIMITS.penaltiesPerInstructionMax) return instruction;
  const accrued = { ...instruction, failure: { ...failure, accruedTo: today } };
  return followed.length === 0 ? accrued : { ...accrued, penalties: followed };
}

/** Penalties with one more charge: it makes the last one of the leg longer where nothing but time has passed. */
function withCharge(
  before: readonly Penalty[],
  charge: Omit<Penalty, 'amount'>,
  amountFor: (days: number) => Money,
  calendar: BusinessCalendar,
): readonly Penalty[] {
  const last = before.findLastIndex(({ leg }) => leg === charge.leg);
  const open = before[last];
  const goesOn =
    open !== undefined &&
    businessDaysBetween([calendar], open.from, charge.from) === open.days &&
    amountFor(open.days).amount === open.amount.amount;
  if (!goesOn) return [...before, { ...charge, amount: amountFor(charge.days) }];
  const days = open.days + charge.days;
  return before.with(last, { ...open, days, amount: amountFor(days) });
}

const valueOf = (leg: Leg): Money | undefined => (leg.kind === 'payment' ? leg.amount : leg.value);

const rateOf = (leg: Leg, rates: PenaltyTerms['rates']): string | undefined =>
  leg.kind === 'payment' ? rates(undefined)?.lackOfCash : rates(leg.isin)?.lackOfUnits;
