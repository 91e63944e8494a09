import { z } from 'zod';
import type { OpenJoint } from './joint-queries.js';

const Facts = z.object({
  status: z.string(),
  mode: z.string(),
  settlementDate: z.string(),
  lastDay: z.string(),
  reserveOn: z.string().optional(),
  hashLock: z.looseObject({}).optional(),
  netting: z.string().optional(),
  legs: z.array(z.object({ kind: z.string() })),
  payments: z.array(z.object({ leg: z.int(), state: z.string() })),
});

type JointFacts = z.infer<typeof Facts>;

const isStanding = ({ payments }: JointFacts, leg: number): boolean =>
  payments.filter((each) => each.leg === leg).at(-1)?.state === 'received';

/** Whether an attempt may change something, as far as the read model knows. */
export function canGoOn(joint: OpenJoint): boolean {
  const facts = Facts.parse(joint.facts);
  const { status, lastDay, reserveOn, legs, hashLock } = facts;
  if (lastDay < joint.businessDate && !legs.some((_, leg) => isStanding(facts, leg))) return true;
  if (status === 'affirmed') return reserveOn === undefined || reserveOn <= joint.businessDate;
  return status === 'reserved' && hashLock === undefined && isDue(joint, facts);
}

/** Whether a settling agent that works would have taken it further by now: what lacks units is late from its date on. */
export function isOverdue(joint: OpenJoint): boolean {
  const { status, settlementDate, lastDay } = Facts.parse(joint.facts);
  const { businessDate } = joint;
  return canGoOn(joint) && (status !== 'affirmed' || settlementDate <= businessDate || lastDay < businessDate);
}

/** Whether nothing but the units of its senders may be in the way of settling it on the net of several. */
export function canBeNetted(joint: OpenJoint): boolean {
  const facts = Facts.parse(joint.facts);
  const { status, netting, lastDay, reserveOn } = facts;
  const isBound = status === 'affirmed' || status === 'reserved';
  const isReady = lastDay >= joint.businessDate && (reserveOn === undefined || reserveOn <= joint.businessDate);
  return netting !== undefined && isBound && isReady && isDue(joint, facts);
}

function isDue({ businessDate, phase }: OpenJoint, facts: JointFacts): boolean {
  const { mode, settlementDate, legs } = facts;
  if (mode === 'onOrder' || (phase !== 'open' && phase !== 'instructionCutOff')) return false;
  const isPaid = legs.every(({ kind }, leg) => kind !== 'payment' || isStanding(facts, leg));
  return isPaid && (mode === 'onAffirmation' || settlementDate <= businessDate);
}
