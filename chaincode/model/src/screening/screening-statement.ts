import type { MovementParties } from '../claim/claim-rule.js';
import type { BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, refuseField, type Reader } from '../serialisation/reader.js';

/** What a screener says of those between whom units move. */
export type ScreeningOutcome = 'clear' | 'refused';

/** How a movement stands: what its screener has said, or nothing that counts today. */
export type ScreeningState = ScreeningOutcome | 'pending';

/** On what a statement rests: it counts for these parties, on this day and while the list is this one. */
export interface ScreeningBasis {
  readonly isin: Isin;
  readonly parties: MovementParties;
  readonly on: BusinessDate;
  /** SHA-256 of the screener's list, as the channel has it. */
  readonly list: Sha256;
}

/** The body of `screening:state`: movements of a security by their parties. */
export interface ScreeningRequest {
  readonly isin: Isin;
  readonly movements: readonly MovementParties[];
}

const partiesRead = record({ sender: optional(partyId), receiver: optional(partyId) });
const movementParties: Reader<MovementParties> = (value, path) => {
  const read = partiesRead(value, path);
  if (read.sender === undefined && read.receiver === undefined) refuseField(path, 'a party of a movement');
  return read;
};

/** Reader of movements by their parties, each once. Error: DUPLICATE_IN_BATCH. */
export const screenedMovements: Reader<readonly MovementParties[]> = (value, path) => {
  const read = list(movementParties, { min: 0, max: LIMITS.movementsPerScreeningMax })(value, path);
  requireDistinct(read.map(canonicalJson));
  return read;
};

/** Reader of the body of `screening:state`. */
export const screeningRequest: Reader<ScreeningRequest> = (value, path) => {
  const read = record({ isin, movements: screenedMovements })(value, path);
  if (read.movements.length === 0) refuseField(`${path}/movements`, 'at least one movement');
  return read;
};

/**
 * The text of a statement as it lies in the collection of the screener. It has no salt, because it is to be compared:
 * everybody can form both texts, and the hash of the private value says which of them it is.
 */
export const screeningText = (
  { isin: of, parties, on, list: listed }: ScreeningBasis,
  outcome: ScreeningOutcome,
): string => canonicalJson({ isin: of, list: listed, on, outcome, ...parties });

/**
 * What the screener has said, by the hash of its private value. A statement of another day, or on another list, is none.
 *
 * @param hash - undefined when there is no value
 */
export function screeningStateOf(hash: string | undefined, basis: ScreeningBasis): ScreeningState {
  const outcomes: readonly ScreeningOutcome[] = ['clear', 'refused'];
  return outcomes.find((outcome) => sha256Hex(screeningText(basis, outcome)) === hash) ?? 'pending';
}
