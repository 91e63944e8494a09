import { isTreasury, security } from '@scrip/model';
import type { Logger } from 'pino';
import { stated } from '../http/stated.js';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Command, JsonObject, Ledger } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import {
  runningSolicitations,
  unsaidAccountsOfEntities,
  type AccountRow,
  type RunningSolicitation,
} from '../read-model/solicitation-queries.js';
import { AgentLoop } from './agent-loop.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'settlement-agent';
const PAUSE_MS = 2_000;
/** How long an act rests that the ledger refuses. */
const REST = { pauseMsFirst: PAUSE_MS, pauseMsMax: 600_000 };

/** What the agent works with. */
export interface SolicitationAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
}

/** Something that dates or votes let be done. */
interface DueAct {
  /** What it rests by. */
  readonly name: string;
  readonly function: 'solicitation:setAside' | 'solicitation:conclude';
  readonly body: JsonObject;
}

/**
 * The registrar's agent that takes solicitations of its securities as far as dates and votes let them go: units of the issuer
 * are set aside once the record date is over, what is over is counted, and an amendment counts from its day on. What is due is
 * read from the read model, so a restart recovers by itself, and nothing is done twice; any participant may do the same.
 */
export class SolicitationAgent {
  readonly #parts: SolicitationAgentParts;
  readonly #loop: AgentLoop;
  readonly #resting = new RestingInstructions(REST);
  readonly #done = new Set<string>();
  /** Accounts of the issuer, by solicitation and day: they are looked for once a day, among all of a register. */
  #ofIssuer = new Map<string, readonly AccountRow[]>();

  constructor(parts: SolicitationAgentParts) {
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
    const { readModel, ledger } = this.#parts;
    const running = runningSolicitations(readModel.database, ledger.channel, ledger.mspId);
    this.#ofIssuer = new Map(running.filter(isVoted).map((each) => [dayOf(each), this.#accountsOfIssuer(each)]));
    if (running.length === 0) this.#done.clear();
    const act = running.flatMap((each) => this.#due(each)).find(({ name }) => !this.#resting.has(name));
    if (act === undefined) return false;
    await this.#do(act);
    return true;
  }

  #due(of: RunningSolicitation): readonly DueAct[] {
    const { isin, number } = of;
    const named = { isin, number };
    const settingAside = (this.#ofIssuer.get(dayOf(of)) ?? []).flatMap((account): readonly DueAct[] => {
      const name = [dayOf(of), account.holderId, ...(account.designation ?? [])].join('/');
      const body = stated({ ...named, ...account });
      return this.#done.has(name) ? [] : [{ name, function: 'solicitation:setAside', body }];
    });
    // units of the issuer would count against the amendment
    if (settingAside.length > 0 || !isToConclude(of)) return settingAside;
    // another vote may decide it, and another day
    const name = [isin, number, of.state, of.today, of.votes].join('/');
    return this.#done.has(name) ? [] : [{ name, function: 'solicitation:conclude', body: named }];
  }

  /** Accounts of the issuer itself of which nothing was on record when they were looked for. */
  #accountsOfIssuer(of: RunningSolicitation): readonly AccountRow[] {
    const known = this.#ofIssuer.get(dayOf(of));
    if (known !== undefined) return known;
    const { readModel, ledger } = this.#parts;
    const facts = new ChannelQueries(readModel.database, ledger.channel).security(of.isin)?.facts;
    if (facts === undefined) return [];
    const { issuer } = security(facts, '');
    return unsaidAccountsOfEntities(readModel.database, ledger.channel, of).flatMap(({ owner, ...account }) =>
      isTreasury(issuer, owner as Parameters<typeof isTreasury>[1]) ? [account] : [],
    );
  }

  /** Does what its own peer says can be done: an attempt in vain costs no block. */
  async #do({ name, function: called, body }: DueAct): Promise<void> {
    const { readModel, ledger, logger } = this.#parts;
    const { channel } = ledger;
    const commandId = derivedCommandId('solicitation', called, name, readModel.block(channel));
    const command: Command = { name: called, operator: AGENT_OPERATOR, commandId, body };
    try {
      await ledger.rehearse(command);
      const { block } = await ledger.submit(command);
      await readModel.waitForBlock(channel, block, PAUSE_MS);
      this.#done.add(name);
    } catch (error) {
      logger.warn({ err: error, act: called, about: name }, 'a solicitation waits');
      this.#resting.add([name]);
      // somebody has voted with them, or has set them aside: that is not done again
      if (called === 'solicitation:setAside' && error instanceof LedgerRefusal) this.#done.add(name);
    }
  }
}

const isVoted = ({ state, today, recordDate }: RunningSolicitation): boolean => state === 'open' && today > recordDate;
const dayOf = ({ isin, number, today }: RunningSolicitation): string => [isin, number, today].join('/');

/** Whether a solicitation is over, or may be by its votes, or its amendment has come to its day. */
const isToConclude = ({ state, today, deadline, effectiveFrom, closesEarly, votes }: RunningSolicitation): boolean =>
  state === 'agreed' ? today >= effectiveFrom : today > deadline || (closesEarly && votes > 0);
