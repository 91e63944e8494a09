import { peer } from '@hyperledger/fabric-protos';
import { AURORA, BOREALIS } from '../support/consortium.js';
import { required } from '../support/transaction.js';
import { BlockComparison } from './block-comparison.js';
import { type Answer, type ComparableAnswer, comparableAnswer, readable } from './comparison.js';
import { differ, Differences, type Observation } from './differences.js';
import { partsOf, type SignedProposal } from './envelope.js';
import { endorsed, evaluated } from './gateways.js';
import { hazardOf } from './hazard.js';
import { inParallel } from './parallel.js';
import type { Recording } from './recording.js';
import type { DifferentialScene } from './scene.js';
import { RunStatistics } from './statistics.js';
import { type PlannedTransaction, roundOf } from './stream.js';
import { Submissions } from './submissions.js';
import { tampered, withCollections } from './tampering.js';

/**
 * An orderer refuses what is among the last thousand transactions that it has ordered (SmartBFT's request pool), so
 * that a transaction goes out again only after so many others.
 */
const FORGOTTEN_AFTER = 1100;
/** In each round so many transactions also go through the gateways of both networks. */
const THROUGH_GATEWAYS = 3;
/** Rounds between two config updates of the main channel, the first of which comes after two rounds. */
const ROUNDS_BETWEEN_UPDATES = 12;
const FIRST_UPDATE = 2;
/** Real peers of a test network look every ten seconds for private data that they miss. */
const RECONCILED_MS = 30_000;
/** A run that goes wrong does so often; the first differences tell enough. */
const ENOUGH_DIFFERENCES = 20;

/** One seed's stream of transactions through the real network, with devnet's shadow beside it. */
export class DifferentialRun {
  readonly statistics = new RunStatistics();
  readonly differences: Differences;
  readonly #blocks: BlockComparison;
  readonly #submissions = new Submissions();

  constructor(
    private readonly scene: DifferentialScene,
    private readonly seed: number,
    /** Takes a line for who watches the run. */
    private readonly tell: (line: string) => void,
    private readonly recording?: Recording,
  ) {
    this.differences = new Differences(tell);
    this.#blocks = new BlockComparison(scene, this.differences, this.statistics, recording);
  }

  /** Runs rounds until so many transactions are ordered, or too much has gone wrong. */
  async stream(transactions: number, roundSize: number): Promise<void> {
    for (const { name } of this.scene.channels) {
      await this.#blocks.compare(name);
    }
    const started = Date.now();
    const deployed = this.statistics.codes.total;
    let round = 0;
    for (; !this.#isOver(deployed + transactions); round += 1) {
      if (round % ROUNDS_BETWEEN_UPDATES === FIRST_UPDATE) {
        await this.#reconfigure();
      }
      await this.#round(round, roundSize);
      const seconds = ((Date.now() - started) / 1000).toFixed(0);
      const ordered = this.statistics.codes.total - deployed;
      this.tell(
        `seed ${this.seed}: ${ordered} transactions in ${seconds} s, ${this.differences.found.length} differences`,
      );
    }
    for (; this.#submissions.isPending(this.statistics.codes.total); round += 1) {
      await this.#submitDue(round);
    }
  }

  /** Has a proposal answered by some peers on both sides and compares the answers. @returns the real ones */
  async ask(proposal: SignedProposal, endorsers: readonly string[], context: unknown): Promise<readonly Answer[]> {
    const answers = await this.observe(context, () =>
      Promise.all(endorsers.map((mspId) => this.#answers(proposal, mspId))),
    );
    for (const { mspId, fabric } of answers) {
      this.recording?.answer(mspId, proposal.bytes, fabric);
      this.statistics.answers.add('refused' in fabric ? 'refused' : String(fabric.status));
    }
    return answers.map(({ real }) => real);
  }

  async #answers(
    proposal: SignedProposal,
    mspId: string,
  ): Promise<Observation & { readonly mspId: string; readonly real: Answer; readonly fabric: ComparableAnswer }> {
    const [real, shadow] = await Promise.all([
      this.scene.peer(mspId).endorse(proposal.bytes),
      this.scene.shadow.endorse(mspId, proposal.bytes),
    ]);
    const [fabric, devnet] = [comparableAnswer(real), comparableAnswer(shadow)];
    const explain = (side: unknown): unknown => readable(side as ComparableAnswer);
    return { what: `answer of ${mspId}`, fabric, devnet, explain, mspId, real };
  }

  /**
   * Looks at both networks until they agree, or have not agreed for a while at one state. Two things come late on a
   * loaded machine and are no difference: a block that nobody waits for, since an orderer can refuse an envelope and order
   * it all the same; and private data, which peers may get after its block.
   */
  async observe<T extends Observation>(context: unknown, look: () => Promise<readonly T[]>): Promise<readonly T[]> {
    const began = Date.now();
    for (let attempt = 0; ; attempt += 1) {
      const position = this.scene.position;
      const observations = await look();
      const agree = !observations.some(differ);
      if (!agree) {
        await this.#blocks.catchUp();
      }
      const isOver = agree || Date.now() - began > RECONCILED_MS;
      if (isOver && position === this.scene.position) {
        for (const observation of observations) {
          this.differences.note(observation, context);
        }
        this.statistics.askedAgain += attempt;
        return observations;
      }
    }
  }

  /** Puts a valid transaction with this event at the end of a channel. */
  async mark(channel: string, chaincode: string, event: string): Promise<void> {
    const { members } = this.scene.channel(channel);
    const client = { mspId: AURORA, label: 'user1' };
    const steps = [{ op: 'event', name: event, payload: '' }];
    const request = { channel, chaincode, client, name: 'run', args: [JSON.stringify(steps)] };
    const proposal = this.scene.clients.propose(request);
    const { payload, endorsements } = required(agreement(await this.ask(proposal, members, event)), 'endorsement');
    const context = { client: proposal.client, stranger: proposal.client, otherChannel: channel };
    const envelope = tampered('none', partsOf(proposal, payload, endorsements), context);
    this.#submissions.add({ due: 0, after: 0, channel, envelope, hazard: hazardOf(payload), isSpoilt: false });
    await this.#submitDue(0);
  }

  /** A config update of the main channel: new limits, another policy, a revoked certificate. */
  async #reconfigure(): Promise<void> {
    const [{ name } = { name: '' }] = this.scene.channels;
    this.statistics.updates.add(await this.scene.reconfiguration.next());
    await this.#blocks.afterTransactions(name, 1);
  }

