import { PARTY_KINDS } from '@scrip/model';
import { z } from 'zod';
import { INSPECTION_RIGHTS } from '../../operations/register-inspections.js';
import { dated, RegisterQuery } from './cap-table.js';
import {
  AsOf,
  BusinessDate,
  Isin,
  Lei,
  LotId,
  MspId,
  Name,
  oneOf,
  PartyId,
  Price,
  PricePer,
  Sha256,
  UnitsTotal,
} from './fields.js';
import { Designation } from './nominee.js';
import { LotOrigin, RegisterNumber } from './security.js';

const right = oneOf(INSPECTION_RIGHTS).meta({ description: 'By what right the register is inspected' });
const purpose = Name.meta({ description: 'For whom, and what for' });

/** Query of GET /v1/securities/{isin}/register-extract. */
export const ExtractQuery = RegisterQuery.extend({ right, purpose });

const Entry = z
  .strictObject({
    holderId: PartyId,
    custodian: MspId,
    kind: oneOf(PARTY_KINDS),
    entity: z.union([z.strictObject({ lei: Lei }), z.strictObject({ register: RegisterNumber })]).optional(),
    recordHash: Sha256.meta({ description: 'Of the personal record: who holds it shows by it who the holder is' }),
    units: UnitsTotal,
    isTreasury: z.boolean(),
    lots: z.array(
      z.strictObject({
        lotId: LotId,
        designation: Designation.optional(),
        units: UnitsTotal,
        acquiredOn: BusinessDate,
        price: Price.optional(),
        pricePer: PricePer.optional(),
        origin: LotOrigin,
      }),
    ),
  })
  .meta({ id: 'RegisterEntry' });

/** Answer of GET /v1/securities/{isin}/register-extract. */
export const RegisterExtract = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    name: Name,
    registrar: MspId,
    ...dated,
    issuedUnits: UnitsTotal,
    holders: z.int(),
    items: z.array(Entry),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'RegisterExtract' });

/** Answer of GET /v1/securities/{isin}/register-inspections. */
export const InspectionList = z
  .strictObject({
    asOf: AsOf,
    isin: Isin,
    items: z.array(z.strictObject({ at: z.string(), operator: z.string(), right, purpose, recordDate: BusinessDate })),
  })
  .meta({ id: 'InspectionList' });
