import { sha256Text, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { count, record, refuseField, type Reader } from '../serialisation/reader.js';
import { deliveriesOf, lotOrdersOf, type Leg } from './leg.js';

/** In which parts a delivery may settle from its due date on, when not all of its units are there. */
export interface PartialTerms {
  /** The least units of a part; what remains at the end may be less. */
  readonly minimumUnits: bigint;
  /** A part is a multiple of these units; what remains at the end need not be. */
  readonly multiple: bigint;
}

/** When the receiving party may have units that were not delivered bought elsewhere. */
export interface BuyInTerms {
  /** Business days after the day on which the delivery was due, as Regulation (EU) 909/2014 art. 7(3) had them as adopted. */
  readonly extensionDays: number;
}

/** What opens a delivery that is settled against something on another ledger. */
export interface HashLock {
  /** SHA-256 of the 32 bytes that open it. */
  readonly hash: Sha256;
}

/** What parties may agree beyond the legs and the dates of an instruction. */
export interface AgreedTerms {
  /** Whether it may settle together with others, on the net of all. */
  readonly netting?: 'allowed';
  readonly partial?: PartialTerms;
  readonly buyIn?: BuyInTerms;
  readonly hashLock?: HashLock;
}

/** Reader of {@link PartialTerms}. */
export const partialTerms: Reader<PartialTerms> = record({ minimumUnits: units, multiple: units });

/** Reader of {@link BuyInTerms}. */
export const buyInTerms: Reader<BuyInTerms> = record({
  extensionDays: count({ min: 0, max: LIMITS.buyInExtensionDaysMax }),
});

/** Reader of {@link HashLock}. */
export const hashLock: Reader<HashLock> = record({ hash: sha256Text });

/** What terms are agreed for. */
interface Agreed extends AgreedTerms {
  readonly legs: readonly Leg[];
  readonly mode: string;
}

/**
 * Refuses terms that contradict each other or the legs. Parts and a buy-in need one delivery with at most one leg for it
 * in the other direction, or nobody could say what a part of the rest is; a buy-in needs the value of the delivery. What
 * a preimage opens settles by it alone: not in part, not on the net, not by order, and not against money outside the
 * ledger, for which a paying agent would have to answer beyond the last day.
 *
 * @throws DomainError INSTRUCTION_TERMS_INVALID
 */
export function requireCoherent(agreed: Agreed, path: string): void {
  const { legs, partial, buyIn, hashLock: lock } = agreed;
  const refuse = (field: string, rule: string): never =>
    refuseField(`${path}/${field}`, rule, 'INSTRUCTION_TERMS_INVALID');
  const unclear = deliveriesOf(legs).find(({ isin, from }) => lotOrdersOf(legs, isin, from).length > 1);
  if (unclear !== undefined) refuse('legs', 'one order of lots for a party and a security');
  if (partial !== undefined && !isDivisible(legs)) refuse('partial', ONE_DELIVERY);
  if (buyIn !== undefined && !isDivisible(legs)) refuse('buyIn', ONE_DELIVERY);
  const [delivery] = legs;
  if (delivery?.kind === 'delivery') {
    const least = partial === undefined ? 0n : max(partial.minimumUnits, partial.multiple);
    if (least > delivery.units) refuse('partial', 'no more units than are delivered');
    if (buyIn !== undefined && delivery.value === undefined) refuse('legs/0/value', 'what the units are worth');
  }
  if (lock !== undefined) requireLockAlone(agreed, refuse);
}

function requireLockAlone(
  { partial, netting, mode, legs }: Agreed,
  refuse: (field: string, rule: string) => never,
): void {
  if (partial !== undefined || netting !== undefined) refuse('hashLock', 'neither parts nor netting');
  if (mode === 'onOrder') refuse('hashLock', 'settlement by the preimage, not by order');
  if (legs.some(({ kind }) => kind === 'payment')) refuse('hashLock', 'no payment outside the ledger');
}

const ONE_DELIVERY = 'one delivery first, and at most one leg for it in the other direction';

const max = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** Whether legs are one delivery, with at most one leg for it in the other direction. */
function isDivisible([first, counter, ...more]: readonly Leg[]): boolean {
  if (first?.kind !== 'delivery' || more.length > 0) return false;
  return counter === undefined || (counter.from === first.to && counter.to === first.from);
}
