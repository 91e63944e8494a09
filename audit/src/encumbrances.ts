import type { LedgerImage } from './ledger-image.js';
import { listIn, textIn, type Stored } from './stored.js';

/** Encumbrances of a holding that hold: whose last day has not passed in the calendar of the security. */
export const encumbrancesOf = (image: LedgerImage, isin: string, holderId: string): readonly Stored[] =>
  inForce(image, isin, image.get(`encumbered/${isin}/${holderId}`));

/** Those of a record of encumbrances of a security that hold. */
export function inForce(image: LedgerImage, isin: string, record: Stored | undefined): readonly Stored[] {
  const calendar = textIn(image.get(`security/${isin}`), 'calendar');
  const today = textIn(image.get(`date/${calendar}`), 'businessDate');
  return listIn(record, 'encumbrances').filter(
    (each) => textIn(each, 'until') === '' || textIn(each, 'until') >= today,
  );
}
