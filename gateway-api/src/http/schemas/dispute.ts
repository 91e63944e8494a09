import { DISPUTE_DECISIONS, DISPUTE_GROUNDS, DISPUTE_STATES, disputeId, OBJECTOR_PLACES } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, EntryId, field, Isin, MspId, oneOf, PageQuery, PartyId, Sha256, Units } from './fields.js';
import { legalBasis } from './freeze.js';
import { Designation } from './nominee.js';
import { Authorisation } from './signature.js';

/** Id of a dispute. */
export const DisputeId = field(disputeId, { description: 'Id of a dispute, used once for a security', example: 'd-1' });

const about = z.strictObject({ entry: EntryId, on: BusinessDate });
const objection = {
  disputeId: DisputeId,
  about: about.meta({ description: 'The entry of the transfer, with its business date' }),
  ground: oneOf(DISPUTE_GROUNDS),
  document: Sha256.meta({ description: 'SHA-256 of the reasons, with a salt in it' }),
};

/** Body of POST /v1/securities/{isin}/disputes. */
export const NewDispute = z
  .strictObject({
    ...objection,
    authorisation: Authorisation.optional().meta({
      description:
        'Of the sender over the act, which is the other fields with isin; absent where this organisation objects',
    }),
  })
  .meta({ id: 'NewDispute' });

/** Path of a dispute. */
export const DisputeParams = z.strictObject({ isin: Isin, disputeId: DisputeId });

/** Body of POST /v1/securities/{isin}/disputes/{disputeId}/agreements. */
export const NewDisputeAgreement = z
  .strictObject({
    party: PartyId.meta({ description: 'Sender or receiver of the transfer' }),
    decision: oneOf(DISPUTE_DECISIONS),
    authorisation: Authorisation.optional().meta({ description: 'Of the party; absent where it has no keys' }),
  })
  .meta({ id: 'NewDisputeAgreement' });

/** Body of POST /v1/securities/{isin}/disputes/{disputeId}/decisions. */
export const NewDisputeDecision = z
  .strictObject({ ...legalBasis, decision: oneOf(DISPUTE_DECISIONS) })
  .meta({ id: 'NewDisputeDecision' });

const agreement = z.strictObject({ party: PartyId, decision: oneOf(DISPUTE_DECISIONS), by: MspId, on: BusinessDate });
const Receipt = { isin: Isin, disputeId: DisputeId, transactionId: z.string(), block: z.int() };

/** Answer of POST …/agreements. */
export const DisputeAgreed = z
  .strictObject({ ...Receipt, agreements: z.array(agreement) })
  .meta({ id: 'DisputeAgreed' });

/** Answer of POST …/withdraw. */
export const DisputeWithdrawn = z
  .strictObject({ ...Receipt, state: oneOf(DISPUTE_STATES) })
  .meta({ id: 'DisputeWithdrawn' });

const Dispute = z
  .strictObject({
    ...objection,
    isin: Isin,
    fromHolderId: PartyId.meta({ description: 'Who gave the units' }),
    holderId: PartyId.meta({ description: 'Who has them: the receiver, or whoever succeeds it' }),
    designation: Designation.optional(),
    units: Units.meta({ description: 'Units in dispute: those that the receiver still had' }),
    raisedBy: MspId,
    raisedAs: oneOf(OBJECTOR_PLACES),
    raisedOn: BusinessDate,
    until: BusinessDate.optional().meta({
      description: 'Last day of an open one: then it lapses, and the units are free',
    }),
    state: oneOf(DISPUTE_STATES),
    agreements: z.array(agreement),
    decided: z.strictObject({ ...legalBasis, by: MspId, on: BusinessDate }).optional(),
    endedOn: BusinessDate.optional().meta({ description: 'Since when the units are frozen no longer' }),
    correctedBy: about.optional().meta({ description: 'The entry that brought the units back' }),
  })
  .meta({ id: 'Dispute' });

/** Query of GET /v1/securities/{isin}/disputes. */
export const DisputesQuery = PageQuery.extend({ state: oneOf(DISPUTE_STATES).optional(), holder: PartyId.optional() });

/** Answer of GET /v1/securities/{isin}/disputes. */
export const DisputeList = z
  .strictObject({ asOf: AsOf, isin: Isin, items: z.array(Dispute), nextCursor: z.string().optional() })
  .meta({ id: 'DisputeList' });

/** Answer of GET /v1/securities/{isin}/disputes/{disputeId}. */
export const DisputeReply = z.strictObject({ asOf: AsOf, dispute: Dispute }).meta({ id: 'DisputeReply' });
