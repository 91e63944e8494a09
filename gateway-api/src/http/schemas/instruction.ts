import { JOINT_STATUSES, LIMITS, LOT_ORDERS, PAYMENT_STATES, SETTLEMENT_MODES } from '@scrip/model';
import { z } from 'zod';
import {
  AsOf,
  BusinessDate,
  InstructionId,
  Isin,
  Money,
  MspId,
  oneOf,
  PageQuery,
  PartyId,
  receipt,
  Sha256,
  TransactionId,
  Units,
} from './fields.js';
import { Order } from './register-order.js';
import { Authorisation } from './signature.js';

const sides = { from: PartyId, to: PartyId };

const Leg = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('delivery'),
      isin: Isin,
      ...sides,
      units: Units,
      value: Money.optional().meta({ description: 'What the units are worth: the base of penalties' }),
      lots: oneOf(LOT_ORDERS).optional().meta({ description: 'Which lots of the sender go first; absent: fifo' }),
    }),
    z.strictObject({
      kind: z.literal('payment'),
      ...sides,
      amount: Money,
      payingAgent: MspId.meta({ description: 'Participant who states that it has the money' }),
    }),
  ])
  .meta({ id: 'Leg', description: 'Units of a security that are delivered, or money that is paid outside the ledger' });

const LegPosition = z
  .int()
  .min(0)
  .max(LIMITS.legsPerInstructionMax - 1);

/** Body of POST /v1/instructions. */
export const NewInstruction = z
  .strictObject({
    instructionId: InstructionId,
    legs: z.array(Leg).min(1).max(LIMITS.legsPerInstructionMax).readonly(),
    mode: oneOf(SETTLEMENT_MODES).meta({
      description: 'As soon as all have affirmed, on the settlement date, or when its proposer orders it',
    }),
    tradeDate: BusinessDate,
    settlementDate: BusinessDate,
    lastDay: BusinessDate.meta({
      description: 'The last day on which it can settle, at most 366 days after it is proposed',
    }),
    reserveOn: BusinessDate.optional().meta({ description: 'From when units are reserved; absent: once all affirmed' }),
    netting: z.literal('allowed').optional().meta({ description: 'It may settle with others, on the net of all' }),
    partial: z
      .strictObject({ minimumUnits: Units, multiple: Units })
      .optional()
      .meta({ description: 'In which parts one delivery may settle from its settlement date on' }),
    buyIn: z
      .strictObject({ extensionDays: z.int().min(0).max(LIMITS.buyInExtensionDaysMax) })
      .optional()
      .meta({ description: 'Business days after which the receiving party may have missing units bought elsewhere' }),
    hashLock: z
      .strictObject({ hash: Sha256 })
      .optional()
      .meta({ description: 'It settles by the 32 bytes of which this is the SHA-256, on its last day at the latest' }),
  })
  .meta({ id: 'NewInstruction' });

const Status = z.enum(JOINT_STATUSES);

/** Answer of what changes a joint instruction, or withdraws from a transfer. */
export const InstructionReceipt = z
  .strictObject({
    instructionId: InstructionId,
    status: z.enum([...JOINT_STATUSES, 'pending']).meta({ description: 'pending: a transfer that still stands' }),
    code: z.string().optional().meta({ description: 'What keeps it from going on' }),
    progressed: z.boolean().optional().meta({ description: 'Whether something of it has changed' }),
    ...receipt,
  })
  .meta({ id: 'InstructionReceipt' });

/** Body of POST /v1/instructions/{id}/affirmations and /withdrawals, for one of the parties. */
export const PartyWord = z
  .strictObject({ party: PartyId, authorisation: Authorisation.optional() })
  .meta({ id: 'PartyWord' });

/** Body of POST /v1/netting-sets. */
export const NettingSet = z
  .strictObject({
    instructionIds: z.array(InstructionId).min(2).max(LIMITS.instructionsPerNettingSetMax).readonly(),
  })
  .meta({ id: 'NettingSet' });

/** Answer of POST /v1/netting-sets. */
export const NettingSetReceipt = z
  .strictObject({
    instructions: z.array(z.strictObject({ instructionId: InstructionId, status: Status })),
    ...receipt,
  })
  .meta({ id: 'NettingSetReceipt' });

/** Body of POST /v1/instructions/{id}/preimage. */
export const NewPreimage = z
  .strictObject({ preimage: Sha256.meta({ description: '32 bytes as 64 lower-case hexadecimal digits' }) })
  .meta({ id: 'NewPreimage' });

const BuyInOutcome = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delivery'),
    delivery: InstructionId.meta({ description: 'The settled instruction by which another party delivered the units' }),
  }),
  z.strictObject({
    kind: z.literal('compensation'),
    marketValue: Money.meta({ description: 'What the units are worth that could not be had' }),
  }),
]);

