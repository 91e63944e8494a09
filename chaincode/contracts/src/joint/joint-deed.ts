import {
  deedHash,
  DomainError,
  jointDeedTerms,
  type JointInstruction,
  type JointRequest,
  type Sha256,
} from '@scrip/model';
import { isTitled } from '../title/seats.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { JointMoment } from './joint-moment.js';

/**
 * The hash of the terms of a joint instruction's deed by the title that its securities have now; undefined where none has
 * one.
 */
export async function presentJointTerms(
  work: UnitOfWork,
  { securities }: JointMoment,
  instruction: JointRequest & Pick<JointInstruction, 'proposedBy' | 'terms'>,
): Promise<Sha256 | undefined> {
  const titled = Array.from(securities.values(), ({ security }) => security).filter(isTitled);
  if (titled.length === 0) return undefined;
  return deedHash(jointDeedTerms(await work.ledgerName(), titled, instruction));
}

/** Refuses a word to a deed that names another title than there is now. @throws DomainError DEED_SUPERSEDED */
export async function requirePresentDeed(
  work: UnitOfWork,
  moment: JointMoment,
  instruction: JointInstruction,
): Promise<void> {
  if ((await presentJointTerms(work, moment, instruction)) === instruction.terms) return;
  throw new DomainError('DEED_SUPERSEDED', { instructionId: instruction.instructionId });
}
