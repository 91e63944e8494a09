import { decimalText } from '../numbers/decimal.js';
import { record, type Reader } from '../serialisation/reader.js';

/**
 * What a day of failing costs, in basis points of the value, as Regulation (EU) 909/2014 art. 7 and Delegated Regulation
 * (EU) 2017/389 (annex, as adopted) have it by kind of instrument: for lack of units, and for lack of cash.
 */
export interface PenaltyRates {
  readonly lackOfUnits: string;
  readonly lackOfCash: string;
}

const basisPoints = decimalText('0', '10000');

/** Reader of penalty rates. */
export const penaltyRates: Reader<PenaltyRates> = record({ lackOfUnits: basisPoints, lackOfCash: basisPoints });
