import type { Logger } from 'pino';
import { z } from 'zod';
import { stated } from '../http/stated.js';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Ledger } from '../ledger/ledger.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import { registeredBy, rehomingCalledFor } from '../read-model/rehoming-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { halvesOf, lotsIn, rehomingBatches, type RehomingBatch } from './rehoming-batch.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'settlement-agent';
const PAUSE_MS = 5_000;
/** How long a security rests of which lots cannot be brought home: one who attests them may be gone for good. */
const REST = { pauseMsFirst: PAUSE_MS, pauseMsMax: 600_000 };

/** What the agent works with. */
export interface RehomingAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  /** Told how many lots of a security could not be brought home, when all of it was looked at. */
  readonly onRound?: (isin: string, failing: number) => void;
}

const Stale = z.object({
  holdings: z.array(z.object({ holderId: z.string(), lotIds: z.array(z.string()), attestors: z.array(z.string()) })),
  next: z.string().optional(),
});

/** How far a security was looked at, and what could not be brought home so far. */
interface Round {
  readonly after: string;
  readonly failing: number;
  /** Attestors who have not answered: what they attest is not asked of them again in this round. */
  readonly silent: ReadonlySet<string>;
}
const BEGIN: Round = { after: '', failing: 0, silent: new Set() };

/**
 * Brings the lots of the registrar's securities to those who should attest them, after an attestor was replaced or a holder
 * has got another custodian: page by page, by what the ledger itself says is not at home, so that it can be broken off
 * anywhere. Where one of those before does not answer, the lawful override does what this agent cannot. Such lots, and one
 * that is refused alone, keep no others away; they are told of, and tried again after a while.
 */
export class RehomingAgent {
  readonly #parts: RehomingAgentParts;
  readonly #loop: AgentLoop;
  readonly #resting = new RestingInstructions(REST);
  readonly #due = new Map<string, Round>();
  /** Before the first block: once, all that has ever happened is looked at. */
  #seenBlock = -1;

  constructor(parts: RehomingAgentParts) {
    this.#parts = parts;
    this.#loop = new AgentLoop(parts.readModel, parts.ledger.channel, PAUSE_MS, () => this.#next());
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #next(): Promise<boolean> {
    this.#lookFor();
    const isin = [...this.#due.keys()].find((each) => !this.#resting.has(each));
    if (isin === undefined) return false;
    try {
      await this.#page(isin, this.#due.get(isin) ?? BEGIN);
    } catch (error) {
      this.#parts.logger.warn({ err: error, isin }, 'lots that are not at home cannot be looked for now');
      this.#resting.add([isin]);
    }
    return true;
  }

  #lookFor(): void {
    const { ledger, readModel } = this.#parts;
    const { database } = readModel;
    const block = readModel.block(ledger.channel);
    const own = registeredBy(database, ledger.channel, ledger.mspId);
    for (const isin of rehomingCalledFor(database, ledger.channel, this.#seenBlock, own)) {
      this.#due.set(isin, BEGIN);
      this.#resting.remove([isin]);
    }
    for (const isin of this.#due.keys()) if (!own.includes(isin)) this.#due.delete(isin);
    this.#seenBlock = block;
  }

  async #page(isin: string, { after, failing: before, silent: known }: Round): Promise<void> {
    const { ledger } = this.#parts;
    const { holdings, next } = Stale.parse(await ledger.evaluate('ownership:stale', isin, after));
    const silent = new Set(known);
    let failing = before;
    for (const batch of rehomingBatches(holdings)) failing += await this.#bringBatch(isin, batch, silent);
    if (next === undefined) this.#endRound(isin, failing);
    else this.#due.set(isin, { after: next, failing, silent });
  }

  #endRound(isin: string, failing: number): void {
    this.#parts.onRound?.(isin, failing);
    if (failing === 0) {
      this.#due.delete(isin);
      this.#resting.remove([isin]);
      return;
    }
    this.#due.set(isin, BEGIN);
    this.#resting.add([isin]);
  }

  /** @returns how many lots of a batch could not be brought home */
  async #bringBatch(isin: string, batch: RehomingBatch, silent: Set<string>): Promise<number> {
    const attestors = batch.attestors.join(' ');
    if (this.#loop.signal.aborted || silent.has(attestors)) return lotsIn(batch);
    try {
      await this.#bring(isin, batch);
      return 0;
    } catch (error) {
      const { logger } = this.#parts;
      const about = { err: error, isin, attestors: batch.attestors, lots: lotsIn(batch) };
      if (error instanceof LedgerUnavailable) {
        logger.warn(about, 'lots wait for those who attest them, or for the lawful override');
        silent.add(attestors);
        return lotsIn(batch);
      }
      if (lotsIn(batch) === 1) {
        logger.error({ ...about, holdings: batch.holdings }, 'a lot cannot be brought home');
        return 1;
      }
    }
    let failing = 0;
    for (const half of halvesOf(batch)) failing += await this.#bringBatch(isin, half, silent);
    return failing;
  }

  async #bring(isin: string, { holdings }: RehomingBatch): Promise<void> {
    const { ledger, readModel } = this.#parts;
    const block = readModel.block(ledger.channel);
    const commandId = derivedCommandId('rehome', isin, block, JSON.stringify(holdings));
    const receipt = await ledger.submit({
      ...{ name: 'ownership:rehome', operator: AGENT_OPERATOR, commandId },
      body: stated({ isin, holdings }),
    });
    await readModel.waitForBlock(ledger.channel, receipt.block, PAUSE_MS);
  }
}
