import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Command, Ledger } from '../ledger/ledger.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import { changesSince } from '../read-model/changes.js';
import { canGoOn } from '../read-model/joint-progress.js';
import { jointsToGoOn, openJoint, type JointPlace, type OpenJoint } from '../read-model/joint-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { NettingAgent } from './netting-agent.js';
import { outlookOf } from './outlook.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'settlement-agent';

/** How the agent paces itself. */
export interface JointAgentBounds {
  readonly itemsMax: number;
  /** Instructions that are looked at together for the next batch, and as many that may settle on their net with those. */
  readonly lookedAtMax: number;
  readonly settleWaitMs: number;
  readonly pauseMsFirst: number;
  readonly pauseMsMax: number;
}

/** The ledger's bound of a batch; an instruction that cannot go on rests for up to a minute, or until something changes. */
export const DEFAULT_JOINT_BOUNDS: JointAgentBounds = {
  itemsMax: LIMITS.jointPerBatchMax,
  lookedAtMax: 200,
  settleWaitMs: 10_000,
  pauseMsFirst: 1_000,
  pauseMsMax: 60_000,
};

/** What the agent works with. */
export interface JointAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  readonly bounds?: JointAgentBounds;
}

/**
 * Takes the joint instructions further of which the organisation is the lead registrar: reserves, settles, on the net of
 * several where that is agreed, and closes those whose last day has passed. What can go on is read from the read model
 * and asked of the organisation's own peer; whether it does is the ledger's to say. So what waits costs no block.
 */
export class JointAgent {
  readonly #parts: JointAgentParts;
  readonly #bounds: JointAgentBounds;
  readonly #resting: RestingInstructions;
  readonly #netting: NettingAgent;
  readonly #loop: AgentLoop;
  #seenBlock: number;
  /** How far the round through all instructions has come. */
  #after: JointPlace | undefined;

  constructor(parts: JointAgentParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_JOINT_BOUNDS;
    this.#resting = new RestingInstructions(this.#bounds);
    const { readModel, ledger } = parts;
    this.#netting = new NettingAgent({ ...parts, operator: AGENT_OPERATOR, bounds: this.#bounds });
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
    const { readModel, ledger, logger } = this.#parts;
    const changes = changesSince(readModel.database, ledger.channel, this.#seenBlock);
    this.#seenBlock = changes.block;
    this.#resting.wake(changes);
    const { itemsMax, lookedAtMax, pauseMsFirst } = this.#bounds;
    const from = { limit: lookedAtMax, ...(this.#after === undefined ? {} : { after: this.#after }) };
    const open = jointsToGoOn(readModel.database, ledger.channel, ledger.mspId, from);
    const ready = open.filter((each) => canGoOn(each) && !this.#resting.has(stateOf(each)));
    const batch = ready.slice(0, itemsMax);
    try {
      const isAll = this.#after === undefined && open.length < lookedAtMax;
      if (await this.#netting.next(open, changes, isAll)) return true;
      if (batch.length > 0) await this.#goOn(batch);
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error;
      logger.warn({ err: error }, 'joint instructions wait for the ledger');
      await delay(pauseMsFirst, undefined, { signal: this.#loop.signal }).catch(() => undefined);
      return true;
    }
    this.#after = this.#nextPlace(open, batch);
    return batch.length > 0 || this.#after !== undefined;
  }

  /**
   * Where the round goes on, so that no number of instructions that cannot go on keeps another one back: after a full
   * batch, or half of what was looked at, because sets are found among what is looked at together. At the end it begins
   * anew.
   */
  #nextPlace(open: readonly OpenJoint[], batch: readonly OpenJoint[]): JointPlace | undefined {
    const { itemsMax, lookedAtMax } = this.#bounds;
    if (batch.length === itemsMax) return batch.at(-1);
    return open.length === lookedAtMax ? open[Math.floor(lookedAtMax / 2)] : undefined;
  }

  /** Settles those of a batch with which something would happen; the others rest. */
  async #goOn(batch: readonly OpenJoint[]): Promise<void> {
    const outlook = await this.#outlook(batch);
    const moving = batch.filter(({ instructionId }) => outlook.has(instructionId));
    this.#rest(batch.filter((each) => !moving.includes(each)));
    if (moving.length > 0) await this.#settle(moving);
  }

  /** With which instructions something would happen; where the peer refuses them together, each is tried alone. */
  async #outlook(batch: readonly OpenJoint[]): Promise<ReadonlySet<string>> {
    const { ledger } = this.#parts;
    try {
      const outcomes = await outlookOf(ledger, settleCommand(batch));
      return new Set(outcomes.filter(({ progressed }) => progressed).map(({ instructionId }) => instructionId));
    } catch (error) {
      if (error instanceof LedgerUnavailable) throw error;
      return new Set(batch.map(({ instructionId }) => instructionId));
    }
  }

  #rest(batch: readonly OpenJoint[]): void {
    const concerns = new Map(batch.map((each) => [stateOf(each), each.concerns]));
    this.#resting.add([...concerns.keys()], (state) => concerns.get(state) ?? []);
  }

  #forgetChanged(batch: readonly OpenJoint[]): void {
    const { ledger, readModel } = this.#parts;
    const isAsBefore = (each: OpenJoint): boolean => {
      const now = openJoint(readModel.database, ledger.channel, ledger.mspId, each.instructionId);
      return now !== undefined && stateOf(now) === stateOf(each);
    };
    this.#resting.remove(batch.filter((each) => !isAsBefore(each)).map(stateOf));
  }

  /** A batch that is refused as a whole is split, so that no instruction suffers for another. */
  async #settle(batch: readonly OpenJoint[]): Promise<void> {
    const { readModel, ledger, logger } = this.#parts;
    this.#rest(batch);
    try {
      const receipt = await ledger.submit(settleCommand(batch));
      await readModel.waitForBlock(ledger.channel, receipt.block, this.#bounds.settleWaitMs);
      this.#forgetChanged(batch);
      return;
    } catch (error) {
      if (error instanceof LedgerUnavailable) {
        this.#resting.remove(batch.map(stateOf));
        throw error;
      }
      if (batch.length === 1) {
        const instructionIds = batch.map(({ instructionId }) => instructionId);
        logger.error({ err: error, instructionIds }, 'a joint instruction cannot go on now');
        return;
      }
    }
    const half = Math.ceil(batch.length / 2);
    await this.#settle(batch.slice(0, half));
    await this.#settle(batch.slice(half));
  }
}

/** An instruction in one of its states: when it changes, it does not rest any longer. */
const stateOf = ({ instructionId, block, businessDate }: OpenJoint): string =>
  [instructionId, block, businessDate].join('@');

/** A later attempt is another command: the states that it was chosen from, and how often it was tried, are its id. */
function settleCommand(batch: readonly OpenJoint[]): Command {
  return {
    name: 'instruction:settle',
    commandId: derivedCommandId('joint', Date.now(), ...batch.map(stateOf)),
    operator: AGENT_OPERATOR,
    body: { instructionIds: batch.map(({ instructionId }) => instructionId) },
  };
}
