import { z } from 'zod';
import { CreatedLotSchema } from './known-lot.js';

const MomentSchema = z.object({ transactionId: z.string(), businessDate: z.string() });
const MomentsSchema = z.object({
  entered: MomentSchema,
  irrevocable: MomentSchema.optional(),
  final: MomentSchema.optional(),
});

const JointSchema = z.looseObject({
  instructionId: z.string(),
  status: z.string(),
  legs: z.array(z.looseObject({ from: z.string(), to: z.string(), isin: z.string().optional() })),
  moments: MomentsSchema.optional(),
});

const MovementsSchema = z.array(
  z.object({ businessDate: z.string(), consumed: z.array(z.string()), created: z.array(CreatedLotSchema) }),
);

/** Events of joint instructions. */
export const JOINT_EVENTS = [
  z.object({
    type: z.enum([
      'JointInstructionProposed',
      'JointInstructionAffirmed',
      'JointInstructionReserved',
      'JointInstructionOpened',
      'JointInstructionWithdrawn',
      'JointInstructionExpired',
      'JointInstructionRefused',
      'JointInstructionFailing',
      'PaymentStated',
    ]),
    instruction: JointSchema,
  }),
  z.object({
    type: z.enum(['JointInstructionSettled', 'JointInstructionPartSettled']),
    instruction: JointSchema,
    movements: MovementsSchema,
  }),
  z.object({
    type: z.literal('JointInstructionsNetted'),
    instructionIds: z.array(z.string()).min(2),
    movements: MovementsSchema,
  }),
  z.object({
    type: z.literal('JointInstructionBoughtIn'),
    instruction: JointSchema,
    cover: JointSchema.optional(),
  }),
] as const;