/** Body of POST /v1/instructions/{id}/buy-in. */
export const NewBuyIn = z
  .strictObject({
    party: PartyId.meta({ description: 'The receiving party' }),
    outcome: BuyInOutcome,
    costs: Money,
    document: Sha256.meta({ description: 'Digest of the contract note, or of the valuation' }),
    authorisation: Authorisation.optional(),
  })
  .meta({ id: 'NewBuyIn' });

const Moment = z.strictObject({ businessDate: BusinessDate, transactionId: TransactionId, block: z.int() });

/** The moments of an instruction with their evidence. */
export const Moments = z
  .strictObject({ entered: Moment.optional(), irrevocable: Moment.optional(), final: Moment.optional() })
  .meta({ id: 'Moments', description: 'By GET /v1/finality-rule: in which transaction and block each was reached' });

/** Body of POST /v1/instructions/{id}/payments. */
export const NewPayment = z
  .strictObject({
    leg: LegPosition.meta({ description: 'Position of the payment among the legs, from 0' }),
    amount: Money,
    state: oneOf(PAYMENT_STATES),
  })
  .meta({ id: 'NewPayment' });

/** Answer of the statement of a payment. */
export const PaymentReceipt = z
  .strictObject({ instructionId: InstructionId, leg: LegPosition, state: z.enum(PAYMENT_STATES), ...receipt })
  .meta({ id: 'PaymentReceipt' });

/** A joint instruction. */
export const Instruction = NewInstruction.extend({
  proposedBy: MspId,
  proposedOn: BusinessDate,
  terms: Sha256.optional().meta({ description: 'SHA-256 of the terms of the deed; absent: no security has a title' }),
  affirmations: z.array(
    z.strictObject({
      party: PartyId,
      custodian: MspId,
      affirmedOn: BusinessDate,
      authorisation: Authorisation.optional(),
    }),
  ),
  payments: z.array(
    z.strictObject({ leg: LegPosition, state: z.enum(PAYMENT_STATES), statedBy: MspId, statedOn: BusinessDate }),
  ),
  status: Status,
  decidedOn: BusinessDate.optional(),
  refusal: z.string().optional().meta({ description: 'Code of the refusal' }),
  endedBy: Order.optional().meta({ description: 'The order that ended it, to reach units that it kept' }),
  failure: z
    .strictObject({
      since: BusinessDate,
      code: z.string(),
      legs: z.array(LegPosition).meta({ description: 'Legs whose sender or payer keeps it from settling' }),
      accruedTo: BusinessDate,
    })
    .optional()
    .meta({ description: 'Since when it is due and has not settled, and why' }),
  penalties: z
    .array(
      z.strictObject({
        party: PartyId,
        leg: LegPosition,
        from: BusinessDate,
        days: z.int().meta({ description: 'Business days' }),
        amount: Money,
      }),
    )
    .optional()
    .meta({ description: 'What its failing costs; recorded here, paid elsewhere' }),
  parts: z
    .array(
      z.strictObject({
        units: Units,
        counterUnits: Units.optional(),
        payment: Money.optional(),
        settledOn: BusinessDate,
        transactionId: TransactionId,
      }),
    )
    .optional()
    .meta({ description: 'What has settled for itself' }),
  nettedWith: z.array(InstructionId).optional().meta({ description: 'Those with which it settled on the net of all' }),
  preimage: Sha256.optional().meta({ description: 'What opened its hash lock, and opens the other ledger’s' }),
  boughtIn: z
    .strictObject({
      outcome: BuyInOutcome,
      calledOn: BusinessDate,
      ...{ agreed: Money, price: Money, difference: Money, costs: Money },
      document: Sha256,
      owedBy: PartyId,
      owedTo: PartyId,
    })
    .optional()
    .meta({ description: 'What the failing party owes for the buy-in; recorded here, paid elsewhere' }),
  coverOf: InstructionId.optional().meta({ description: 'The instruction whose buy-in it was' }),
  moments: Moments.optional(),
}).meta({ id: 'Instruction' });

/** Answer of GET /v1/instructions/{id}. */
export const InstructionReply = z.strictObject({ asOf: AsOf, instruction: Instruction }).meta({
  id: 'InstructionReply',
});

/** Query of GET /v1/instructions. */
export const InstructionsQuery = PageQuery.extend({
  status: Status.optional(),
  party: PartyId.optional(),
});

/** Answer of GET /v1/instructions. */
export const InstructionList = z
  .strictObject({ asOf: AsOf, items: z.array(Instruction), nextCursor: z.string().optional() })
  .meta({ id: 'InstructionList' });
