import { touchedHoldings } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { listIn, textIn, unitsIn } from '../stored.js';

/** I3: nothing is promised that is not held. */
export const available: Invariant = {
  name: 'available',
  statement: 'Units that are reserved, locked or pledged are held.',
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

/** Of those whose last day has not passed in the calendar of the security. */
function encumbered(image: LedgerImage, isin: string, holderId: string): bigint {
  const calendar = textIn(image.get(`security/${isin}`), 'calendar');
  const today = textIn(image.get(`date/${calendar}`), 'businessDate');
  return listIn(image.get(`encumbered/${isin}/${holderId}`), 'encumbrances')
    .filter((each) => textIn(each, 'until') === '' || textIn(each, 'until') >= today)
    .reduce((sum, each) => sum + unitsIn(each), 0n);
}