  #isOver(transactions: number): boolean {
    return this.statistics.codes.total >= transactions || this.differences.found.length >= ENOUGH_DIFFERENCES;
  }

  /** Endorses a round's transactions at one state, then submits what is due and compares what the peers made of it. */
  async #round(number: number, size: number): Promise<void> {
    const planned = roundOf(this.scene.channels, this.seed, number, size);
    await inParallel([...planned.entries()], async ([index, transaction]) => {
      const proposal = this.#propose(transaction);
      const answers = await this.ask(proposal, transaction.endorsers, transaction);
      if (index < THROUGH_GATEWAYS) {
        await this.#compareGateways(transaction, proposal);
      }
      this.#plan(transaction, proposal, answers, number);
    });
    await this.#submitDue(number);
  }

  #propose({ channel, chaincode, client, steps, transient }: PlannedTransaction): SignedProposal {
    for (const { op } of steps) {
      this.statistics.operations.add(op);
    }
    const args = [JSON.stringify(steps)];
    return this.scene.clients.propose({ channel, chaincode, client, name: 'run', args, transient });
  }

  /** What the gateways of the client's organisation make of a proposal: evaluated, endorsed by plan, by named peers. */
  async #compareGateways(planned: PlannedTransaction, proposal: SignedProposal): Promise<void> {
    const { channel, client, endorsers } = planned;
    const { members } = this.scene.channel(channel);
    const mspId = members.includes(client.mspId) ? client.mspId : AURORA;
    const real = this.scene.peer(mspId).session(channel).gateway;
    const shadow = this.scene.shadowSession(mspId).gateway;
    // One after the other: a peer refuses a transaction that it is working on.
    await this.observe(planned, async () => [
      { what: 'evaluated', fabric: await evaluated(real, proposal), devnet: await evaluated(shadow, proposal) },
      {
        what: 'endorsed as named',
        fabric: await endorsed(real, proposal, endorsers),
        devnet: await endorsed(shadow, proposal, endorsers),
      },
      { what: 'endorsed by plan', fabric: await endorsed(real, proposal), devnet: await endorsed(shadow, proposal) },
    ]);
  }

  #plan(planned: PlannedTransaction, proposal: SignedProposal, answers: readonly Answer[], round: number): void {
    const { delay, again } = planned.fate;
    const agreed = agreement(answers);
    if (delay === undefined || agreed === undefined) {
      return;
    }
    const hazard = hazardOf(agreed.payload);
    const tampering = hazard.hasCollections ? withCollections(planned.fate.tampering) : planned.fate.tampering;
    const otherChannel = required(
      this.scene.channels.find(({ name }) => name !== planned.channel),
      'other channel',
    ).name;
    const { user: stranger } = this.scene.clients.session(planned.client.mspId === AURORA ? BOREALIS : AURORA, 'user1');
    const parts = partsOf(proposal, agreed.payload, agreed.endorsements);
    const envelope = tampered(tampering, parts, { client: proposal.client, stranger, otherChannel });
    const channel = tampering === 'sent to another channel' ? otherChannel : planned.channel;
    const isSpoilt = tampering !== 'none';
    const submission = { due: round + delay, after: 0, channel, envelope, hazard, isSpoilt };
    this.statistics.tamperings.add(tampering);
    this.#submissions.add(submission);
    if (again) {
      this.#submissions.add({ ...submission, after: this.statistics.codes.total + FORGOTTEN_AFTER, isSpoilt: true });
    }
  }

  async #submitDue(round: number): Promise<void> {
    const accepted = new Map<string, number>();
    await inParallel(this.#submissions.takeDue(round, this.statistics.codes.total), async ({ channel, envelope }) => {
      const refusal = await this.scene.orderer(channel).submit(envelope);
      if (refusal === undefined) {
        accepted.set(channel, (accepted.get(channel) ?? 0) + 1);
      } else {
        this.statistics.refusals.add(refusal);
      }
    });
    for (const [channel, count] of accepted) {
      await this.#blocks.afterTransactions(channel, count);
    }
  }
}

/** The first endorsed payload, with the endorsements of all that gave the same. */
function agreement(
  answers: readonly Answer[],
): { readonly payload: Buffer; readonly endorsements: readonly peer.Endorsement[] } | undefined {
  const responses = answers.flatMap((answer) =>
    'refused' in answer ? [] : [peer.ProposalResponse.deserializeBinary(answer.response)],
  );
  const successful = responses.filter((response) => response.getEndorsement() !== undefined);
  const [first] = successful;
  if (first === undefined) {
    return undefined;
  }
  const payload = Buffer.from(first.getPayload_asU8());
  const same = successful.filter((response) => payload.equals(response.getPayload_asU8()));
  return { payload, endorsements: same.flatMap((response) => response.getEndorsement() ?? []) };
}
