import { touchedHoldings } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { encumbrancesOf } from '../encumbrances.js';
import { listIn, unitsIn } from '../stored.js';

/** I3: nothing is promised that is not held. */
export const available: Invariant = {
  name: 'available',
  statement: 'Units that are reserved or encumbered are held.',
  check: (change, after) =>
    touchedHoldings(change).flatMap(([isin, holderId]) => {
      const held = after.holdings.of(isin, holderId);
      const bound = reserved(after, isin, holderId) + encumbered(after, isin, holderId);
      return bound > held ? [`${isin} ${holderId}: ${bound} units bound, ${held} held`] : [];
    }),
};

function reserved(image: LedgerImage, isin: string, holderId: string): bigint {
  const reservations = listIn(image.get(`reserved/${isin}/${holderId}`), 'reservations');
  return reservations.reduce((sum, each) => sum + unitsIn(each), 0n);
}

/** Those of one parcel lie on the same units, of which the largest covers all; parcels are different units. */
function encumbered(image: LedgerImage, isin: string, holderId: string): bigint {
  const parcels = new Map<unknown, bigint>();
  for (const each of encumbrancesOf(image, isin, holderId)) {
    const covered = parcels.get(each['parcel']) ?? 0n;
    if (unitsIn(each) > covered) parcels.set(each['parcel'], unitsIn(each));
  }
  return [...parcels.values()].reduce((sum, units) => sum + units, 0n);
}
