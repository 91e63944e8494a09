import { setTimeout as delay } from 'node:timers/promises';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import type { SettlementGroup } from '../read-model/due-instructions.js';

/** Instructions of one group that one command is about. */
export interface InstructionBatch extends SettlementGroup {
  readonly instructionIds: readonly string[];
}

/** Of the first group in which any of what waits is wanted, so many. */
export function firstBatch(
  groups: readonly SettlementGroup[],
  waitingOf: (group: SettlementGroup) => readonly string[],
  isWanted: (instructionId: string) => boolean,
  itemsMax: number,
): InstructionBatch | undefined {
  for (const group of groups) {
    const instructionIds = waitingOf(group).filter(isWanted).slice(0, itemsMax);
    if (instructionIds.length > 0) return { ...group, instructionIds };
  }
  return undefined;
}

/** What is done with a batch, and with what stands in its way. */
export interface BatchAct {
  readonly act: (batch: InstructionBatch) => Promise<void>;
  /** The ledger is not there; a pause follows. */
  readonly unavailable: (error: LedgerUnavailable, batch: InstructionBatch) => void;
  /** An instruction is refused although it stands alone. */
  readonly refused: (error: unknown, instructionIds: readonly string[]) => void;
  readonly pauseMs: number;
  /** Ends the pause. */
  readonly signal: AbortSignal;
}

/** Acts on a batch; one that is refused as a whole is split until the culprit stands alone. */
export async function actInParts(batch: InstructionBatch, how: BatchAct): Promise<void> {
  try {
    await how.act(batch);
    return;
  } catch (error) {
    if (error instanceof LedgerUnavailable) {
      how.unavailable(error, batch);
      await delay(how.pauseMs, undefined, { signal: how.signal }).catch(() => undefined);
      return;
    }
    if (batch.instructionIds.length === 1) {
      how.refused(error, batch.instructionIds);
      return;
    }
  }
  const half = Math.ceil(batch.instructionIds.length / 2);
  await actInParts({ ...batch, instructionIds: batch.instructionIds.slice(0, half) }, how);
  await actInParts({ ...batch, instructionIds: batch.instructionIds.slice(half) }, how);
}

/** Names a command about a batch. A later attempt is another one: the state that it was chosen from is part of its id. */
export const batchCommandId = (prefix: string, { isin, instructionIds }: InstructionBatch, block: number): string =>
  derivedCommandId(prefix, block, isin, ...instructionIds);
