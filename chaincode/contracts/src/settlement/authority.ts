import {
  awaitsRecovery,
  isPastItsTime,
  mayAct,
  NO_SIGNERS,
  signersNamed,
  transferAct,
  type Act,
  type ActingFacts,
  type BusinessDate,
  type ErrorCode,
  type Security,
  type SettlementInstruction,
} from '@scrip/model';
import { actingFacts } from '../mandate/acting-facts.js';
import { readParty } from '../records/party-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Why an instruction no longer has the authority by which it was given, if so. Its signatures were verified when it was
 * entered; what may have changed since are keys, mandates, offices, capacity and recoveries, and those of today decide. After
 * its last day it has none.
 *
 * @returns whether the reason is for good, or passes with a pending recovery
 */
export async function authorityObstacle(
  work: UnitOfWork,
  security: Security,
  instruction: SettlementInstruction,
  today: BusinessDate,
): Promise<{ readonly code: ErrorCode; readonly isForGood: boolean } | undefined> {
  const { fromHolderId, units, authorisation } = instruction;
  if (isPastItsTime(instruction, today)) return { code: 'INSTRUCTION_EXPIRED', isForGood: true };
  const sender = await readParty(work.state, fromHolderId);
  const signers = authorisation === undefined ? NO_SIGNERS : signersNamed(authorisation);
  return obstacleOf(transferAct(security, units), await actingFacts(work.state, sender, signers, today));
}

/** Why an act has no authority now, if so, and whether for good. */
export function obstacleOf(
  act: Act,
  facts: ActingFacts,
): { readonly code: ErrorCode; readonly isForGood: boolean } | undefined {
  const verdict = mayAct(act, facts);
  if (verdict.allowed) return undefined;
  return awaitsRecovery(act, facts)
    ? { code: 'RECOVERY_PENDING', isForGood: false }
    : { code: verdict.reason, isForGood: true };
}
