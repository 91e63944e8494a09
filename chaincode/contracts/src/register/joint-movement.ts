import {
  DomainError,
  dryRun,
  effectOf,
  lotsThatMove,
  verdictOf,
  type BusinessDate,
  type Movement,
  type MovementEffect,
  type MovementFacts,
  type Security,
  type Sha256,
  type Verdict,
} from '@scrip/model';
import { questionsOf, type InstructionDetails } from '../compliance/questions.js';
import { readHolding } from '../records/lot-records.js';
import { readReservations } from '../records/reservation-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { movementFacts, stageEffect } from './movement.js';

/** A transfer that is one of several that happen together or not at all. */
export interface PlannedMovement {
  readonly security: Security;
  readonly businessDate: BusinessDate;
  readonly movement: Extract<Movement, { readonly kind: 'transfer' }>;
  readonly details: InstructionDetails;
  /** Hash of the terms of the deed by which title passes, where the security has one. */
  readonly deed?: Sha256;
}

/** A planned movement with what it changed. */
export interface MovementDone {
  readonly planned: PlannedMovement;
  readonly effect: MovementEffect;
}

/**
 * Decides movements that happen together and stages all of them, or none. Each is judged on the register as all others
 * leave it, so that their order decides nothing and every party is judged by what it ends up with.
 *
 * @throws DomainError UNITS_INSUFFICIENT, UNITS_RESERVED, LOTS_PER_MOVEMENT_EXCEEDED of those that leave no register to
 *   judge another one on
 */
export async function applyTogether(
  work: UnitOfWork,
  all: readonly PlannedMovement[],
): Promise<{ readonly verdicts: readonly Verdict[]; readonly done?: readonly MovementDone[] }> {
  const judged: (Judged & { readonly planned: PlannedMovement })[] = [];
  for (const planned of all) {
    const others = all.filter((each) => each !== planned);
    judged.push({ planned, ...(await judgedAfter(work, others, planned)) });
  }
  const verdicts = judged.map(({ verdict }) => verdict);
  if (!verdicts.every(({ allowed }) => allowed)) return { verdicts };
  const done: MovementDone[] = [];
  for (const { planned, ...verdict } of judged) {
    done.push({ planned, effect: await stageJudged(work, planned, verdict) });
  }
  return { verdicts, done };
}

/** A verdict, with how it stands with title to what moves, which the entry keeps. */
interface Judged extends Pick<MovementFacts, 'title'> {
  readonly verdict: Verdict;
}

async function judgedAfter(
  work: UnitOfWork,
  others: readonly PlannedMovement[],
  { security, businessDate, movement, details }: PlannedMovement,
): Promise<Judged> {
  const judged: Judged[] = [];
  await work.rehearse(async () => {
    for (const other of others) await stageJudged(work, other, { verdict: verdictOf([]) });
    const isJoint = others.some((other) => other.security.isin === security.isin);
    const asked = isJoint ? { ...details, isJoint } : details;
    const facts = await movementFacts(work, security, businessDate, movement, asked);
    judged.push({ verdict: dryRun(movement, facts), ...(facts.title === undefined ? {} : { title: facts.title }) });
  });
  const [only] = judged;
  if (only === undefined) throw new Error('a rehearsal without a verdict');
  return only;
}

/** Stages a movement that is judged elsewhere: the rules only say which lots they let go. */
async function stageJudged(
  work: UnitOfWork,
  planned: PlannedMovement,
  { verdict, ...title }: Judged,
): Promise<MovementEffect> {
  const { movement, deed } = planned;
  const facts = { ...(await bareFacts(work, planned)), ...title };
  const selection = lotsThatMove(movement, facts);
  if (typeof selection === 'string') throw new DomainError(selection);
  const effect = effectOf(movement, facts, selection);
  await stageEffect(work, movement, facts, { verdict, effect }, deed === undefined ? {} : { deed });
  return effect;
}

/** What the register itself says about a movement that is judged elsewhere. */
async function bareFacts(
  work: UnitOfWork,
  { security, businessDate, movement, details }: PlannedMovement,
): Promise<MovementFacts> {
  const { state, ledger, nextLotIndex } = work;
  const { holderId } = movement.from;
  return {
    ...{ security, businessDate, transactionId: ledger.id, nextLotIndex },
    ...{ nominees: [], encumbrances: [], freezes: [], claims: [], standings: [], onPaper: 0n },
    compliance: await questionsOf(work, { security, today: businessDate, movement, instruction: details }),
    senderLots: await readHolding(state, security.isin, holderId),
    reservations: await readReservations(state, security.isin, holderId),
  };
}
