import { z } from 'zod';
import {
  AddressLine,
  AsOf,
  BusinessDate,
  ChannelName,
  Country,
  HolderId,
  Isin,
  LotId,
  MspId,
  Name,
  PostalCode,
  Price,
  UnitsTotal,
} from './fields.js';
import { LotOrigin } from './security.js';

/** Body of POST /v1/holders. Name and address stay in this organisation's implicit collection. */
export const NewHolder = z
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
  })
  .meta({ id: 'NewHolder' });

/** A registered holder, as everyone on the channel sees it. */
export const Holder = z
  .strictObject({
    holderId: HolderId,
    channel: ChannelName,
    custodian: MspId,
    transactionId: z.string(),
    block: z.int(),
  })
  .meta({ id: 'Holder' });

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

/** Answer of GET /v1/holders/{id}/holdings. */
export const Holdings = z
  .strictObject({
    asOf: AsOf,
    holderId: HolderId,
    custodian: MspId,
    items: z.array(z.strictObject({ isin: Isin, name: Name, units: UnitsTotal, lots: z.array(HeldLot) })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'Holdings' });
