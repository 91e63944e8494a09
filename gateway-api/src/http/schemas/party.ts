import {
  KEY_PURPOSES,
  LIMITS,
  PARTY_KINDS,
  PROCESSING_BASES,
  RESTRICTION_REASONS,
  type Retention as RetentionTerms,
} from '@scrip/model';
import { z } from 'zod';
import {
  AddressLine,
  AsOf,
  BusinessDate,
  ChannelName,
  Country,
  Isin,
  Lei,
  LotId,
  MandateId,
  MspId,
  Name,
  PartyId,
  PostalCode,
  Price,
  PricePer,
  Salt,
  Sha256,
  UnitsTotal,
} from './fields.js';
import { Designation } from './nominee.js';
import { LotOrigin, RegisterNumber } from './security.js';
import { Authorisation, enrolledKeys, Guardianship, KeyId, PublicKey, Thresholds } from './signature.js';

/** What the data of a party are kept for when the request does not say. */
export const CUSTODY: RetentionTerms = { purpose: 'custody account', basis: 'contract' };

/** Why personal data are kept, and from when they may be erased. */
export const Retention = z
  .strictObject({ purpose: Name, basis: z.enum(PROCESSING_BASES), startsOn: BusinessDate.optional() })
  .meta({ id: 'Retention' });

/** Who a party is: what stays in the organisation's implicit collection. */
export const PersonalRecord = z
  .strictObject({
    name: Name,
    address: z.strictObject({
      line1: AddressLine,
      line2: AddressLine.optional(),
      city: AddressLine,
      postalCode: PostalCode,
      country: Country,
    }),
    country: Country,
    birthDate: BusinessDate.optional(),
    email: Name.optional(),
    retention: Retention.optional().meta({
      description: 'Why the personal data are kept; a custody account by contract if absent',
    }),
  })
  .meta({ id: 'PersonalRecord' });

const Entity = z.union([z.strictObject({ lei: Lei }), z.strictObject({ register: RegisterNumber })]);

/** Body of POST /v1/parties/{id}/record: all of the record, the basis on which it is kept included. */
export const AmendedRecord = PersonalRecord.extend({ retention: Retention }).meta({ id: 'AmendedRecord' });

/** Body of POST /v1/parties. Personal data stay in this organisation's implicit collection. */
export const NewParty = PersonalRecord.extend({
  kind: z.enum(PARTY_KINDS).optional().meta({ description: 'person if absent' }),
  entity: Entity.optional().meta({ description: 'Public identifier of an entity that wishes to be known by it' }),
  keys: enrolledKeys(1)
    .optional()
    .meta({ description: 'Without keys, this organisation instructs for the party and answers for it' }),
  thresholds: Thresholds.optional(),
  guardianship: Guardianship.optional(),
}).meta({ id: 'NewParty' });

/** Answer of POST /v1/parties. */
export const PartyReceipt = z
  .strictObject({
    partyId: PartyId,
    channel: ChannelName,
    custodian: MspId,
    transactionId: z.string(),
    block: z.int(),
  })
  .meta({ id: 'PartyReceipt' });

const PartyKey = z.strictObject({
  key: PublicKey,
  keyId: KeyId,
  purposes: z.array(z.enum(KEY_PURPOSES)),
  addedOn: BusinessDate,
  revokedOn: BusinessDate.optional(),
});

/** The record of a party, as everyone on the channel sees it. */
export const PartyRecord = z
  .strictObject({
    partyId: PartyId,
    did: z.string(),
    kind: z.enum(PARTY_KINDS),
    custodian: MspId,
    recordHash: Sha256,
    entity: Entity.optional(),
    nominee: z
      .strictObject({ since: BusinessDate, document: Sha256 })
      .optional()
      .meta({ description: 'Present where it holds for others' }),
    keyring: z.strictObject({ keys: z.array(PartyKey), thresholds: Thresholds }),
    sequence: z.int().meta({ description: 'Name it in the next act that the party signs' }),
    guardianship: Guardianship.optional(),
    recovery: z.looseObject({ requestedOn: BusinessDate, effectiveOn: BusinessDate }).optional(),
    restrictions: z
      .array(
        z.strictObject({ since: BusinessDate, imposedBy: MspId, reasonHash: Sha256, outlasting: z.array(MandateId) }),
      )
      .meta({ description: 'At most one of each organisation; the party acts for itself while there is none' }),
  })
  .meta({ id: 'PartyRecord' });

/** Answer of GET /v1/parties/{id}. */
export const PartyReply = z.strictObject({ asOf: AsOf, party: PartyRecord }).meta({ id: 'PartyReply' });

