import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Command } from '../ledger/ledger.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import { ballotsToOpen, groupsToVoteOn, withoutBallot } from '../read-model/ballots-to-open.js';
import { changesSince } from '../read-model/changes.js';
import { concernsOf, type SettlementGroup } from '../read-model/due-instructions.js';
import { AgentLoop } from './agent-loop.js';
import { RestingInstructions } from './resting-instructions.js';
import { AGENT_OPERATOR, DEFAULT_AGENT_BOUNDS, type AgentBounds, type AgentParts } from './settlement-agent.js';

/** Transfers of one group on which it is to be voted. */
interface Batch extends SettlementGroup {
  readonly instructionIds: readonly string[];
}

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

  #nextBatch(): Batch | undefined {
    const { ledger, readModel } = this.#parts;
    const { channel, mspId } = ledger;
    for (const group of groupsToVoteOn(readModel.database, channel, mspId)) {
      const limit = this.#bounds.itemsMax + this.#resting.count;
      const waiting = ballotsToOpen(readModel.database, channel, group, limit);
      const instructionIds = waiting.filter((id) => !this.#resting.has(id)).slice(0, this.#bounds.itemsMax);
      if (instructionIds.length > 0) return { ...group, instructionIds };
    }
    return undefined;
  }

  /** Opens what its own peer says can be opened now: an attempt in vain, because units are reserved, costs no block. */
  async #open(batch: Batch): Promise<void> {
    const { readModel, ledger, logger } = this.#parts;
    const { channel } = ledger;
    try {
      const outlook = await ledger.rehearse(openCommand(batch, readModel.block(channel)));
      const opened = Opened.parse(outlook).ballots.filter(({ status }) => status === 'open');
      const instructionIds = opened.map(({ instructionId }) => instructionId);
      if (instructionIds.length > 0) {
        const { block } = await ledger.submit(openCommand({ ...batch, instructionIds }, readModel.block(channel)));
        await readModel.waitForBlock(channel, block, this.#bounds.settleWaitMs);
      }
      // whatever has no ballot now rests; one that has is not asked for again
      this.#rest(batch.instructionIds);
    } catch (error) {
      if (error instanceof LedgerUnavailable) {
        logger.warn({ err: error, items: batch.instructionIds.length }, 'ballots wait for the ledger');
        await delay(this.#bounds.pauseMsFirst, undefined, { signal: this.#loop.signal }).catch(() => undefined);
        return;
      }
      await this.#divide(batch, error);
    }
  }

  /** A batch that is refused as a whole is split until the culprit stands alone, and that one rests. */
  async #divide(batch: Batch, error: unknown): Promise<void> {
    const { instructionIds } = batch;
    if (instructionIds.length > 1) {
      const half = Math.ceil(instructionIds.length / 2);
      await this.#open({ ...batch, instructionIds: instructionIds.slice(0, half) });
      await this.#open({ ...batch, instructionIds: instructionIds.slice(half) });
      return;
    }
    this.#parts.logger.error({ err: error, instructionIds }, 'a ballot cannot be opened now');
    this.#rest(instructionIds);
  }

  #rest(instructionIds: readonly string[]): void {
    const { readModel, ledger } = this.#parts;
    const waiting = withoutBallot(readModel.database, ledger.channel, instructionIds);
    this.#resting.remove(instructionIds.filter((id) => !waiting.includes(id)));
    this.#resting.add(waiting, (id) => concernsOf(readModel.database, ledger.channel, id));
  }
}

/** A later attempt is another command: the state that it was chosen from is part of its id. */
function openCommand({ isin, instructionIds }: Batch, block: number): Command {
  const digest = createHash('sha256')
    .update([block, isin, ...instructionIds].join('\n'), 'utf8')
    .digest('hex');
  return {
    name: 'ownership:openBallots',
    commandId: `ballots-${digest.slice(0, 40)}`,
    operator: AGENT_OPERATOR,
    body: { isin, instructionIds },
  };
}
