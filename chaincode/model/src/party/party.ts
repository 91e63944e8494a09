import type { ErrorCode } from '../errors/catalogue.js';
import { lei, type Lei } from '../identifiers/lei.js';
import { mspId, partyId, sha256Text, type MspId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { registerNumber, type RegisterNumber } from '../identifiers/register-number.js';
import { count, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord, type Migration } from '../serialisation/stored-record.js';
import type { KeyId } from '../signature/public-key.js';
import { restrictions, type Restriction } from './capacity.js';
import { keyring, liveKeys, type Keyring, type KeyPurpose } from './keyring.js';
import { nomineeCapacity, type NomineeCapacity } from './nominee.js';
import { guardianship, recovery, type Guardianship, type Recovery } from './recovery.js';

/** What a party is in law; a node operator is a legal entity that runs nodes of the network. */
export const PARTY_KINDS = ['person', 'entity', 'nodeOperator'] as const;

/** A kind of party. */
export type PartyKind = (typeof PARTY_KINDS)[number];

/** A legal entity in public registers: by LEI, or by its register number when it has none. */
export type EntityIdentifier = { readonly lei: Lei } | { readonly register: RegisterNumber };

/**
 * A party as the channel sees one: the one record of a person, an entity or a node operator, whatever certificates and
 * securities come and go. It holds nothing personal: the id is salted, and entities are named only when they wish it.
 */
export interface Party {
  readonly partyId: PartyId;
  readonly kind: PartyKind;
  /** The organisation that took the party on, keeps the private record and brings the party's statements in. */
  readonly custodian: MspId;
  /** SHA-256 of the canonical private record. */
  readonly recordHash: Sha256;
  readonly entity?: EntityIdentifier;
  /** Present where it holds for others: what it does not designate is pooled, and not its own. */
  readonly nominee?: NomineeCapacity;
  readonly keyring: Keyring;
  /** Counts the changes of this record that were signed: a signature over one of them is worth nothing afterwards. */
  readonly sequence: number;
  readonly guardianship?: Guardianship;
  readonly recovery?: Recovery;
  /** At most one of each organisation; the party acts for itself while there is none. */
  readonly restrictions: readonly Restriction[];
}

const byLei = record({ lei });
const byRegister = record({ register: registerNumber });

/** Reader of an entity's identifier. */
export const entityIdentifier: Reader<EntityIdentifier> = (value, path) =>
  typeof value === 'object' && value !== null && 'register' in value ? byRegister(value, path) : byLei(value, path);

/** Reader of the kind of a party. */
export const partyKind: Reader<PartyKind> = word(...PARTY_KINDS);

/** Refuses a person with the identifier of an entity, and a node operator without one. */
export function requireIdentifierOfKind(kind: PartyKind, entity: EntityIdentifier | undefined, path: string): void {
  if (kind === 'person' && entity !== undefined) refuseField(`${path}/entity`, 'absent for a person');
  if (kind === 'nodeOperator' && entity === undefined) refuseField(`${path}/entity`, 'present for a node operator');
}

/** Reader of a party on the ledger. */
export const party: Reader<Party> = record({
  partyId,
  kind: partyKind,
  custodian: mspId,
  recordHash: sha256Text,
  entity: optional(entityIdentifier),
  nominee: optional(nomineeCapacity),
  keyring,
  sequence: count({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  guardianship: optional(guardianship),
  recovery: optional(recovery),
  restrictions,
});

/** Schema 1 had room for one restriction, whoever imposed it. */
const oneRestriction: Migration = ({ restriction, ...fields }) => ({
  ...fields,
  restrictions: restriction === undefined ? [] : [restriction],
});

/** How a party is stored in public state. */
export const partyRecord = storedRecord<Party>('party', party, [oneRestriction]);

/** How it is stored to whom a key belongs or belonged. */
export const keyOwnerRecord = storedRecord<{ readonly partyId: PartyId }>('owner of a key', record({ partyId }));

/** A party that holds as a nominee from now on or, without a capacity, for itself. */
export function withCapacity(who: Party, capacity: NomineeCapacity | undefined): Party {
  const { nominee, ...owner } = who;
  if (capacity !== undefined) return { ...owner, nominee: capacity };
  return nominee === undefined ? who : owner;
}

/** Whether a party signs for itself; otherwise its custodian instructs for it. */
export const hasKeys = ({ keyring: { keys } }: Party): boolean => keys.length > 0;

/** Why the own keys of a party count for nothing now, if so. */
export function ownKeysObstacle({ restrictions: imposed, recovery: pending }: Party): ErrorCode | undefined {
  if (imposed.length > 0) return 'PARTY_RESTRICTED';
  return pending === undefined ? undefined : 'RECOVERY_PENDING';
}

/**
 * Why a party does not act by some of its keys, if so.
 *
 * @param signed - keys whose signatures were verified
 */
export function actingObstacle(
  who: Party,
  purpose: KeyPurpose,
  signed: ReadonlySet<KeyId> | undefined,
): ErrorCode | undefined {
  const obstacle = ownKeysObstacle(who);
  if (obstacle !== undefined) return obstacle;
  const counting = liveKeys(who.keyring, purpose).filter(({ keyId: id }) => signed?.has(id) === true);
  return counting.length < who.keyring.thresholds[purpose] ? 'SIGNATURES_INSUFFICIENT' : undefined;
}
