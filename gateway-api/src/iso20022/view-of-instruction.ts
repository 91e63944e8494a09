import {
  deliveriesOf,
  formatDecimal,
  parseDecimal,
  type DeliveryLeg,
  type JointInstruction,
  type Leg,
  type Money,
  type SettledPart,
} from '@scrip/model';
import type { TransferRecord } from '../read-model/finality-queries.js';
import type { AccountView, SettledView, SettlementView, StatusView } from './settlement-view.js';

/** What else a message says, as the read model knows it. */
export interface MessageSources {
  readonly network: string;
  readonly businessDate: string;
  readonly servicerOf: (party: string) => string;
  readonly leiOf: (servicer: string) => string | undefined;
  /** What a unit of tokenised cash is worth; undefined: the security is no cash. */
  readonly cashUnit: (isin: string) => Money | undefined;
}

/** A delivery of a joint instruction from the side of one of its parties. */
export function viewOfJoint(
  instruction: JointInstruction,
  position: number,
  party: string,
  sources: MessageSources,
): SettlementView | undefined {
  const { legs, instructionId, tradeDate, settlementDate, partial, coverOf } = instruction;
  const leg = legs[position];
  if (leg?.kind !== 'delivery' || (leg.from !== party && leg.to !== party)) return undefined;
  const deliveries = deliveriesOf(legs);
  const amount = considerationOf(legs, leg, sources);
  const settled = settledOf(instruction, leg, amount, sources);
  return {
    ...{ instructionId, ...(legs.length > 1 ? { leg: position } : {}) },
    ...{ number: deliveries.indexOf(leg) + 1, deliveries: deliveries.length },
    ...sidesOf(leg.from, leg.to, party, sources),
    ...{ isin: leg.isin, units: leg.units, tradeDate, settlementDate, network: sources.network },
    ...(amount === undefined ? {} : { amount }),
    ...{ mayBePartial: partial !== undefined, isBuyIn: coverOf !== undefined },
    ...statusOf(instruction, sources.businessDate),
    ...(settled === undefined ? {} : { settled }),
  };
}

/** How a transfer has ended that has not settled. */
const ENDS = ['refused', 'withdrawn'] as const;

/** A transfer from the side of one of its parties. */
export function viewOfTransfer(
  { instructed, status, decidedOn, refusal }: TransferRecord,
  party: string,
  sources: MessageSources,
): SettlementView | undefined {
  const { instructionId, isin, fromHolderId, toHolderId, units, tradeDate, settlementDate } = instructed as Readonly<
    Record<string, string>
  >;
  if (fromHolderId === undefined || toHolderId === undefined) return undefined;
  if (instructionId === undefined || isin === undefined || units === undefined) return undefined;
  if (tradeDate === undefined || settlementDate === undefined) return undefined;
  if (fromHolderId !== party && toHolderId !== party) return undefined;
  const isSettled = status === 'settled' && decidedOn !== undefined;
  return {
    ...{ instructionId, number: 1, deliveries: 1, isin, units: BigInt(units), tradeDate, settlementDate },
    ...sidesOf(fromHolderId, toHolderId, party, sources),
    ...{ network: sources.network, mayBePartial: false, isBuyIn: false },
    ...{ isMatched: true, isDue: settlementDate <= sources.businessDate, hasParts: false },
    status: isSettled ? 'settled' : (ENDS.find((end) => end === status) ?? 'pending'),
    ...(refusal === undefined ? {} : { code: refusal }),
    ...(isSettled ? { settled: { on: decidedOn, units: BigInt(units), before: 0n, left: 0n } } : {}),
  };
}

function sidesOf(
  from: string,
  to: string,
  party: string,
  { servicerOf, leiOf }: MessageSources,
): Pick<SettlementView, 'side' | 'own' | 'counterparty'> {
  const account = (of: string): AccountView => {
    const servicer = servicerOf(of);
    const lei = leiOf(servicer);
    return { party: of, servicer, ...(lei === undefined ? {} : { lei }) };
  };
  return from === party
    ? { side: 'DELI', own: account(from), counterparty: account(to) }
    : { side: 'RECE', own: account(to), counterparty: account(from) };
}

function statusOf(instruction: JointInstruction, today: string): StatusView {
  const { status, failure, refusal, settlementDate, parts = [] } = instruction;
  const isOpen = status === 'affirmed' || status === 'reserved';
  const code = failure?.code ?? refusal;
  return {
    status: isOpen ? (failure === undefined ? 'pending' : 'failing') : status,
    isMatched: status !== 'proposed',
    isDue: settlementDate <= today,
    ...(code === undefined ? {} : { code }),
    hasParts: parts.length > 0,
  };
}

/** What is given for a delivery, where exactly one leg the other way is for exactly this delivery. */
function considerationOf(legs: readonly Leg[], delivery: DeliveryLeg, sources: MessageSources): Money | undefined {
  if (sources.cashUnit(delivery.isin) !== undefined) return undefined;
  const between = legs.filter((each) => each.from === delivery.from && each.to === delivery.to);
  const back = legs.filter((each) => each.from === delivery.to && each.to === delivery.from);
  const [counter, ...more] = back;
  return between.length > 1 || more.length > 0 ? undefined : moneyOf(counter, sources);
}

function moneyOf(leg: Leg | undefined, { cashUnit }: MessageSources): Money | undefined {
  if (leg?.kind === 'payment') return leg.amount;
  const unit = leg === undefined ? undefined : cashUnit(leg.isin);
  return unit === undefined || leg === undefined ? undefined : times(unit, leg.units);
}

function times({ amount, currency }: Money, units: bigint): Money {
  const { coefficient, scale } = parseDecimal(amount);
  return { amount: formatDecimal({ coefficient: coefficient * units, scale }), currency };
}

/** What has settled last: the last part, or all of it. */
function settledOf(
  { status, decidedOn, parts = [], legs }: JointInstruction,
  delivery: DeliveryLeg,
  amount: Money | undefined,
  sources: MessageSources,
): SettledView | undefined {
  const last = parts.at(-1);
  if (last === undefined) {
    if (status !== 'settled' || decidedOn === undefined) return undefined;
    const whole = { on: decidedOn, units: delivery.units, before: 0n, left: 0n };
    return amount === undefined ? whole : { ...whole, amount };
  }
  const unitsOf = (part: SettledPart): bigint => (legs[0] === delivery ? part.units : (part.counterUnits ?? 0n));
  const before = parts.slice(0, -1).reduce((sum, part) => sum + unitsOf(part), 0n);
  const units = unitsOf(last);
  const paid = legs[0] === delivery ? paidFor(last, legs[1], sources) : undefined;
  return {
    ...{ on: last.settledOn, units, before, left: delivery.units - before - units },
    ...(paid === undefined ? {} : { amount: paid }),
  };
}

function paidFor(part: SettledPart, counter: Leg | undefined, { cashUnit }: MessageSources): Money | undefined {
  if (part.payment !== undefined) return part.payment;
  const unit = counter?.kind === 'delivery' ? cashUnit(counter.isin) : undefined;
  return unit === undefined || part.counterUnits === undefined ? undefined : times(unit, part.counterUnits);
}
