import { z } from 'zod';
import * as f from './fields.js';
import { capacities, Consideration, Deed, NewConsideration, Title, VotingRole } from './title.js';

/** Body of POST /v1/deeds. */
export const NewDeed = z
  .strictObject({
    isin: f.Isin,
    fromHolderId: f.PartyId,
    toHolderId: f.PartyId,
    units: f.Units,
    ...capacities,
    consideration: NewConsideration,
    tradeDate: f.BusinessDate.optional(),
    settlementDate: f.BusinessDate.optional(),
    names: z
      .strictObject({ seller: f.Name.optional(), buyer: f.Name.optional() })
      .optional()
      .meta({ description: 'In clear, for the document alone: they are kept nowhere' }),
  })
  .meta({ id: 'NewDeed' });

/** Answer of POST /v1/deeds. */
export const MadeDeed = z
  .strictObject({
    deed: Deed.meta({ description: 'To be put into POST /v1/transfers as it is' }),
    consideration: Consideration.meta({
      description: 'For the other party: it shows what the hash in the deed stands for',
    }),
  })
  .meta({ id: 'MadeDeed' });

const Consent = z.strictObject({
  party: f.PartyId,
  custodian: f.MspId,
  on: f.BusinessDate,
  signedBy: z.array(f.PartyId).meta({ description: 'Empty: the custodian answers for it' }),
});

/** Answer of GET /v1/transfers/{id}/deed. */
export const DeedReply = z
  .strictObject({
    asOf: f.BusinessDate,
    isin: f.Isin,
    security: f.Name,
    title: Title,
    units: f.Units,
    seller: f.PartyId,
    buyer: f.PartyId,
    tradeDate: f.BusinessDate,
    settlementDate: f.BusinessDate,
    deed: Deed,
    consideration: Consideration.optional().meta({
      description: 'Where this organisation is a custodian of the transfer and has made or was shown it',
    }),
    entered: z.strictObject({
      instructionId: f.InstructionId,
      status: z.string(),
      terms: f.Sha256,
      sellersConsent: Consent,
      buyersConsent: Consent.optional(),
      votes: z.array(
        z.looseObject({
          ...{ role: VotingRole, voter: f.MspId, operator: z.string(), decision: z.string() },
          ...{ castOn: f.BusinessDate, isConfirmed: z.boolean() },
        }),
      ),
      standing: z.array(VotingRole),
      moments: z.record(z.string(), f.BusinessDate).meta({ description: 'entered, irrevocable, final' }),
    }),
  })
  .meta({ id: 'DeedReply' });
