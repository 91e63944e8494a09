import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import type { Command, Ledger } from '../ledger/ledger.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import { changesSince } from '../read-model/changes.js';
import { concernsOf, dueGroups, dueInstructions, type SettlementGroup } from '../read-model/due-instructions.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { outlookOf } from './outlook.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
export const AGENT_OPERATOR = 'settlement-agent';

/** How the agent paces itself. */
export interface AgentBounds {
  readonly itemsMax: number;
  /** How long a block is awaited after a batch before the due instructions are read again. */
  readonly settleWaitMs: number;
  readonly pauseMsFirst: number;
  readonly pauseMsMax: number;
}

/** The ledger's bound of a batch. */
export const DEFAULT_AGENT_BOUNDS: AgentBounds = {
  itemsMax: LIMITS.instructionsPerBatchMax,
  settleWaitMs: 10_000,
  pauseMsFirst: 1_000,
  pauseMsMax: 60_000,
};

/** What the agent works with. */
export interface AgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  readonly bounds?: AgentBounds;
  readonly onBatch?: (items: number) => void;
}

/** A batch: due instructions of one group. */
interface Batch extends SettlementGroup {
  readonly instructionIds: readonly string[];
}

/**
 * The registrar's settlement agent on one channel: settles due instructions of the registrar's securities, one security
 * and one custodian of senders per batch, one batch at a time (more in flight were slower on real Fabric). What is due
 * is read from the read model, so a restart recovers by itself; safety is the ledger's, which settles nothing twice.
 */
export class SettlementAgent {
  readonly #parts: AgentParts;
  readonly #bounds: AgentBounds;
  readonly #resting: RestingInstructions;
  readonly #loop: AgentLoop;
  #seenBlock: number;

  constructor(parts: AgentParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_AGENT_BOUNDS;
    this.#resting = new RestingInstructions(this.#bounds);
    const { readModel, ledger } = parts;
    this.#seenBlock = readModel.block(ledger.channel);
    this.#loop = new AgentLoop(readModel, ledger.channel, this.#bounds.pauseMsFirst, () => this.#next());
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #next(): Promise<boolean> {
    this.#wake();
    const fresh = this.#nextBatch((id) => !this.#resting.hasFailed(id));
    if (fresh !== undefined) {
      await this.#settle(fresh);
      return true;
    }
    const tried = this.#nextBatch((id) => !this.#resting.has(id));
    if (tried === undefined) return false;
    await this.#settleAgain(tried);
    return true;
  }

  /** What rests is tried again when something happens that may change its outcome. */
  #wake(): void {
    const { readModel, ledger } = this.#parts;
    const changes = changesSince(readModel.database, ledger.channel, this.#seenBlock);
    this.#seenBlock = changes.block;
    this.#resting.wake(changes);
  }

  /** Due instructions of the group that waits longest. */
  #nextBatch(isWanted: (id: string) => boolean): Batch | undefined {
    const { ledger, readModel } = this.#parts;
    for (const group of dueGroups(readModel.database, ledger.channel, ledger.mspId)) {
      const limit = this.#bounds.itemsMax + this.#resting.count;
      const due = dueInstructions(readModel.database, ledger.channel, group, limit);
      const instructionIds = due.filter(isWanted).slice(0, this.#bounds.itemsMax);
      if (instructionIds.length > 0) return { ...group, instructionIds };
    }
    return undefined;
  }

  /** Settles what its own peer says can settle now of what could not before: an attempt in vain costs no block. */
  async #settleAgain(batch: Batch): Promise<void> {
    const { readModel, ledger, logger } = this.#parts;
    try {
      const outlook = await outlookOf(ledger, settleCommand(batch, readModel.block(ledger.channel)));
      const instructionIds = outlook.filter(({ status }) => status !== 'unchanged').map((each) => each.instructionId);
      this.#rest(batch.instructionIds.filter((id) => !instructionIds.includes(id)));
      if (instructionIds.length > 0) await this.#settle({ ...batch, instructionIds });
    } catch (error) {
      logger.warn({ err: error, items: batch.instructionIds.length }, 'instructions that wait cannot be looked at now');
      this.#rest(batch.instructionIds);
    }
  }

  #rest(instructionIds: readonly string[]): void {
    const { readModel, ledger } = this.#parts;
    this.#resting.add(instructionIds, (id) => concernsOf(readModel.database, ledger.channel, id));
  }

  /** Settles a batch; one that is refused as a whole is split until the culprit stands alone, and that one rests. */
  async #settle(batch: Batch): Promise<void> {
    const { readModel, ledger, logger, onBatch } = this.#parts;
    onBatch?.(batch.instructionIds.length);
    try {
      const receipt = await ledger.submit(settleCommand(batch, readModel.block(ledger.channel)));
      await readModel.waitForBlock(ledger.channel, receipt.block, this.#bounds.settleWaitMs);
      this.#restWhatIsPending(batch.instructionIds);
    } catch (error) {
      if (error instanceof LedgerUnavailable) {
        logger.warn({ err: error, items: batch.instructionIds.length }, 'settlement waits for the ledger');
        await delay(this.#bounds.pauseMsFirst, undefined, { signal: this.#loop.signal }).catch(() => undefined);
        return;
      }
      await this.#divide(batch, error);
    }
  }

  async #divide(batch: Batch, error: unknown): Promise<void> {
    const { instructionIds } = batch;
    if (instructionIds.length > 1) {
      const half = Math.ceil(instructionIds.length / 2);
      await this.#settle({ ...batch, instructionIds: instructionIds.slice(0, half) });
      await this.#settle({ ...batch, instructionIds: instructionIds.slice(half) });
      return;
    }
    this.#parts.logger.error({ err: error, instructionIds }, 'an instruction cannot be settled now');
    this.#rest(instructionIds);
  }

  /** What a batch left pending has an obstacle that passes, or else the ledger would have refused it for good. */
  #restWhatIsPending(instructionIds: readonly string[]): void {
    const { readModel, ledger } = this.#parts;
    const queries = new ChannelQueries(readModel.database, ledger.channel);
    const isPending = (id: string): boolean => queries.instruction(id)?.status === 'pending';
    this.#resting.remove(instructionIds.filter((id) => !isPending(id)));
    this.#rest(instructionIds.filter(isPending));
  }
}

/** A later attempt is another command: the state that it was chosen from is part of its id. */
function settleCommand({ isin, instructionIds }: Batch, block: number): Command {
  const digest = createHash('sha256')
    .update([block, isin, ...instructionIds].join('\n'), 'utf8')
    .digest('hex');
  return {
    name: 'settlement:settle',
    commandId: `settle-${digest.slice(0, 40)}`,
    operator: AGENT_OPERATOR,
    body: { isin, instructionIds },
  };
}
