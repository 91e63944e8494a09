import type { Commit, Contract, Gateway, Network, ProposalOptions } from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayProtos } from '@hyperledger/fabric-protos';
import { canonicalJson } from '@scrip/model';
import { BlockReader } from './block-reader.js';
import { refusalIn } from './chaincode-error.js';
import { attemptSubmission, parseResult } from './fabric-attempt.js';
import { FabricEvidence, type ConfigBlocks } from './fabric-evidence.js';
import { FabricOverrides } from './fabric-overrides.js';
import { changedNothing, readOutcomes } from './batch-outcomes.js';
import type { BatchReceipt, Command, Evidence, Json, Ledger, LedgerBlock, NetworkMember, Receipt } from './ledger.js';
import { LedgerFault, LedgerUnavailable } from './ledger-error.js';
import type { Overrides } from './overrides.js';
import { sentForm } from './sent-form.js';
import type { ServiceDiscovery } from './service-discovery.js';
import { serializedIdentity } from './serialized-identity.js';
import { DEFAULT_RETRY_BOUNDS, submitUntilFinal, type Finished, type RetryListener } from './submission.js';

/** A peer's services as one identity uses them. */
export interface LedgerSession {
  readonly gateway: Gateway;
  readonly discovery: ServiceDiscovery;
}

/** What a ledger of one channel is made of. */
export interface FabricLedgerOptions {
  readonly session: LedgerSession;
  readonly mspId: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly onRetry?: RetryListener;
}

/** One channel through an organisation's own peer, with retries inside (DESIGN section 6, "Conflicts"). */
export class FabricLedger implements Ledger {
  readonly channel: string;
  readonly mspId: string;
  readonly #chaincode: string;
  #gateway: Gateway;
  #discovery: ServiceDiscovery;
  #network: Network;
  #contract: Contract;
  readonly #reader: BlockReader;
  readonly #onRetry: RetryListener;
  readonly #configBlocks: ConfigBlocks = new Map();

  constructor(options: FabricLedgerOptions) {
    this.channel = options.channel;
    this.mspId = options.mspId;
    this.#chaincode = options.chaincode;
    this.#reader = new BlockReader(options.chaincode);
    const { gateway, discovery } = options.session;
    this.#gateway = gateway;
    this.#discovery = discovery;
    this.#network = gateway.getNetwork(options.channel);
    this.#contract = this.#network.getContract(options.chaincode);
    this.#onRetry = options.onRetry ?? (() => undefined);
  }

  /** Continues with another session, which signs with another identity; what has begun ends with the one before. */
  use({ gateway, discovery }: LedgerSession): void {
    this.#gateway = gateway;
    this.#discovery = discovery;
    this.#network = gateway.getNetwork(this.channel);
    this.#contract = this.#network.getContract(this.#chaincode);
  }

  submit(command: Command, endorsers?: readonly string[]): Promise<Receipt> {
    const named = endorsers === undefined ? {} : { endorsingOrganizations: [...endorsers] };
    return this.#submitOne(command, named);
  }

  submitPrivately(command: Command, transient: Readonly<Record<string, string>>): Promise<Receipt> {
    return this.#submitOne(command, { transientData: { ...transient }, endorsingOrganizations: [this.mspId] });
  }

  async submitEach(commands: readonly Command[], settling = false): Promise<BatchReceipt> {
    const [first] = commands;
    if (first === undefined) return { outcomes: [] };
    const argument = canonicalJson({ commands: commands.map(sentForm), ...(settling ? { settling } : {}) });
    const finished = await this.#submit(first.name, { arguments: [argument] }, changedNothing);
    if (finished.kind === 'unneeded') return { outcomes: readOutcomes(finished.result) };
    const { result, transactionId, block } = finished.receipt;
    return { outcomes: readOutcomes(result), written: { transactionId, block } };
  }

  get evidence(): Evidence {
    return new FabricEvidence(this.#network, this.#contract, this.#configBlocks);
  }

  get overrides(): Overrides {
    return new FabricOverrides({
      ...{ gateway: this.#gateway, contract: this.#contract, evidence: this.evidence, mspId: this.mspId },
      members: async () => (await this.members()).map(({ mspId }) => mspId),
      findCommit: (transactionId) => this.#findCommit(transactionId),
    });
  }

  async evaluate(name: string, ...args: readonly string[]): Promise<Json> {
    try {
      return parseResult(await this.#contract.evaluate(name, { arguments: [...args] }));
    } catch (error) {
      if (error instanceof LedgerFault) throw error;
      throw refusalIn(error) ?? new LedgerUnavailable('unreachable', 1, { cause: error });
    }
  }

  rehearse({ name, ...sent }: Command): Promise<Json> {
    return this.evaluate(name, canonicalJson(sent));
  }

  /** Asks the query system chaincode, which is present on every channel. */
  async height(): Promise<number> {
    try {
      const info = await this.#network.getContract('qscc').evaluateTransaction('GetChainInfo', this.channel);
      return common.BlockchainInfo.deserializeBinary(info).getHeight();
    } catch (cause) {
      throw new LedgerUnavailable('unreachable', 1, { cause });
    }
  }

  async members(): Promise<readonly NetworkMember[]> {
    try {
      return await this.#discovery.members(this.channel);
    } catch (cause) {
      throw new LedgerUnavailable('unreachable', 1, { cause });
    }
  }

  async *blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    const stream = await this.#network.getBlockEvents({ startBlock: BigInt(from) });
    const close = (): void => stream.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      if (signal.aborted) return;
      for await (const block of stream) yield this.#reader.read(block);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  }

  async #submitOne(command: Command, options: ProposalOptions): Promise<Receipt> {
    const argument = canonicalJson(sentForm(command));
    const finished = await this.#submit(command.name, { ...options, arguments: [argument] });
    if (finished.kind === 'unneeded') throw new LedgerFault('a command was left out that must be on the ledger');
    return finished.receipt;
  }

  #submit(name: string, proposal: ProposalOptions, changesNothing?: (result: Json) => boolean): Promise<Finished> {
    const findCommit = (transactionId: string): Commit => this.#findCommit(transactionId);
    const choices = changesNothing === undefined ? { findCommit } : { findCommit, changesNothing };
    return submitUntilFinal(
      () => attemptSubmission(this.#contract, name, proposal, choices),
      DEFAULT_RETRY_BOUNDS,
      this.#onRetry,
    );
  }

  /** The commit of a transaction that we no longer hold a handle of: the request is built as the library builds it. */
  #findCommit(transactionId: string): Commit {
    const { mspId, credentials } = this.#gateway.getIdentity();
    const request = new gatewayProtos.CommitStatusRequest();
    request.setChannelId(this.channel);
    request.setTransactionId(transactionId);
    request.setIdentity(serializedIdentity(mspId, credentials));
    const signed = new gatewayProtos.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    return this.#gateway.newCommit(signed.serializeBinary());
  }
}
