import {
  accountsOf,
  DomainError,
  settlementBatch,
  type BusinessDate,
  type ErrorCode,
  type InstructionId,
  type SettlementBatch,
} from '@scrip/model';
import { readBallot } from '../records/ballot-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import { refuseTransfer } from '../settlement/settle-one.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireConcernedByAll } from './open-ballots.js';
import { isTitled, type Titled } from './seats.js';
import { votesState } from './title-state.js';

interface Closed {
  readonly instructionId: InstructionId;
  readonly status: 'closed' | 'unchanged';
  /** Why the transfer has ended, or why its ballot is left open. */
  readonly code: ErrorCode;
}

/** What ends a transfer before it is due: enough votes against it, or that the time for them is over. */
const ENDS: readonly ErrorCode[] = ['TRANSFER_VOTED_DOWN', 'BALLOT_EXPIRED'];

/**
 * Closes ballots that cannot be carried any more, without waiting for the day of settlement: the transfers are refused for
 * that, and their units are free. Until then whoever voted against one may still change the vote. Each is closed or left alone.
 */
export const closeBallots: CommandHandler<SettlementBatch> = {
  body: settlementBatch,
  run: async (work, { isin, instructionIds }) => {
    const security = await readSecurity(work.state, isin);
    const { businessDate } = await work.moment(security.calendar);
    if (!isTitled(security)) throw new DomainError('BALLOT_NOT_WANTED', { isin });
    await requireConcernedByAll(work, security, instructionIds);
    const ballots: Closed[] = [];
    for (const id of instructionIds) ballots.push(await closeOrLeave(work, security, id, businessDate));
    return { isin, businessDate, ballots };
  },
};

async function closeOrLeave(
  work: UnitOfWork,
  security: Titled,
  instructionId: InstructionId,
  today: BusinessDate,
): Promise<Closed> {
  try {
    const code = await work.attempt(() => close(work, security, instructionId, today));
    return { instructionId, status: 'closed', code };
  } catch (error) {
    if (error instanceof DomainError) return { instructionId, status: 'unchanged', code: error.code };
    throw error;
  }
}

/** @returns why the transfer has ended */
async function close(
  work: UnitOfWork,
  security: Titled,
  instructionId: InstructionId,
  today: BusinessDate,
): Promise<ErrorCode> {
  const instruction = await readInstruction(work.state, instructionId);
  const { isin, status, units } = instruction;
  if (isin !== security.isin) throw new DomainError('INSTRUCTION_NOT_OF_BATCH', { instructionId });
  if (status !== 'pending') throw new DomainError('INSTRUCTION_NOT_PENDING', { instructionId });
  await readBallot(work.state, instructionId);
  const { votes } = await votesState(work, security, {
    today,
    accounts: accountsOf(instruction),
    units,
    instructionId,
  });
  if (votes === undefined || !ENDS.includes(votes)) throw new DomainError('BALLOT_STILL_OPEN', { instructionId });
  await refuseTransfer(work, security, instruction, votes, today);
  return votes;
}
