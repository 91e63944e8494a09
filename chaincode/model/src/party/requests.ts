import {
  mandateId,
  mspId,
  partyId,
  sha256Text,
  type MandateId,
  type MspId,
  type PartyId,
  type Sha256,
} from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { count, list, optional, record, refuseField, type Reader } from '../serialisation/reader.js';
import { keyId, type KeyId } from '../signature/public-key.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { enrolledKeys, type EnrolledKey } from './enrolment.js';
import { thresholds, type Thresholds } from './keyring.js';
import {
  entityIdentifier,
  partyKind,
  requireIdentifierOfKind,
  type EntityIdentifier,
  type PartyKind,
} from './party.js';
import { guardianship, type Guardianship } from './recovery.js';

/** A private record by the id and the hash that the channel knows: the body of `party:record` and `party:amend`. */
export interface PartyReference {
  readonly partyId: PartyId;
  readonly recordHash: Sha256;
}

const referenceFields = { partyId, recordHash: sha256Text } as const;

/** Reader of a reference. */
export const partyReference: Reader<PartyReference> = record(referenceFields);

/** The body of `party:register`. */
export interface PartyRegistration extends PartyReference {
  readonly kind: PartyKind;
  readonly entity?: EntityIdentifier;
  /** Absent: the custodian instructs for the party. */
  readonly keys?: readonly EnrolledKey[];
  readonly thresholds?: Thresholds;
  readonly guardianship?: Guardianship;
}

const registrationFields = record({
  ...referenceFields,
  kind: partyKind,
  entity: optional(entityIdentifier),
  keys: optional(enrolledKeys(1)),
  thresholds: optional(thresholds),
  guardianship: optional(guardianship),
});

/** Reader of a registration. Thresholds and guardians come with keys, whose holders agree to them. */
export const partyRegistration: Reader<PartyRegistration> = (value, path) => {
  const read = registrationFields(value, path);
  requireIdentifierOfKind(read.kind, read.entity, path);
  if (read.keys === undefined && (read.thresholds ?? read.guardianship) !== undefined) {
    refuseField(`${path}/keys`, 'present beside thresholds and guardians');
  }
  return read;
};

/** What is to be done, as it was signed, with the signatures. */
export interface Signed<Act> {
  readonly act: Act;
  readonly authorisation: Authorisation;
}

/** Reader of an act with its signatures. */
export const signed = <Act>(act: Reader<Act>): Reader<Signed<Act>> => record({ act, authorisation });

/** An act that a party or its guardians sign against one state of its record. */
export interface SequencedAct {
  readonly partyId: PartyId;
  /** `sequence` of the record that the signers saw. */
  readonly sequence: number;
}

const sequenced = { partyId, sequence: count({ min: 0, max: Number.MAX_SAFE_INTEGER }) } as const;

/** The act of `party:changeKeys`. */
export interface KeyChange extends SequencedAct {
  readonly add: readonly EnrolledKey[];
  readonly revoke: readonly KeyId[];
  readonly thresholds?: Thresholds;
  readonly guardianship?: Guardianship;
}

/**
 * Reader of the body of `party:changeKeys`. Signatures are absent when a party without keys enrols its first ones.
 */
export const keyChange: Reader<{ readonly act: KeyChange; readonly authorisation?: Authorisation }> = record({
  act: record({
    ...sequenced,
    add: enrolledKeys(0),
    revoke: list(keyId, { min: 0, max: LIMITS.keysPerPartyMax }),
    thresholds: optional(thresholds),
    guardianship: optional(guardianship),
  }),
  authorisation: optional(authorisation),
});

/** The act of `party:requestRecovery`: the keys that shall take the place of all others. */
export interface RecoveryRequest extends SequencedAct {
  readonly keys: readonly EnrolledKey[];
  readonly thresholds: Thresholds;
}

/** Reader of the body of `party:requestRecovery`. */
export const recoveryRequest: Reader<Signed<RecoveryRequest>> = signed(
  record({ ...sequenced, keys: enrolledKeys(1), thresholds }),
);

/** Reader of the body of `party:cancelRecovery`. */
export const recoveryCancellation: Reader<Signed<SequencedAct>> = signed(record(sequenced));

/** Reader of a body that names a party and nothing else. */
export const partyOnly: Reader<{ readonly partyId: PartyId }> = record({ partyId });

/** The body of `party:restrict`. */
export interface RestrictionRequest {
  readonly partyId: PartyId;
  readonly reasonHash: Sha256;
  readonly outlasting: readonly MandateId[];
}

/** The body of `party:restore`: which organisation's restriction is lifted. */
export interface RestorationRequest {
  readonly partyId: PartyId;
  readonly imposedBy: MspId;
}

/** Reader of the body of `party:restore`. */
export const restorationRequest: Reader<RestorationRequest> = record({ partyId, imposedBy: mspId });

/** Reader of the body of `party:recordReason` and `party:purgeReason`. */
export const reasonReference = record({ partyId, reasonHash: sha256Text });

/** Reader of the body of `party:restrict`. */
export const restrictionRequest: Reader<RestrictionRequest> = record({
  partyId,
  reasonHash: sha256Text,
  outlasting: list(mandateId, { min: 0, max: LIMITS.mandatesPerPartyMax }),
});
