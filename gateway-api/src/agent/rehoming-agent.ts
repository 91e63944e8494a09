import { createHash } from 'node:crypto';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import { z } from 'zod';
import { stated } from '../http/stated.js';
import type { Ledger } from '../ledger/ledger.js';
import { registeredBy, rehomingCalledFor } from '../read-model/rehoming-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'settlement-agent';
const PAUSE_MS = 5_000;
/** How long a security rests whose lots cannot be brought home: one who attests them may be gone for good. */
const REST = { pauseMsFirst: PAUSE_MS, pauseMsMax: 600_000 };

/** What the agent works with. */
export interface RehomingAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
}

const Stale = z.object({
  holdings: z.array(z.object({ holderId: z.string(), lotIds: z.array(z.string()) })),
  next: z.string().optional(),
});
type Holding = z.infer<typeof Stale>['holdings'][number];

/**
 * Brings the lots of the registrar's securities to those who should attest them, after an attestor was replaced or a holder
 * has got another custodian: page by page, by what the ledger itself says is not at home, so that it can be broken off
 * anywhere. Where one of those before does not answer, the lawful override does what this agent cannot.
 */
export class RehomingAgent {
  readonly #parts: RehomingAgentParts;
  readonly #loop: AgentLoop;
  readonly #resting = new RestingInstructions(REST);
  /** Securities to look at, and after which holder. */
  readonly #due = new Map<string, string>();
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
      await this.#page(isin, this.#due.get(isin) ?? '');
      this.#resting.remove([isin]);
    } catch (error) {
      this.#parts.logger.warn({ err: error, isin }, 'lots cannot be brought home now');
      this.#resting.add([isin]);
    }
    return true;
  }

  #lookFor(): void {
    const { ledger, readModel } = this.#parts;
    const { database } = readModel;
    const block = readModel.block(ledger.channel);
    const own = registeredBy(database, ledger.channel, ledger.mspId);
    for (const isin of rehomingCalledFor(database, ledger.channel, this.#seenBlock, own)) this.#due.set(isin, '');
    for (const isin of this.#due.keys()) if (!own.includes(isin)) this.#due.delete(isin);
    this.#seenBlock = block;
  }

  async #page(isin: string, after: string): Promise<void> {
    const { ledger, readModel } = this.#parts;
    const { holdings, next } = Stale.parse(await ledger.evaluate('ownership:stale', isin, after));
    for (const batch of batchesOf(holdings)) {
      const named = [isin, readModel.block(ledger.channel), JSON.stringify(batch)].join('\n');
      const digest = createHash('sha256').update(named, 'utf8').digest('hex');
      const receipt = await ledger.submit({
        ...{ name: 'ownership:rehome', operator: AGENT_OPERATOR, commandId: `rehome-${digest.slice(0, 40)}` },
        body: stated({ isin, holdings: batch }),
      });
      await readModel.waitForBlock(ledger.channel, receipt.block, PAUSE_MS);
    }
    if (next === undefined) this.#due.delete(isin);
    else this.#due.set(isin, next);
  }
}

/** Holdings cut into batches of as many lots as one command may name. */
function batchesOf(holdings: readonly Holding[]): readonly (readonly Holding[])[] {
  const { lotsPerRehomingMax: lotsMax } = LIMITS;
  const parts = holdings.flatMap(({ holderId, lotIds }) =>
    Array.from({ length: Math.ceil(lotIds.length / lotsMax) }, (_, index) => ({
      holderId,
      lotIds: lotIds.slice(index * lotsMax, (index + 1) * lotsMax),
    })),
  );
  const batches: Holding[][] = [];
  let lots: number = lotsMax;
  for (const part of parts) {
    const last = batches.at(-1);
    const isFull =
      last === undefined || lots + part.lotIds.length > lotsMax || last.some((each) => each.holderId === part.holderId);
    if (isFull) batches.push([part]);
    else last.push(part);
    lots = isFull ? part.lotIds.length : lots + part.lotIds.length;
  }
  return batches;
}
