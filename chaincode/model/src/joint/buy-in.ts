import type { BusinessCalendar } from '../calendar/business-calendar.js';
import { addBusinessDays } from '../calendar/business-day.js';
import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { minorUnits } from '../identifiers/currency.js';
import {
  instructionId,
  partyId,
  sha256Text,
  type InstructionId,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { formatDecimal, parseDecimal, rescale } from '../numbers/decimal.js';
import { money, type Money } from '../numbers/money.js';
import type { SignedAct } from '../party/signers.js';
import { optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import type { JointInstruction } from './joint-instruction.js';
import type { DeliveryLeg, Leg } from './leg.js';
import { openLegs } from './open-part.js';

/**
 * How a receiving party helped itself: by units that another party delivered, or, where they could not be had, by their
 * market value. The pattern is that of Regulation (EU) 909/2014 art. 7(3) to (7) as adopted; since Regulation (EU)
 * 2023/2845 the buy-in of the law is a last resort with an article of its own (7a), and this one is agreed.
 */
export type BuyInOutcome =
  | { readonly kind: 'delivery'; readonly delivery: InstructionId }
  | { readonly kind: 'compensation'; readonly marketValue: Money };

/** What a receiving party says when it has bought in. */
export interface BuyInCall {
  readonly instructionId: InstructionId;
  /** The receiving party. */
  readonly party: PartyId;
  readonly outcome: BuyInOutcome;
  /** What it paid others for it. */
  readonly costs: Money;
  /** Digest of the contract note, or of the valuation. */
  readonly document: Sha256;
  readonly authorisation?: Authorisation;
}

/** A buy-in as it ended an instruction: what is owed is recorded here, and paid elsewhere. */
export interface BuyIn {
  readonly outcome: BuyInOutcome;
  readonly calledOn: BusinessDate;
  /** What the open units were worth by the instruction, and what they cost or were worth when they were bought in. */
  readonly agreed: Money;
  readonly price: Money;
  /** What the price exceeds the agreed value by; nothing where it is lower. */
  readonly difference: Money;
  readonly costs: Money;
  readonly document: Sha256;
  readonly owedBy: PartyId;
  readonly owedTo: PartyId;
}

const byDelivery = record({ kind: word('delivery'), delivery: instructionId });
const byCompensation = record({ kind: word('compensation'), marketValue: money });
const kindOf = record({ kind: word('delivery', 'compensation') });

const outcome: Reader<BuyInOutcome> = (value, path) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return kindOf({ kind }, path).kind === 'delivery' ? byDelivery(value, path) : byCompensation(value, path);
};

const calledFields = { instructionId, party: partyId, outcome, costs: money, document: sha256Text } as const;
const called = record({ ...calledFields, authorisation: optional(authorisation) });

/** Reader of the body of `instruction:callBuyIn`. Error: BUY_IN_DIFFERS (the instruction itself is no delivery). */
export const buyInCall: Reader<BuyInCall> = (value, path) => {
  const read = called(value, path);
  if (read.outcome.kind === 'delivery' && read.outcome.delivery === read.instructionId) {
    refuseField(`${path}/outcome/delivery`, 'another instruction', 'BUY_IN_DIFFERS');
  }
  return read;
};

/** What the signatures of a call are over. */
export function calledAct({ instructionId: id, party, outcome: how, costs, document }: BuyInCall): SignedAct {
  return { purpose: 'instruction:callBuyIn', body: { instructionId: id, party, outcome: how, costs, document } };
}

/** Reader of {@link BuyIn}. */
export const buyIn: Reader<BuyIn> = record({
  outcome,
  calledOn: businessDate,
  ...{ agreed: money, price: money, difference: money, costs: money },
  document: sha256Text,
  owedBy: partyId,
  owedTo: partyId,
});

/** When and against what a call is made. */
export interface BuyInScene {
  /** Calendar of the instruction. */
  readonly calendar: BusinessCalendar;
  readonly today: BusinessDate;
  /** The instruction that the call names, where it names one. */
  readonly cover?: JointInstruction;
}

/**
 * The instruction ended by a buy-in, and the delivery that it names, marked so that it is named once. It must have lacked
 * units since it was due and for the days that were agreed, and nobody may still have money for it.
 *
 * @throws DomainError BUY_IN_NOT_AGREED, INSTRUCTION_NOT_PENDING, INSTRUCTION_EXPIRED, PARTY_NOT_OF_INSTRUCTION,
 *   PAYMENT_NOT_RETURNED, BUY_IN_NOT_DUE, BUY_IN_DIFFERS
 */
export function endByBuyIn(
  instruction: JointInstruction,
  call: BuyInCall,
  scene: BuyInScene,
): { readonly ended: JointInstruction; readonly cover?: JointInstruction } {
  const { instructionId: id } = instruction;
  const { delivery, value: agreed } = requireDue(instruction, call, scene);
  const { cover } = scene;
  const price = priceOf(instruction, call, scene, delivery);
  if (price.currency !== agreed.currency || call.costs.currency !== agreed.currency) {
    throw new DomainError('BUY_IN_DIFFERS', { instructionId: id, rule: 'the currency of the agreed value' });
  }
  const { outcome: how, costs, document } = call;
  const boughtIn: BuyIn = {
    ...{ outcome: how, calledOn: scene.today, agreed, price, difference: excess(price, agreed), costs, document },
    ...{ owedBy: delivery.from, owedTo: delivery.to },
  };
  const ended = { ...instruction, status: 'boughtIn', decidedOn: scene.today, boughtIn } as const;
  return how.kind === 'compensation' || cover === undefined ? { ended } : { ended, cover: { ...cover, coverOf: id } };
}

/** The first day on which the units of an instruction can be bought in, by the day on which it was due. */
const callableFrom = (due: BusinessDate, extensionDays: number, calendar: BusinessCalendar): BusinessDate =>
  addBusinessDays([calendar], due, extensionDays + 1);

function requireDue(
  instruction: JointInstruction,
  { party }: BuyInCall,
  { calendar, today }: BuyInScene,
): { readonly delivery: DeliveryLeg; readonly value: Money } {
  const { instructionId: id, buyIn: terms, status, failure, payments } = instruction;
  const [delivery] = openLegs(instruction);
  if (terms === undefined) throw new DomainError('BUY_IN_NOT_AGREED', { instructionId: id });
  if (delivery?.kind !== 'delivery' || delivery.value === undefined) throw new Error('a buy-in without a value');
  if (status !== 'affirmed') throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId: id, status });
  if (isBefore(instruction.lastDay, today)) throw new DomainError('INSTRUCTION_EXPIRED', { instructionId: id });
  if (party !== delivery.to) throw new DomainError('PARTY_NOT_OF_INSTRUCTION', { instructionId: id });
  if (payments.at(-1)?.state === 'received') throw new DomainError('PAYMENT_NOT_RETURNED', { instructionId: id });
  const isFailing = failure?.legs.includes(0) === true;
  if (!isFailing || isBefore(today, callableFrom(failure.since, terms.extensionDays, calendar))) {
    throw new DomainError('BUY_IN_NOT_DUE', { instructionId: id });
  }
  return { delivery, value: delivery.value };
}

