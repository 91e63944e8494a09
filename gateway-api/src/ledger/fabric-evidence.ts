import { setTimeout as pause } from 'node:timers/promises';
import type { Contract, Network } from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayProtos, peer } from '@hyperledger/fabric-protos';
import { isEndorsementMismatch, refusalIn } from './chaincode-error.js';
import { parseResult } from './fabric-attempt.js';
import type { ConfigurationHistory, EndorsedAnswer, Evidence } from './ledger.js';
import { LedgerFault, LedgerUnavailable } from './ledger-error.js';

/** How often peers are asked that do not agree, one of them being a block ahead, and for how long they are left alone. */
const ATTEMPTS_MAX = 5;
const PAUSE_MS = 150;
/** What the query system chaincode takes for the newest block. */
const NEWEST = `${2n ** 64n - 1n}`;

/** A config block, and the one before it; undefined for block 0. Blocks do not change, so they are read once. */
interface ConfigBlock {
  readonly block: common.Block;
  readonly before: number | undefined;
}

/** Config blocks by their numbers. */
export type ConfigBlocks = Map<number, ConfigBlock>;

/** Evidence by an organisation's own peer: its gateway service gathers signatures, its query chaincode has the blocks. */
export class FabricEvidence implements Evidence {
  readonly #network: Network;
  readonly #contract: Contract;
  readonly #known: ConfigBlocks;

  constructor(network: Network, contract: Contract, known: ConfigBlocks) {
    this.#network = network;
    this.#contract = contract;
    this.#known = known;
  }

  /** Endorse without Submit: what Evaluate answers bears no signature. */
  async endorsed(name: string, ...args: readonly string[]): Promise<EndorsedAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const transaction = await this.#contract.newProposal(name, { arguments: [...args] }).endorse();
        const envelope = gatewayProtos.PreparedTransaction.deserializeBinary(transaction.getBytes()).getEnvelope();
        if (envelope === undefined) throw new LedgerFault('the peer has put no transaction together');
        return { answer: parseResult(transaction.getResult()), envelope: envelope.serializeBinary() };
      } catch (error) {
        if (error instanceof LedgerFault) throw error;
        const isPassing = isEndorsementMismatch(error);
        if (isPassing && attempt < ATTEMPTS_MAX) await pause(attempt * PAUSE_MS);
        else {
          const reason = isPassing ? 'conflict' : 'unreachable';
          throw refusalIn(error) ?? new LedgerUnavailable(reason, attempt, { cause: error });
        }
      }
    }
  }

  async transaction(id: string): Promise<Uint8Array> {
    const processed = peer.ProcessedTransaction.deserializeBinary(await this.#query('GetTransactionByID', id));
    const envelope = processed.getTransactionenvelope();
    if (envelope === undefined) throw new LedgerFault(`the peer has no transaction ${id}`);
    return envelope.serializeBinary();
  }

  async configuration(): Promise<ConfigurationHistory> {
    const newest = await this.#block(NEWEST);
    const blocks: Uint8Array[] = [];
    for (let number: number | undefined = lastConfig(newest); number !== undefined;) {
      const { block, before }: ConfigBlock = await this.#configBlock(number);
      blocks.push(signedPart(block).serializeBinary());
      number = before;
    }
    const head = signedPart(newest);
    head.clearData();
    return { blocks: blocks.reverse(), head: head.serializeBinary() };
  }

  async #configBlock(number: number): Promise<ConfigBlock> {
    const known = this.#known.get(number);
    if (known !== undefined) return known;
    const block = await this.#block(`${number}`);
    const before = number === 0 ? undefined : lastConfig(await this.#block(`${number - 1}`));
    const found = { block, before };
    this.#known.set(number, found);
    return found;
  }

  async #block(number: string): Promise<common.Block> {
    return common.Block.deserializeBinary(await this.#query('GetBlockByNumber', number));
  }

  async #query(name: string, argument: string): Promise<Uint8Array> {
    try {
      return await this.#network.getContract('qscc').evaluateTransaction(name, this.#network.getName(), argument);
    } catch (cause) {
      throw new LedgerUnavailable('unreachable', 1, { cause });
    }
  }
}

/** Number of the block with the configuration as of a block, as its orderers signed it; a config block names itself. */
function lastConfig(block: common.Block): number {
  const signatures = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.SIGNATURES];
  const metadata = common.Metadata.deserializeBinary(signatures ?? new Uint8Array());
  return common.OrdererBlockMetadata.deserializeBinary(metadata.getValue_asU8()).getLastConfig()?.getIndex() ?? 0;
}

/** A block with the signatures of its orderers, and without what peers have added for themselves. */
function signedPart(block: common.Block): common.Block {
  const [signatures = new Uint8Array()] = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([signatures]);
  const part = new common.Block();
  part.setHeader(block.getHeader());
  part.setData(block.getData());
  part.setMetadata(metadata);
  return part;
}
