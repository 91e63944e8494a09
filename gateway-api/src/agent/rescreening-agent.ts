import { createHash } from 'node:crypto';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import {
  holdersToLookAt,
  rescreeningOf,
  ruledSecurities,
  type RuledSecurity,
} from '../read-model/compliance-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'screening-agent';
/** How long nothing is looked for when no block comes. */
const PAUSE_MS = 5_000;
/** How long a security rests whose holders cannot be looked at: the others do not wait for it. */
const REST = { pauseMsFirst: PAUSE_MS, pauseMsMax: 60_000 };

/** What the agent works with. */
export interface RescreeningAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
}

/** How far a round through the holders of a security has come, beyond what the ledger says of it. */
interface Round {
  /** Day and version of the rules. */
  readonly of: string;
  /** Holders of the next page. */
  size: number;
  after: string;
  /** Who moved units whenever they were to be looked at: once more when all others have been. */
  missed: readonly string[];
}

/**
 * Looks at the holders of the registrar's securities again: page by page, once on every business day and once under every
 * version of the rules. Each page names its holders, so that movements of others do not make it conflict; where one of
 * them does, pages become smaller until that one stands alone, and the others go on. How far it has come is on the ledger,
 * so a restart goes on there. The page after the last holder names nobody: the ledger itself says that all have been
 * looked at.
 */
export class RescreeningAgent {
  readonly #parts: RescreeningAgentParts;
  readonly #loop: AgentLoop;
  readonly #resting = new RestingInstructions(REST);
  readonly #rounds = new Map<string, Round>();

  constructor(parts: RescreeningAgentParts) {
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
    const { ledger, readModel } = this.#parts;
    const ruled = ruledSecurities(readModel.database, ledger.channel, ledger.mspId);
    const due = ruled.find((each) => this.#isDue(each) && !this.#resting.has(each.isin));
    if (due === undefined) return false;
    await this.#lookAgain(due);
    return true;
  }

  #isDue(ruled: RuledSecurity): boolean {
    return this.#reached(ruled) !== undefined || this.#roundOf(ruled).missed.length > 0;
  }

  /** After whom the ledger goes on with a round; undefined when it says that all have been looked at. */
  #reached({ isin, businessDate, version }: RuledSecurity): string | undefined {
    const { ledger, readModel } = this.#parts;
    const last = rescreeningOf(readModel.database, ledger.channel, isin);
    if (last?.['businessDate'] !== businessDate || last['rulesVersion'] !== version) return '';
    return typeof last['after'] === 'string' ? last['after'] : undefined;
  }

  #roundOf(ruled: RuledSecurity): Round {
    const { isin, businessDate, version } = ruled;
    const of = [businessDate, version].join('/');
    const known = this.#rounds.get(isin);
    if (known?.of === of) return known;
    const begun: Round = { of, size: LIMITS.holdersPerScreeningMax, after: this.#reached(ruled) ?? '', missed: [] };
    this.#rounds.set(isin, begun);
    return begun;
  }

  /** The next page; it names nobody when the ledger is to say that nobody is left. */
  #pageOf(ruled: RuledSecurity, round: Round): readonly string[] {
    const { ledger, readModel } = this.#parts;
    if (this.#reached(ruled) === undefined) return round.missed.slice(0, 1);
    const page = { limit: round.size, after: round.after };
    return holdersToLookAt(readModel.database, ledger.channel, ruled.isin, page);
  }

  async #lookAgain(ruled: RuledSecurity): Promise<void> {
    const { isin } = ruled;
    const { ledger, readModel, logger } = this.#parts;
    const round = this.#roundOf(ruled);
    const holders = this.#pageOf(ruled, round);
    const named = [isin, round.of, readModel.block(ledger.channel), ...holders].join('\n');
    const digest = createHash('sha256').update(named, 'utf8').digest('hex');
    try {
      const receipt = await ledger.submit({
        ...{ name: 'compliance:rescreen', operator: AGENT_OPERATOR, commandId: `rescreen-${digest.slice(0, 40)}` },
        body: holders.length === 0 ? { isin } : { isin, holders },
      });
      await readModel.waitForBlock(ledger.channel, receipt.block, PAUSE_MS);
      this.#resting.remove([isin]);
      goOn(round, holders);
    } catch (error) {
      const isConflict = error instanceof LedgerUnavailable && error.reason === 'conflict';
      const isAvoidable = isConflict && holders.length > 0;
      if (isAvoidable) avoid(round, holders);
      else logger.warn({ err: error, isin }, 'holders could not be looked at again now');
      // as long as others have not been looked at there is something to go on with
      if (!isAvoidable || this.#reached(ruled) === undefined) this.#resting.add([isin]);
    }
  }
}

/** After a page that was looked at. */
function goOn(round: Round, holders: readonly string[]): void {
  round.missed = round.missed.filter((each) => !holders.includes(each));
  round.size = Math.min(2 * round.size, LIMITS.holdersPerScreeningMax);
  const last = holders.at(-1) ?? '';
  if (last > round.after) round.after = last;
}

/** After a page of which somebody moved units meanwhile: a smaller one, or the others first. */
function avoid(round: Round, holders: readonly string[]): void {
  const [first = ''] = holders;
  round.size = Math.max(1, Math.floor(holders.length / 2));
  if (holders.length > 1) return;
  round.missed = [...round.missed.filter((each) => each !== first), first];
  if (first > round.after) round.after = first;
}