/** Answer of GET /v1/parties. */
export const PartyList = z
  .strictObject({ asOf: AsOf, items: z.array(PartyRecord), nextCursor: z.string().optional() })
  .meta({ id: 'PartyList' });

/** Answer of a change of a party. */
export const PartyChange = z
  .strictObject({ partyId: PartyId, sequence: z.int(), transactionId: z.string(), block: z.int() })
  .meta({ id: 'PartyChange' });

/** What the ledger is called in what parties sign. */
export const LedgerIdentity = z
  .strictObject({ asOf: AsOf, network: z.string(), channel: ChannelName, referenceCalendar: z.string() })
  .meta({ id: 'LedgerIdentity' });

const sequence = z.int().min(0).meta({ description: 'sequence of the record that the signers saw' });

/** An act on a party as it was signed; the party is named by the path and belongs to what was signed. */
export const SignedPartyAct = z
  .strictObject({ act: z.strictObject({ sequence }), authorisation: Authorisation })
  .meta({ id: 'SignedPartyAct' });

/** Body of POST /v1/parties/{id}/keys. */
export const SignedKeyChange = z
  .strictObject({
    act: z.strictObject({
      sequence,
      add: enrolledKeys(0),
      revoke: z.array(KeyId).max(LIMITS.keysPerPartyMax).readonly(),
      thresholds: Thresholds.optional(),
      guardianship: Guardianship.optional(),
    }),
    authorisation: Authorisation.optional(),
  })
  .meta({ id: 'SignedKeyChange' });

/** Body of POST /v1/parties/{id}/recovery. */
export const SignedRecoveryRequest = z
  .strictObject({
    act: z.strictObject({ sequence, keys: enrolledKeys(1), thresholds: Thresholds }),
    authorisation: Authorisation,
  })
  .meta({ id: 'SignedRecoveryRequest' });

/** Answer of GET /v1/parties/{id}/record. */
export const PersonalRecordReply = z
  .strictObject({
    partyId: PartyId,
    record: PersonalRecord.extend({
      evidence: z
        .strictObject({ issuer: z.string(), presentation: Sha256 })
        .optional()
        .meta({ description: 'The credential by which the party was taken on' }),
    }),
  })
  .meta({ id: 'PersonalRecordReply' });

/** Answer of GET /v1/parties/{id}/access-report. */
export const AccessReport = z
  .strictObject({
    asOf: AsOf,
    partyId: PartyId,
    items: z.array(z.strictObject({ at: z.string(), operator: z.string(), purpose: z.string() })),
  })
  .meta({ id: 'AccessReport' });

/** Body of POST /v1/parties/{id}/restriction. */
export const NewRestriction = z
  .strictObject({
    reason: z.enum(RESTRICTION_REASONS).meta({ description: 'Stays in this organisation’s private collection' }),
    document: Sha256.meta({ description: 'SHA-256 of the certificate, order or notice; stays private too' }),
    outlasting: z.array(MandateId).max(50).optional().meta({ description: 'Mandates of the party that go on' }),
    salt: Salt.optional().meta({
      description: 'Made by the gateway if absent; an operator who signs what is proposed makes it',
    }),
  })
  .meta({ id: 'NewRestriction' });

/** Body of POST /v1/parties/{id}/restriction/erasure. */
export const ReasonErasure = z
  .strictObject({
    reasonHash: Sha256.meta({ description: 'Of the reason, as the restriction or its proposal shows it' }),
  })
  .meta({ id: 'ReasonErasure' });

/** Body of POST /v1/parties/{id}/restoration. */
export const Restoration = z
  .strictObject({
    imposedBy: MspId.optional().meta({
      description: 'Whose restriction is lifted: this organisation’s if absent; a regulator names one that has left',
    }),
  })
  .meta({ id: 'Restoration' });

/** A lot that is held now. */
export const HeldLot = z
  .strictObject({
    lotId: LotId,
    designation: Designation.optional().meta({ description: 'For whom it is held; absent: for nobody else' }),
    units: UnitsTotal,
    acquiredOn: BusinessDate,
    price: Price.nullable(),
    pricePer: PricePer.optional(),
    origin: LotOrigin,
    block: z.int(),
  })
  .meta({ id: 'HeldLot' });

/** Answer of GET /v1/parties/{id}/holdings. */
export const Holdings = z
  .strictObject({
    asOf: AsOf,
    holderId: PartyId,
    custodian: MspId,
    items: z.array(z.strictObject({ isin: Isin, name: Name, units: UnitsTotal, lots: z.array(HeldLot) })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'Holdings' });
