import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { record, word, type Reader } from '../serialisation/reader.js';

/** That a party holds as a nominee: it has title, and others the benefit. */
export interface NomineeCapacity {
  readonly since: BusinessDate;
  /** SHA-256 of the custody or nominee agreement, or of the licence, with a salt in it. */
  readonly document: Sha256;
}

/** Reader of the capacity of a nominee. */
export const nomineeCapacity: Reader<NomineeCapacity> = record({ since: businessDate, document: sha256Text });

/** The body of `party:declareCapacity`: in which capacity a party holds from now on. */
export interface CapacityDeclaration {
  readonly partyId: PartyId;
  readonly holdsAs: 'nominee' | 'owner';
  readonly document: Sha256;
}

/** Reader of a declaration. */
export const capacityDeclaration: Reader<CapacityDeclaration> = record({
  partyId,
  holdsAs: word('nominee', 'owner'),
  document: sha256Text,
});
