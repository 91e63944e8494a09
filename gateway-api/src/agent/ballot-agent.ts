import { z } from 'zod';
import type { Command } from '../ledger/ledger.js';
import { ballotsToOpen, groupsToVoteOn, withoutBallot } from '../read-model/ballots-to-open.js';
import { changesSince } from '../read-model/changes.js';
import { concernsOf, type SettlementGroup } from '../read-model/due-instructions.js';
import { AgentLoop } from './agent-loop.js';
import { actInParts, batchCommandId, firstBatch, type InstructionBatch } from './instruction-batch.js';
import { RestingInstructions } from './resting-instructions.js';
import { AGENT_OPERATOR, DEFAULT_AGENT_BOUNDS, type AgentBounds, type AgentParts } from './settlement-agent.js';

const Opened = z.looseObject({ ballots: z.array(z.looseObject({ instructionId: z.string(), status: z.string() })) });

/**
 * The registrar's agent that opens the ballots on the transfers of its securities, as soon as both parties have agreed to
 * the deed and whenever they settle. What is still to be opened is read from the read model, so a restart recovers by itself;
 * the ledger opens no ballot twice. Counting the votes is the settlement agent's.
 */
export class BallotAgent {
  readonly #parts: Omit<AgentParts, 'onBatch'>;
  readonly #bounds: AgentBounds;
  readonly #resting: RestingInstructions;
  readonly #loop: AgentLoop;
  #seenBlock: number;

  constructor(parts: Omit<AgentParts, 'onBatch'>) {
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
    const { readModel, ledger } = this.#parts;
    const changes = changesSince(readModel.database, ledger.channel, this.#seenBlock);
    this.#seenBlock = changes.block;
    this.#resting.wake(changes);
    const batch = this.#nextBatch();
    if (batch === undefined) return false;
    await this.#open(batch);
    return true;
  }

  #nextBatch(): InstructionBatch | undefined {
    const { ledger, readModel } = this.#parts;
    const limit = this.#bounds.itemsMax + this.#resting.count;
    const groups = groupsToVoteOn(readModel.database, ledger.channel, ledger.mspId);
    const waitingIn = (group: SettlementGroup): readonly string[] =>
      ballotsToOpen(readModel.database, ledger.channel, group, limit);
    return firstBatch(groups, waitingIn, (id) => !this.#resting.has(id), this.#bounds.itemsMax);
  }

  /** Opens the ballots of a batch; whatever is refused alone rests. */
  #open(all: InstructionBatch): Promise<void> {
    const { logger } = this.#parts;
    return actInParts(all, {
      ...{ pauseMs: this.#bounds.pauseMsFirst, signal: this.#loop.signal },
      act: (batch) => this.#openWhatCan(batch),
      unavailable: (error, { instructionIds }) => {
        logger.warn({ err: error, items: instructionIds.length }, 'ballots wait for the ledger');
      },
      refused: (error, instructionIds) => {
        logger.error({ err: error, instructionIds }, 'a ballot cannot be opened now');
        this.#rest(instructionIds);
      },
    });
  }

  /** Opens what its own peer says can be opened now: an attempt in vain, because units are reserved, costs no block. */
  async #openWhatCan(batch: InstructionBatch): Promise<void> {
    const { readModel, ledger } = this.#parts;
    const { channel } = ledger;
    const outlook = await ledger.rehearse(openCommand(batch, readModel.block(channel)));
    const opened = Opened.parse(outlook).ballots.filter(({ status }) => status === 'open');
    const instructionIds = opened.map(({ instructionId }) => instructionId);
    if (instructionIds.length > 0) {
      const { block } = await ledger.submit(openCommand({ ...batch, instructionIds }, readModel.block(channel)));
      await readModel.waitForBlock(channel, block, this.#bounds.settleWaitMs);
    }
    // whatever has no ballot now rests; one that has is not asked for again
    this.#rest(batch.instructionIds);
  }

  #rest(instructionIds: readonly string[]): void {
    const { readModel, ledger } = this.#parts;
    const waiting = withoutBallot(readModel.database, ledger.channel, instructionIds);
    this.#resting.remove(instructionIds.filter((id) => !waiting.includes(id)));
    this.#resting.add(waiting, (id) => concernsOf(readModel.database, ledger.channel, id));
  }
}

function openCommand(batch: InstructionBatch, block: number): Command {
  return {
    name: 'ownership:openBallots',
    commandId: batchCommandId('ballots', batch, block),
    operator: AGENT_OPERATOR,
    body: { isin: batch.isin, instructionIds: batch.instructionIds },
  };
}
