import { ATTESTOR_ROLES, DEED_CAPACITIES, LIMITS, TITLE_FORMS } from '@scrip/model';
import { z } from 'zod';
import { DefinitionName } from './definition.js';
import * as f from './fields.js';
import { Authorisation } from './signature.js';

/** A place from which it is voted on transfers. */
export const VotingRole = f.oneOf([...ATTESTOR_ROLES, 'externalRegister'] as const).meta({
  id: 'VotingRole',
  description: 'A place from which it is voted on a transfer; externalRegister: who keeps the register that counts',
});

/** What title to a security is. */
export const Title = z
  .strictObject({
    law: f.Name.meta({ description: 'Law that governs title' }),
    form: f.oneOf(TITLE_FORMS),
    register: z
      .union([
        z.strictObject({ constitutiveUnder: f.Name }),
        z.strictObject({ evidenceOf: f.Name, confirmedBy: f.MspId }),
      ])
      .meta({ description: 'The register makes the right; or it shows one that another register makes' }),
    protocol: DefinitionName.meta({ description: 'The ownership protocol by which title passes' }),
    notary: f.MspId.optional(),
    deputies: z
      .array(z.strictObject({ for: VotingRole, mspId: f.MspId }))
      .min(1)
      .max(LIMITS.deputiesPerTitleMax)
      .optional()
      .meta({ description: 'Who votes where somebody is conflicted or steps aside' }),
    prevailing: f.Sha256.optional().meta({ description: 'The document, among those of the security, that prevails' }),
  })
  .meta({ id: 'Title' });

const Capacity = f.oneOf(DEED_CAPACITIES);

/** In what capacity both act. */
export const capacities = { sellersCapacity: Capacity, buyersCapacity: Capacity };

/** What a transfer of title says beside what moves. */
export const Deed = z
  .strictObject({
    ...capacities,
    consideration: f.Sha256.meta({ description: 'SHA-256 of what is given in return, with its salt' }),
  })
  .meta({ id: 'Deed' });

const inReturn = {
  money: { in: z.literal('money'), amount: f.Money },
  gift: { in: z.literal('gift') },
  kind: { in: z.literal('kind'), words: f.Name.meta({ description: 'What is given, in words' }) },
} as const;

const salt = f.Salt.optional();

/** What is given in return; the gateway makes the salt if it is absent. */
export const NewConsideration = z
  .discriminatedUnion('in', [
    z.strictObject({ ...inReturn.money, salt }),
    z.strictObject({ ...inReturn.gift, salt }),
    z.strictObject({ ...inReturn.kind, salt }),
  ])
  .meta({ id: 'NewConsideration', description: 'What is given in return; the gateway makes the salt if it is absent' });

/** What is given in return, with the salt that hides it. */
export const Consideration = z
  .discriminatedUnion('in', [
    z.strictObject({ ...inReturn.money, salt: f.Salt }),
    z.strictObject({ ...inReturn.gift, salt: f.Salt }),
    z.strictObject({ ...inReturn.kind, salt: f.Salt }),
  ])
  .meta({
    id: 'Consideration',
    description: 'What is given in return; its hash is in the deed, and whoever has it with its salt can check that',
  });

/** Body of POST /v1/transfers/{id}/acceptance. */
export const NewAcceptance = z
  .strictObject({
    terms: f.Sha256.optional().meta({ description: 'To what the receiver consents; absent: what the ledger has' }),
    authorisation: Authorisation.optional().meta({ description: 'A receiver with keys consents by nothing else' }),
    consideration: Consideration.optional().meta({
      description:
        'What the receiver was told is given in return: refused where the deed names another, else kept here',
    }),
  })
  .refine(({ terms, authorisation }) => terms !== undefined || authorisation === undefined, {
    path: ['terms'],
    message: 'is missing: a signed consent states to what',
  })
  .meta({ id: 'NewAcceptance' });

/** Answer of POST /v1/transfers/{id}/acceptance. */
export const AcceptanceReceipt = z
  .strictObject({ instructionId: f.InstructionId, terms: f.Sha256, ...f.receipt })
  .meta({ id: 'AcceptanceReceipt' });

const Moment = z.looseObject({ businessDate: f.BusinessDate.optional() });

/** Answer of GET /v1/transfers/{id}/title. */
export const TitlePosition = z
  .looseObject({
    asOf: f.AsOf,
    instructionId: f.InstructionId,
    isin: f.Isin,
    units: f.Units,
    status: z.string(),
    businessDate: f.BusinessDate,
    seller: f.PartyId,
    buyer: f.PartyId,
    owner: f.PartyId.meta({ description: 'Who owns the units now' }),
    eventsBelongTo: f.PartyId.optional().meta({ description: 'Who gets what falls due while the transfer is pending' }),
    title: Title.optional(),
    deed: z
      .looseObject({ ...capacities, consideration: f.Sha256, terms: f.Sha256, sellerConsentedOn: f.BusinessDate })
      .optional(),
    accepted: z
      .looseObject({ party: f.PartyId, custodian: f.MspId, acceptedOn: f.BusinessDate })
      .optional()
      .meta({ description: 'The consent of the receiver to the terms' }),
    votes: z
      .looseObject({
        by: z.enum(['ballot', 'automatic']),
        standing: z.array(VotingRole).meta({ description: 'Places whose standing votes count for it' }),
        tally: z.string().optional().meta({ description: 'met, open, votedDown or expired; or how the ballot ended' }),
      })
      .optional(),
    moments: z.record(z.string(), Moment).optional(),
  })
  .meta({ id: 'TitlePosition' });
