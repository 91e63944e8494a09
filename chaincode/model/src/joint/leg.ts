import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, type MspId, type PartyId } from '../identifiers/names.js';
import { parseDecimal } from '../numbers/decimal.js';
import { money, type Money } from '../numbers/money.js';
import { units } from '../numbers/units.js';
import { LOT_ORDERS, type LotOrder } from '../register/lot-choice.js';
import { optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';

/** Units of a security, tokenised cash too, that one party delivers to another. */
export interface DeliveryLeg {
  readonly kind: 'delivery';
  readonly isin: Isin;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly units: bigint;
  /** What the units are worth, as the parties agree: the base of penalties. */
  readonly value?: Money;
  /** In which order lots of the sender move; absent: the first acquired first. */
  readonly lots?: LotOrder;
}

/** Money that one party pays another outside the ledger, through an agent who says so. */
export interface PaymentLeg {
  readonly kind: 'payment';
  readonly from: PartyId;
  readonly to: PartyId;
  readonly amount: Money;
  /** Participant who states that it has the money. */
  readonly payingAgent: MspId;
}

/** A leg of a joint instruction. */
export type Leg = DeliveryLeg | PaymentLeg;

const delivery = record({
  ...{ kind: word('delivery'), isin, from: partyId, to: partyId, units, value: optional(money) },
  lots: optional(word(...LOT_ORDERS)),
});
const payment = record({ kind: word('payment'), from: partyId, to: partyId, amount: money, payingAgent: mspId });
const kindOf = record({ kind: word('delivery', 'payment') });

/** Reader of a leg. Errors: SAME_HOLDER, AMOUNT_INVALID (nothing is paid), and those of its fields. */
export const leg: Reader<Leg> = (value, path) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const read: Leg = kindOf({ kind }, path).kind === 'delivery' ? delivery(value, path) : payment(value, path);
  if (read.from === read.to) refuseField(`${path}/to`, 'another party', 'SAME_HOLDER');
  if (read.kind === 'payment' && parseDecimal(read.amount.amount).coefficient === 0n) {
    refuseField(`${path}/amount/amount`, 'more than nothing', 'AMOUNT_INVALID');
  }
  return read;
};

/** The deliveries among some legs. */
export const deliveriesOf = (legs: readonly Leg[]): readonly DeliveryLeg[] =>
  legs.filter((each) => each.kind === 'delivery');

/** The orders in which lots of a party are to move by some legs: one, unless they contradict each other. */
export const lotOrdersOf = (legs: readonly Leg[], of: Isin, from: PartyId): readonly LotOrder[] => [
  ...new Set(
    deliveriesOf(legs)
      .filter((each) => each.isin === of && each.from === from)
      .map(({ lots = 'fifo' }) => lots),
  ),
];

/** Every party of some legs, once, in the order of the ids. */
export const legParties = (legs: readonly Leg[]): readonly PartyId[] =>
  [...new Set(legs.flatMap(({ from, to }) => [from, to]))].sort();

/** Every security of some legs, once, in the order of the ISINs. */
export const legSecurities = (legs: readonly Leg[]): readonly Isin[] =>
  [...new Set(deliveriesOf(legs).map((each) => each.isin))].sort();
