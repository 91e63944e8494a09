import { textIn, textsIn, unitsIn, type Stored } from './stored.js';

/** Where a lot lies: `lot/<isin>/<holder>/<transaction>/<index>`. */
const LOT_KEY = /^lot\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/;
/** Under this prefix there is nothing but lots. */
const LOTS = 'lot/';

/** A lot as it is stored, with the place that its key gives it. */
export interface StoredLot {
  readonly key: string;
  readonly isin: string;
  readonly holderId: string;
  readonly transactionId: string;
  readonly lotId: string;
  readonly units: bigint;
  readonly sources: readonly string[];
  /** What the value says of itself. */
  readonly said: { readonly isin: string; readonly holderId: string; readonly lotId: string };
}

/** Whether a key is one of a lot. */
export const isLotKey = (key: string): boolean => key.startsWith(LOTS);

/** The lot of a key and its record; undefined where the key is not one of a lot. */
export function lotOf(key: string, record: Stored | undefined): StoredLot | undefined {
  const [, isin, holderId, transactionId, index] = LOT_KEY.exec(key) ?? [];
  if (isin === undefined || holderId === undefined || transactionId === undefined || index === undefined) {
    return undefined;
  }
  return {
    ...{ key, isin, holderId, transactionId },
    lotId: `${transactionId}/${index}`,
    units: unitsIn(record),
    sources: textsIn(record, 'sources'),
    said: { isin: textIn(record, 'isin'), holderId: textIn(record, 'holderId'), lotId: textIn(record, 'lotId') },
  };
}
