import {
  deliveriesOf,
  LIMITS,
  netDeliveries,
  resolveGridlock,
  type InstructionId,
  type Leg,
  type NettingCandidate,
} from '@scrip/model';
import type { Logger } from 'pino';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Command, Ledger } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import type { Changes } from '../read-model/changes.js';
import { heldUnits, nettableAt, openLegsOf, reservedElsewhere, type OpenJoint } from '../read-model/joint-queries.js';
import { canBeNetted } from '../read-model/joint-progress.js';
import type { ReadModel } from '../read-model/read-model.js';
import { RestingInstructions, type RestBounds } from './resting-instructions.js';

/** What the search for sets works with. */
export interface NettingAgentParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  readonly operator: string;
  readonly bounds: RestBounds & { readonly settleWaitMs: number; readonly lookedAtMax: number };
}

/** A set has settled. */
const SETTLED = Symbol('settled');

const BOUNDS = { instructions: LIMITS.instructionsPerNettingSetMax, legs: LIMITS.legsPerNettingSetMax };

/**
 * Finds sets of instructions that can settle on their net although each for itself lacks units, and has them settled.
 * The sets follow from what every reader of the ledger sees. A set that is refused for one of its instructions is looked
 * for again without that one, asked of the organisation's own peer first: what comes to nothing costs no block.
 */
export class NettingAgent {
  readonly #parts: NettingAgentParts;
  readonly #resting: RestingInstructions;
  /** What kept the sets that rest. */
  readonly #culprits = new Map<string, string | undefined>();

  constructor(parts: NettingAgentParts) {
    this.#parts = parts;
    this.#resting = new RestingInstructions(parts.bounds);
  }

  /**
   * Settles the next set that has one of some open instructions.
   *
   * @param isAll - whether there are no others that are open
   * @returns whether there was one that settled
   */
  async next(open: readonly OpenJoint[], changes: Changes, isAll: boolean): Promise<boolean> {
    this.#resting.wake(changes);
    const members = open.filter(canBeNetted);
    const lacksUnits = ({ facts }: OpenJoint): boolean => facts['status'] === 'affirmed';
    if (!members.some(lacksUnits)) return false;
    return this.#settleAny(isAll ? members : this.#joined(members));
  }

  /**
   * Instructions with those that share a holding with them, directly or through others, wherever they are in the order of the last
   * changes: a set is not missed because much has happened between its members.
   */
  #joined(members: readonly OpenJoint[]): readonly OpenJoint[] {
    const { readModel, ledger, bounds } = this.#parts;
    const known = new Map(members.map((member) => [member.instructionId, member]));
    const most = known.size + bounds.lookedAtMax;
    for (let added = members; added.length > 0 && known.size < most;) {
      const holdings = [...new Set(added.flatMap(({ facts }) => holdingsOf(openLegsOf(facts))))];
      const limit = known.size + bounds.lookedAtMax;
      const found = nettableAt(readModel.database, ledger.channel, ledger.mspId, holdings, limit);
      added = found.filter((each) => !known.has(each.instructionId) && canBeNetted(each)).slice(0, most - known.size);
      for (const each of added) known.set(each.instructionId, each);
    }
    return [...known.values()].sort(byLastChange);
  }

  /** Tries the sets of some instructions; without an instruction that keeps its set, the others may form another one. */
  async #settleAny(members: readonly OpenJoint[]): Promise<boolean> {
    let rest = members;
    for (;;) {
      const tried = await this.#trySets(rest);
      if (tried === SETTLED) return true;
      const without = rest.filter(({ instructionId }) => instructionId !== tried);
      if (without.length === rest.length) return false;
      rest = without;
    }
  }

  /** @returns SETTLED, or the instruction that keeps one of the sets, if one does */
  async #trySets(members: readonly OpenJoint[]): Promise<typeof SETTLED | string | undefined> {
    for (const set of this.#setsOf(members)) {
      const key = set.map(stateOf).join();
      const culprit = this.#resting.has(key) ? this.#culprits.get(key) : await this.#settle(set);
      if (culprit === SETTLED) return culprit;
      if (!this.#resting.has(key)) {
        this.#resting.add([key], () => set.flatMap(({ concerns }) => concerns));
        this.#culprits.set(key, culprit);
      }
      if (culprit !== undefined) return culprit;
    }
    return undefined;
  }

  #setsOf(members: readonly OpenJoint[]): readonly (readonly OpenJoint[])[] {
    const { readModel, ledger } = this.#parts;
    const { database } = readModel;
    const known = new Map(members.map((member) => [member.instructionId, member]));
    const elsewhere = reservedElsewhere(database, ledger.channel, new Set(known.keys()));
    const sets = resolveGridlock(
      members.map(candidateOf),
      (isin, party) => heldUnits(database, ledger.channel, isin, party) - (elsewhere.get(`${isin} ${party}`) ?? 0n),
      BOUNDS,
    );
    return sets.map((set) => set.flatMap((id) => known.get(id) ?? []));
  }

  /** Settles a set. @returns SETTLED, or the instruction that keeps it from settling where one can be named */
  async #settle(set: readonly OpenJoint[]): Promise<typeof SETTLED | string | undefined> {
    const { ledger, readModel, logger, bounds } = this.#parts;
    const command = this.#commandOf(set);
    try {
      await ledger.rehearse(command);
      const receipt = await ledger.submit(command);
      await readModel.waitForBlock(ledger.channel, receipt.block, bounds.settleWaitMs);
      this.#culprits.clear();
      return SETTLED;
    } catch (error) {
      if (!(error instanceof LedgerRefusal)) throw error;
      const { instructionId, isin, holderId } = error.details;
      logger.info({ code: error.code, instructionId, set: command.body['instructionIds'] }, 'a netting set waits');
      return typeof instructionId === 'string' ? instructionId : lastSender(set, isin, holderId);
    }
  }

  #commandOf(set: readonly OpenJoint[]): Command {
    return {
      name: 'instruction:settleNetted',
      commandId: derivedCommandId('netting', Date.now(), ...set.map(stateOf)),
      operator: this.#parts.operator,
      body: { instructionIds: set.map(({ instructionId }) => instructionId) },
    };
  }
}

/** An instruction in one of its states: when it changes, its sets are others. */
const stateOf = ({ instructionId, block, businessDate }: OpenJoint): string =>
  [instructionId, block, businessDate].join('@');

/** The order of the last changes. */
const byLastChange = (left: OpenJoint, right: OpenJoint): number =>
  left.block - right.block || (left.instructionId < right.instructionId ? -1 : 1);

/** The holdings to and from which legs deliver. */
const holdingsOf = (legs: readonly Leg[]): readonly string[] =>
  deliveriesOf(legs).flatMap(({ isin, from, to }) => [`${isin} ${from}`, `${isin} ${to}`]);

/** What is open of an instruction, as the model reads it. */
const candidateOf = ({ instructionId, facts }: OpenJoint): NettingCandidate => ({
  instructionId: instructionId as InstructionId,
  legs: openLegsOf(facts),
});

/** The last instruction of a set by which a holder delivers a security. */
function lastSender(set: readonly OpenJoint[], isin: unknown, holderId: unknown): string | undefined {
  const sends = ({ facts }: OpenJoint): boolean =>
    netDeliveries(openLegsOf(facts)).some((each) => each.isin === isin && each.holderId === holderId);
  return set.findLast(sends)?.instructionId;
}
