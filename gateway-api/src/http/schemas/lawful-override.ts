import { ENDORSEMENT_SCHEMA } from '@scrip/signing';
import { OVERRIDE_SCHEMA } from '@scrip/verify';
import { LEGAL_BASES, LIMITS } from '@scrip/model';
import { z } from 'zod';
import { OVERRIDE_STATUSES } from '../../overrides/override-store.js';
import { ApprovalId, OperatorId } from './approval.js';
import { BusinessDate, CalendarId, ChannelName, MspId, oneOf, Sha256, TransactionId } from './fields.js';

/** Most organisations that are named, and most endorsements in one request. */
const ORGANISATIONS_MAX = 50;
/** Calendar days within which administrators sign and it is submitted, where nothing else is said. */
export const OVERRIDE_DAYS = 5;
const PEM_CHARACTERS_MAX = 10_000;
const SIGNATURE_CHARACTERS_MAX = 200;

const FunctionName = z
  .string()
  .max(100)
  .regex(/^[a-z]+:[A-Za-z]+$/, 'must be namespace:function')
  .meta({ description: 'Function of the ledger', example: 'settlement:settle' });
const Time = z.iso.datetime().meta({ description: 'ISO 8601 with UTC' });

const ordered = {
  endorsers: z
    .array(MspId)
    .min(1)
    .max(ORGANISATIONS_MAX)
    .optional()
    .meta({ description: 'Organisations whose peers endorse, a majority; absent: all whose peers answer' }),
  until: BusinessDate.optional().meta({
    description: `Last business date on which it can be submitted, at most ${LIMITS.overrideDaysMax} days ahead; absent: ${OVERRIDE_DAYS} days ahead`,
  }),
  basis: oneOf(LEGAL_BASES).meta({ description: 'By what authority the attestors are overridden' }),
  document: Sha256.meta({ description: 'SHA-256 of the order' }),
};

/** Body of POST /v1/lawful-overrides: a command, or the approval of an act that waits for its checker. */
export const NewLawfulOverride = z
  .union([
    z.strictObject({
      approvalId: ApprovalId,
      bodyHash: Sha256.meta({ description: 'Of the act, as for its approval: names what is decided on' }),
      ...ordered,
    }),
    z.strictObject({
      function: FunctionName,
      body: z.record(z.string(), z.json()).meta({ description: 'Its body, as the ledger takes it' }),
      ...ordered,
    }),
  ])
  .meta({ id: 'NewLawfulOverride' });

/** The business date on which an override is carried out, and the last one on which it can be entered. */
const StatedDate = z
  .strictObject({
    calendar: CalendarId,
    on: BusinessDate.meta({ description: 'It is carried out as of this business date' }),
    until: BusinessDate.meta({ description: 'The last day on which it can be entered' }),
  })
  .meta({ id: 'StatedDate' });

const NamedAct = z.strictObject({ function: z.string(), body: z.json() });

/** What administrators sign off-line. */
export const OverrideDocument = z
  .strictObject({
    schema: z.literal(OVERRIDE_SCHEMA),
    network: z.string(),
    channel: ChannelName,
    transactionId: TransactionId,
    function: FunctionName,
    body: z.json(),
    act: NamedAct.optional().meta({ description: 'The act that the command approves' }),
    summary: z.string(),
    endorsers: z.array(MspId),
    basis: z.enum(LEGAL_BASES),
    document: Sha256,
    dated: z.array(StatedDate),
    payload: z.base64().meta({ description: 'What endorsers sign, followed by their identities' }),
    transaction: z.base64().meta({ description: 'The endorsed transaction, unsigned: common.Envelope' }),
  })
  .meta({ id: 'OverrideDocument' });

/** An override as the list shows it. */
export const LawfulOverrideEntry = z
  .strictObject({
    id: z.string(),
    channel: ChannelName,
    status: z.enum(OVERRIDE_STATUSES),
    function: FunctionName,
    summary: z.string().meta({ description: 'What happens when it is executed' }),
    basis: z.enum(LEGAL_BASES),
    document: Sha256,
    endorsers: z.array(MspId).meta({ description: 'Organisations whose peers have endorsed' }),
    endorsements: z
      .array(z.strictObject({ mspId: MspId, name: z.string(), addedBy: OperatorId, addedAt: Time }))
      .meta({ description: 'Of administrators' }),
    preparedBy: OperatorId,
    preparedAt: Time,
    dated: z.array(StatedDate).meta({ description: 'By calendar; peers refuse it after any of the last days' }),
    submittedBy: OperatorId.optional(),
    transactionId: TransactionId,
    block: z.int().optional().meta({ description: 'In which the verdict on it is' }),
  })
  .meta({ id: 'LawfulOverrideEntry' });

/** Answer of GET /v1/lawful-overrides/{id}. */
export const LawfulOverride = LawfulOverrideEntry.extend({
  unmetPolicies: z.array(z.string()).optional().meta({
    description: 'Keys of lots whose own policies the endorsements so far do not satisfy; absent: it cannot be told',
  }),
  toSign: OverrideDocument,
}).meta({ id: 'LawfulOverride' });

/** Answer of GET /v1/lawful-overrides. */
export const LawfulOverrideList = z
  .strictObject({ items: z.array(LawfulOverrideEntry) })
  .meta({ id: 'LawfulOverrideList' });

/** Body of POST /v1/lawful-overrides/{id}/endorsements. */
export const NewOverrideEndorsements = z
  .strictObject({
    endorsements: z
      .array(
        z.strictObject({
          schema: z.literal(ENDORSEMENT_SCHEMA),
          transactionId: TransactionId,
          mspId: MspId,
          certificate: z
            .base64()
            .max(PEM_CHARACTERS_MAX)
            .meta({ description: 'Of the administrator: its PEM in base64' }),
          signature: z.base64().max(SIGNATURE_CHARACTERS_MAX),
        }),
      )
      .min(1)
      .max(ORGANISATIONS_MAX),
  })
  .meta({ id: 'NewOverrideEndorsements' });
