import { join } from 'node:path';
import type { common } from '@hyperledger/fabric-protos';
import { flagsOf, numberOf, readBlocks } from '../support/block.js';
import { REPOSITORY } from '../support/command.js';
import { AURORA, CHANNEL, Consortium, MEMBERS } from '../support/consortium.js';
import type { EngineName } from '../support/engine.js';
import { eventually } from '../support/eventually.js';
import { Membership } from '../support/membership.js';
import { TestNetwork } from '../support/network.js';
import { ordererPort } from '../support/orderer-session.js';
import { WireClient } from '../support/wire.js';
import { isLethal } from './lethal.js';
import { ground, type Mutant, spoil } from './mutant.js';
import { type Outcome, outcomeOf, verdictName } from './outcome.js';
import { type Request, validRequests } from './requests.js';
import { contentsOf } from './wire-format.js';

const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
/** What SmartBFT orderers answer when others of them have ordered the transaction already, as happens under load. */
export const LATE = /request already (processed|exists)/;
const ATTEMPTS = 5;
/** A thousand blocks of one transaction take a while. */
const ORDERED_WITHIN_MS = 120_000;
const DEADLINE_MS = 2_000;
const PATIENT_DEADLINE_MS = 15_000;

/** Methods whose requests are ordered. An orderer takes a transaction id once, however else the message changes. */
const ORDERING: ReadonlySet<string> = new Set(['/gateway.Gateway/Submit', '/orderer.AtomicBroadcast/Broadcast']);

const ENVELOPE_PAYLOAD = 1;
/** Of a `gateway.SubmitRequest`. */
const PREPARED_TRANSACTION = 3;
const EMPTY = Buffer.alloc(0);

/** The outcome of a request that is kept away from both engines. */
export const NOT_SENT: Outcome = { code: 'NOT SENT', text: '' };

/** What came of a spoilt request. */
export interface Sent {
  readonly outcome: Outcome;
  /** Equal for requests that were spoilt in the same place. */
  readonly ground: string;
  /** `common.Payload` of what was sent to be ordered, in base64. */
  readonly payload: string;
}

/** One engine with a network of its own, which is sent spoilt requests. */
export class Side {
  private firstBlock = 0n;

  private constructor(
    readonly consortium: Consortium,
    private readonly slots: readonly (readonly Request[])[],
    private readonly clients: Readonly<Record<Request['at'], WireClient>>,
  ) {}

  /** @param slots how many requests are to be under way at the same time */
  static async start(engine: EngineName, slots: number): Promise<Side> {
    const network = await TestNetwork.start(engine);
    const consortium = new Consortium(network);
    await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL], inProcess: engine === 'devnet' });
    // Orderers do not look into a transaction, and not every real peer outlives what they let pass if another
    // transaction follows in the same block. So there is one in each.
    await new Membership(network, CHANNEL).change(['set', '--max-message-count', '1'], MEMBERS);
    const requests = Array.from({ length: slots }, (_, slot) => validRequests(consortium.at(memberOf(slot)), CHANNEL));
    const profile = network.profile(CHANNEL, AURORA);
    const orderer = { ...profile, gateway: `localhost:${ordererPort(network, AURORA)}` };
    const clients = { peer: new WireClient(profile, DEADLINE_MS), orderer: new WireClient(orderer, DEADLINE_MS) };
    return new Side(consortium, await Promise.all(requests), clients);
  }

  /**
   * A slot has a client and transaction ids of its own: two calls with one id at the same time disturb each other.
   *
   * @param careful a request that was made for this call alone, and time for the answer of a node that has much to do
   */
  async send(method: string, mutant: Mutant, slot: number, careful = false): Promise<Sent> {
    for (let attempt = 1; ; attempt += 1) {
      const sent = await this.sendOnce(method, mutant, slot, careful);
      if (attempt === ATTEMPTS || !LATE.test(sent.outcome.text)) return sent;
    }
  }

  /** The verdicts on what was accepted, in the same order; what is not in any block has none. */
  async verdicts(accepted: readonly Sent[]): Promise<readonly (string | undefined)[]> {
    const found = new Map<string, string>();
    const complete = async (): Promise<true | undefined> => {
      for (const [payload, verdict] of await this.newVerdicts()) found.set(payload, verdict);
      return accepted.every(({ payload }) => found.has(payload)) || undefined;
    };
    await eventually(complete, ORDERED_WITHIN_MS).catch(() => undefined);
    return accepted.map(({ payload }) => found.get(payload));
  }

  /** Whether a transaction is valid as if nothing had happened. */
  async isAlive(): Promise<boolean> {
    return (await this.control()).successful;
  }

  async end(): Promise<void> {
    Object.values(this.clients).forEach((client) => client.close());
    this.consortium.close();
    await this.consortium.network.end();
  }

  private async sendOnce(method: string, mutant: Mutant, slot: number, careful: boolean): Promise<Sent> {
    const client = this.consortium.at(memberOf(slot));
    const isNew = careful || ORDERING.has(method);
    const requests = isNew ? await validRequests(client, CHANNEL) : this.slots[slot];
    const request = requests?.find((candidate) => candidate.method === method);
    if (request === undefined) throw new Error(`no valid request of ${method}`);
    const message = spoil(request, mutant);
    const payload = ORDERING.has(method) ? payloadOf(method, message) : EMPTY;
    const met = ground(request, mutant);
    if (isLethal(payload)) return { outcome: NOT_SENT, ground: met, payload: '' };
    const deadlineMs = careful ? PATIENT_DEADLINE_MS : DEADLINE_MS;
    const result = await this.clients[request.at].call(method, request.shape, message, deadlineMs);
    return { outcome: outcomeOf(method, result), ground: met, payload: payload.toString('base64') };
  }

  /** The verdicts in the blocks since the last call. */
  private async newVerdicts(): Promise<readonly (readonly [string, string])[]> {
    const { blockNumber } = await this.control();
    const blocks = await readBlocks(this.consortium.at(AURORA).network, this.firstBlock, blockNumber);
    this.firstBlock = BigInt(Math.max(...blocks.map(numberOf))) + 1n;
    return blocks.flatMap(verdictsIn);
  }

  /** A transaction of one's own; under load orderers can refuse one that the others of them have ordered already. */
  private async control(attempt = 1): Promise<{ readonly successful: boolean; readonly blockNumber: bigint }> {
    try {
      const { status } = await this.consortium.probe(AURORA).submit([{ op: 'put', key: 'alive', value: 'v' }]);
      return status;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      return this.control(attempt + 1);
    }
  }
}

/** Whose client a slot has; all of them ask the same nodes. */
function memberOf(slot: number): string {
  return MEMBERS[slot % MEMBERS.length] ?? AURORA;
}

/** What an orderer gets to read; no library, as it would refuse what Go's takes. */
function payloadOf(method: string, message: Buffer): Buffer {
  const envelope = method.startsWith('/orderer.') ? message : Buffer.concat(contentsOf(message, PREPARED_TRANSACTION));
  return contentsOf(envelope, ENVELOPE_PAYLOAD).at(-1) ?? EMPTY;
}

function verdictsIn(block: common.Block): readonly (readonly [payload: string, verdict: string])[] {
  const verdicts = [...flagsOf(block)].map(verdictName);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.map((envelope, index) => {
    const payload = contentsOf(Buffer.from(envelope), ENVELOPE_PAYLOAD).at(-1) ?? EMPTY;
    return [payload.toString('base64'), verdicts[index] ?? ''] as const;
  });
}
