import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import type { Command, Ledger } from '../ledger/ledger.js';
import { changesSince } from '../read-model/changes.js';
import { concernsOf, dueGroups, dueInstructions, type SettlementGroup } from '../read-model/due-instructions.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { actInParts, batchCommandId, firstBatch, type InstructionBatch } from './instruction-batch.js';
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
  #nextBatch(isWanted: (id: string) => boolean): InstructionBatch | undefined {
    const { ledger, readModel } = this.#parts;
    const limit = this.#bounds.itemsMax + this.#resting.count;
    const groups = dueGroups(readModel.database, ledger.channel, ledger.mspId);
    const dueIn = (group: SettlementGroup): readonly string[] =>
      dueInstructions(readModel.database, ledger.channel, group, limit);
    return firstBatch(groups, dueIn, isWanted, this.#bounds.itemsMax);
  }

  /** Settles what its own peer says can settle now of what could not before: an attempt in vain costs no block. */
  async #settleAgain(batch: InstructionBatch): Promise<void> {
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

  /** Settles a batch; whatever is refused alone rests. */
  #settle(all: InstructionBatch): Promise<void> {
    const { readModel, ledger, logger, onBatch } = this.#parts;
    return actInParts(all, {
      ...{ pauseMs: this.#bounds.pauseMsFirst, signal: this.#loop.signal },
      act: async (batch) => {
        onBatch?.(batch.instructionIds.length);
        const receipt = await ledger.submit(settleCommand(batch, readModel.block(ledger.channel)));
        await readModel.waitForBlock(ledger.channel, receipt.block, this.#bounds.settleWaitMs);
        this.#restWhatIsPending(batch.instructionIds);
      },
      unavailable: (error, { instructionIds }) => {
        logger.warn({ err: error, items: instructionIds.length }, 'settlement waits for the ledger');
      },
      refused: (error, instructionIds) => {
        logger.error({ err: error, instructionIds }, 'an instruction cannot be settled now');
        this.#rest(instructionIds);
      },
    });
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

function settleCommand(batch: InstructionBatch, block: number): Command {
  return {
    name: 'settlement:settle',
    commandId: batchCommandId('settle', batch, block),
    operator: AGENT_OPERATOR,
    body: { isin: batch.isin, instructionIds: batch.instructionIds },
  };
}
