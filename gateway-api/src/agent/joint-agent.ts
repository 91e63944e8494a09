import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS } from '@scrip/model';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Command, Ledger } from '../ledger/ledger.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import { openJoints, type OpenJoint } from '../read-model/joint-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { AgentLoop } from './agent-loop.js';
import { RestingInstructions } from './resting-instructions.js';

/** Who gives the agent's commands: not a person. */
const AGENT_OPERATOR = 'settlement-agent';

/** How the agent paces itself. */
export interface JointAgentBounds {
  readonly itemsMax: number;
  /** Open instructions that are looked at for the next batch. */
  readonly lookedAtMax: number;
  readonly settleWaitMs: number;
  readonly pauseMsFirst: number;
  readonly pauseMsMax: number;
}

/** The ledger's bound of a batch; an instruction that cannot go on rests for up to a minute, or until it changes. */
export const DEFAULT_JOINT_BOUNDS: JointAgentBounds = {
  itemsMax: LIMITS.jointPerBatchMax,
  lookedAtMax: 1_000,
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
 * Takes the joint instructions further of which the organisation is the lead registrar: reserves, settles, and closes
 * those whose last day has passed. What can go on is read from the read model; whether it does is the ledger's to say.
 */
export class JointAgent {
  readonly #parts: JointAgentParts;
  readonly #bounds: JointAgentBounds;
  readonly #resting: RestingInstructions;
  readonly #loop: AgentLoop;

  constructor(parts: JointAgentParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_JOINT_BOUNDS;
    this.#resting = new RestingInstructions(this.#bounds);
    const { readModel, ledger } = parts;
    this.#loop = new AgentLoop(readModel, ledger.channel, this.#bounds.pauseMsFirst, () => this.#next());
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #next(): Promise<boolean> {
    const batch = this.#nextBatch();
    if (batch.length === 0) return false;
    await this.#settle(batch);
    return true;
  }

  #nextBatch(): readonly OpenJoint[] {
    const { ledger, readModel } = this.#parts;
    return openJoints(readModel.database, ledger.channel, ledger.mspId, this.#bounds.lookedAtMax)
      .filter((each) => canGoOn(each) && !this.#resting.has(stateOf(each)))
      .slice(0, this.#bounds.itemsMax);
  }

  #forgetChanged(batch: readonly OpenJoint[]): void {
    const { ledger, readModel } = this.#parts;
    const { lookedAtMax } = this.#bounds;
    const open = new Set(openJoints(readModel.database, ledger.channel, ledger.mspId, lookedAtMax).map(stateOf));
    this.#resting.remove(batch.map(stateOf).filter((state) => !open.has(state)));
  }

  /** A batch that is refused as a whole is split, so that no instruction suffers for another. */
  async #settle(batch: readonly OpenJoint[]): Promise<void> {
    const { readModel, ledger, logger } = this.#parts;
    this.#resting.add(batch.map(stateOf));
    try {
      const receipt = await ledger.submit(settleCommand(batch));
      await readModel.waitForBlock(ledger.channel, receipt.block, this.#bounds.settleWaitMs);
      this.#forgetChanged(batch);
      return;
    } catch (error) {
      const instructionIds = batch.map(({ instructionId }) => instructionId);
      if (error instanceof LedgerUnavailable) {
        this.#resting.remove(batch.map(stateOf));
        logger.warn({ err: error, instructionIds }, 'joint instructions wait for the ledger');
        await delay(this.#bounds.pauseMsFirst, undefined, { signal: this.#loop.signal }).catch(() => undefined);
        return;
      }
      if (batch.length === 1) {
        logger.error({ err: error, instructionIds }, 'a joint instruction cannot go on now');
        return;
      }
    }
    const half = Math.ceil(batch.length / 2);
    await this.#settle(batch.slice(0, half));
    await this.#settle(batch.slice(half));
  }
}

const Facts = z.object({
  status: z.string(),
  mode: z.string(),
  settlementDate: z.string(),
  lastDay: z.string(),
  reserveOn: z.string().optional(),
  legs: z.array(z.object({ kind: z.string() })),
  payments: z.array(z.object({ leg: z.int(), state: z.string() })),
});

/** Whether an attempt may change something, as far as the read model knows. */
function canGoOn({ facts, businessDate, phase }: OpenJoint): boolean {
  const { status, mode, settlementDate, lastDay, reserveOn, legs, payments } = Facts.parse(facts);
  const isStanding = (leg: number): boolean => payments.filter((each) => each.leg === leg).at(-1)?.state === 'received';
  if (lastDay < businessDate && !legs.some((_, leg) => isStanding(leg))) return true;
  if (status === 'affirmed') return reserveOn === undefined || reserveOn <= businessDate;
  if (status !== 'reserved' || mode === 'onOrder') return false;
  if (phase !== 'open' && phase !== 'instructionCutOff') return false;
  const isPaid = legs.every(({ kind }, leg) => kind !== 'payment' || isStanding(leg));
  return isPaid && (mode === 'onAffirmation' || settlementDate <= businessDate);
}

/** An instruction in one of its states: when it changes, it does not rest any longer. */
const stateOf = ({ instructionId, block, businessDate }: OpenJoint): string =>
  [instructionId, block, businessDate].join('@');

/** A later attempt is another command: the states that it was chosen from, and how often it was tried, are its id. */
function settleCommand(batch: readonly OpenJoint[]): Command {
  const digest = createHash('sha256')
    .update([Date.now().toString(), ...batch.map(stateOf)].join('\n'), 'utf8')
    .digest('hex');
  return {
    name: 'instruction:settle',
    commandId: `joint-${digest.slice(0, 40)}`,
    operator: AGENT_OPERATOR,
    body: { instructionIds: batch.map(({ instructionId }) => instructionId) },
  };
}
