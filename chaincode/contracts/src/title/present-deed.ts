import {
  deedHash,
  deedObstacle,
  deedTerms,
  requestOf,
  type ErrorCode,
  type InstructionRequest,
  type Security,
  type SettlementInstruction,
  type Sha256,
} from '@scrip/model';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** The hash of the terms of a deed by the title that the security has now. */
export const presentTerms = async (
  work: UnitOfWork,
  security: Security,
  transfer: InstructionRequest,
): Promise<Sha256> => deedHash(deedTerms(await work.ledgerName(), security, requestOf(transfer)));

/**
 * Why the deed of a transfer does not bind both parties today, if so: whom it names must be who attests transfers now,
 * because to that title they have consented and to no other.
 */
export const deedObstacleToday = async (
  work: UnitOfWork,
  security: Security,
  transfer: SettlementInstruction,
): Promise<ErrorCode | undefined> => deedObstacle(transfer, await presentTerms(work, security, transfer));
