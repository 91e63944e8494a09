import { PARTY_KINDS, PROCESSING_BASES } from '@scrip/model';
import { z } from 'zod';
import {
  AddressLine,
  AsOf,
  BusinessDate,
  ChannelName,
  Country,
  PartyId,
  Isin,
  Lei,
  LotId,
  MspId,
  Name,
  PostalCode,
  Price,
  UnitsTotal,
} from './fields.js';
import { LotOrigin, RegisterNumber } from './security.js';

/** Body of POST /v1/parties. Name and address stay in this organisation's implicit collection. */
export const NewParty = z
  .strictObject({
    channel: ChannelName.optional(),
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
    retention: z
      .strictObject({ purpose: Name, basis: z.enum(PROCESSING_BASES), startsOn: BusinessDate.optional() })
      .optional()
      .meta({ description: 'Why the personal data are kept; a custody account by contract if absent' }),
    kind: z.enum(PARTY_KINDS).optional().meta({ description: 'person if absent' }),
    entity: z
      .union([z.strictObject({ lei: Lei }), z.strictObject({ register: RegisterNumber })])
      .optional()
      .meta({ description: 'Public identifier of an entity that wishes to be known by it' }),
  })
  .meta({ id: 'NewParty' });

/** A registered party, as everyone on the channel sees it. */
export const Party = z
  .strictObject({
    partyId: PartyId,
    channel: ChannelName,
    custodian: MspId,
    transactionId: z.string(),
    block: z.int(),
  })
  .meta({ id: 'Party' });

/** A lot that is held now. */
export const HeldLot = z
  .strictObject({
    lotId: LotId,
    units: UnitsTotal,
    acquiredOn: BusinessDate,
    price: Price.nullable(),
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
