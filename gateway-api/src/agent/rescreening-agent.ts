import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import { z } from 'zod';
import { stated } from '../http/stated.js';
import { derivedCommandId } from '../ledger/derived-command-id.js';
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
  /** Who moved units when it was to be looked at alone, and is to be passed over next. */
  passed: string | undefined;
}

/** What the ledger says of a round. */
const Progress = z.object({ after: z.string().optional(), missed: z.array(z.string()).default([]) });
type Progress = z.infer<typeof Progress>;

/** What a page of a round names. */
interface PageOfRound {
  readonly holders?: readonly string[];
  readonly missed?: readonly string[];
}

/**
 * Looks at the holders of the registrar's securities again: page by page, once on every business day and once under every
 * version of the rules. Each page names its holders, so that movements of others do not make it conflict; where one of
 * them does, pages become smaller until that one stands alone; it is passed over, and looked at once all others have been.
 * How far it has come is on the ledger, with who was passed over, so a restart goes on there. The page after the last holder
 * names nobody: the ledger itself says that all others have been looked at.
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
    const { after, missed } = this.#progress(ruled);
    return after !== undefined || missed.length > 0;
  }

  /** How far the ledger says that a round has come: after whom it goes on, unless all have been looked at, and who was missed. */
  #progress({ isin, businessDate, version }: RuledSecurity): Progress {
    const { ledger, readModel } = this.#parts;
    const last = rescreeningOf(readModel.database, ledger.channel, isin);
    if (last?.['businessDate'] !== businessDate || last['rulesVersion'] !== version) return { after: '', missed: [] };
    return Progress.parse(last);
  }

  #roundOf(ruled: RuledSecurity): Round {
    const { isin, businessDate, version } = ruled;
    const of = [businessDate, version].join('/');
    const known = this.#rounds.get(isin);
    if (known?.of === of) return known;
    const { after = '' } = this.#progress(ruled);
    const begun: Round = { of, size: LIMITS.holdersPerScreeningMax, after, passed: undefined };
    this.#rounds.set(isin, begun);
    return begun;
  }

  /** The next page; it names nobody when the ledger is to say that nobody is left. */
  #pageOf(ruled: RuledSecurity, round: Round): PageOfRound {
    const { ledger, readModel } = this.#parts;
    if (round.passed !== undefined) return { missed: [round.passed] };
    const { after, missed } = this.#progress(ruled);
    if (after === undefined) return { holders: missed.slice(0, 1) };
    const page = { limit: round.size, after: round.after };
    const holders = holdersToLookAt(readModel.database, ledger.channel, ruled.isin, page);
    return holders.length === 0 ? {} : { holders };
  }

  async #lookAgain(ruled: RuledSecurity): Promise<void> {
    const { isin } = ruled;
    const { ledger, readModel, logger } = this.#parts;
    const round = this.#roundOf(ruled);
    const page = this.#pageOf(ruled, round);
    const commandId = derivedCommandId(
      'rescreen',
      ...[isin, round.of, readModel.block(ledger.channel), JSON.stringify(page)],
    );
    try {
      const receipt = await ledger.submit({
        ...{ name: 'compliance:rescreen', operator: AGENT_OPERATOR, commandId },
        body: stated({ isin, ...page }),
      });
      await readModel.waitForBlock(ledger.channel, receipt.block, PAUSE_MS);
      this.#resting.remove([isin]);
      goOn(round, page);
    } catch (error) {
      const isConflict = error instanceof LedgerUnavailable && error.reason === 'conflict';
      if (isConflict && this.#avoids(ruled, round, page)) return;
      logger.warn({ err: error, isin }, 'holders could not be looked at again now');
      this.#resting.add([isin]);
    }
  }

  /**
   * After a page of which somebody moved units meanwhile: a smaller one, or the others first.
   *
   * @returns whether there is something else to go on with
   */
  #avoids(ruled: RuledSecurity, round: Round, { holders = [] }: PageOfRound): boolean {
    const { after, missed } = this.#progress(ruled);
    if (after === undefined || holders.length === 0) return false;
    round.size = Math.max(1, Math.floor(holders.length / 2));
    if (holders.length > 1) return true;
    if (missed.length >= LIMITS.holdersMissedMax) return false;
    round.passed = holders[0];
    return true;
  }
}

/** After a page that was looked at, or a holder who was passed over. */
function goOn(round: Round, { holders = [], missed = [] }: PageOfRound): void {
  round.passed = undefined;
  round.size = Math.min(2 * round.size, LIMITS.holdersPerScreeningMax);
  const last = [...holders, ...missed].at(-1) ?? '';
  if (last > round.after) round.after = last;
}
