import { withForce } from './in-force.js';

/** What of an encumbrance decides its rank. */
interface Placed {
  readonly isin?: unknown;
  readonly holderId?: unknown;
  readonly parcel?: unknown;
  readonly order?: unknown;
  readonly kind?: unknown;
  readonly until?: string;
  readonly inForce?: boolean;
}

/**
 * Encumbrances by the units on which they lie, each with its rank among those in force on these, as the ledger counts it,
 * and with whom it gives the income.
 */
export function ranked(records: readonly Placed[], today: string | null): readonly object[] {
  const all: readonly Placed[] = withForce(records, today);
  const keyOf = ({ isin, holderId, parcel }: Placed): string => JSON.stringify([holderId, isin, parcel]);
  const placeOf = ({ order }: Placed): number => Number(order);
  const sorted = [...all].sort((left, right) => compare(keyOf(left), keyOf(right)) || placeOf(left) - placeOf(right));
  const counted = new Map<string, number>();
  return sorted.map((each) => {
    const key = keyOf(each);
    const income = each.kind === 'usufruct' ? 'beneficiary' : 'holder';
    if (each.inForce !== true) return { ...each, income };
    const rank = (counted.get(key) ?? 0) + 1;
    counted.set(key, rank);
    return { ...each, rank, income };
  });
}

const compare = (left: string, right: string): number => Number(left > right) - Number(left < right);