function priceOf(
  { instructionId: id, failure, buyIn: terms }: JointInstruction,
  { outcome: how }: BuyInCall,
  { calendar, cover }: BuyInScene,
  delivery: DeliveryLeg,
): Money {
  if (how.kind === 'compensation') return how.marketValue;
  const differs = (rule: string): DomainError => new DomainError('BUY_IN_DIFFERS', { instructionId: id, rule });
  if (cover?.status !== 'settled' || cover.coverOf !== undefined) throw differs('settled, and named once');
  const since = callableFrom(failure?.since ?? cover.settlementDate, terms?.extensionDays ?? 0, calendar);
  if (cover.decidedOn === undefined || isBefore(cover.decidedOn, since)) throw differs('after the days agreed');
  const delivered = cover.legs.filter((leg): leg is DeliveryLeg => isCoverOf(leg, delivery));
  const [bought, ...more] = delivered;
  if (bought?.value === undefined || more.length > 0) throw differs('the open units, with their value');
  return bought.value;
}

const isCoverOf = (leg: Leg, { isin, from, to, units }: DeliveryLeg): boolean =>
  leg.kind === 'delivery' && leg.isin === isin && leg.to === to && leg.from !== from && leg.units === units;

function excess(price: Money, agreed: Money): Money {
  const scale = minorUnits(price.currency);
  const [paid, owed] = [price, agreed].map(({ amount }) => rescale(parseDecimal(amount), scale, 'exact').coefficient);
  const more = (paid ?? 0n) - (owed ?? 0n);
  return { amount: formatDecimal({ coefficient: more > 0n ? more : 0n, scale }), currency: price.currency };
}
