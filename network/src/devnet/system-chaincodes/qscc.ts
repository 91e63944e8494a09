import { common, peer as pb } from '@hyperledger/fabric-protos';

import type { PeerLedger } from '../ledger/peer-ledger.js';
import { blockHeaderHash } from '../../proto/block-header.js';
import { accessRefusal, success, type SystemChaincode } from './system-call.js';

/** One function; its argument is the third of the invocation. @throws Error with Fabric's text */
type LedgerQuery = (ledger: PeerLedger, argument: Buffer) => Promise<Uint8Array>;

const QUERIES: ReadonlyMap<string, LedgerQuery> = new Map([
  ['GetChainInfo', chainInfo],
  ['GetBlockByNumber', blockByNumber],
  ['GetBlockByHash', blockByHash],
  ['GetTransactionByID', transactionById],
  ['GetBlockByTxID', blockByTxId],
]);

/** Greatest block number, which means the newest block (Fabric: common/ledger/blkstorage). */
const NEWEST_BLOCK = 2n ** 64n - 1n;

/** The ledger queries (Fabric: core/scc/qscc/query.go). */
export const qscc: SystemChaincode = async (call) => {
  const { args, organization, proposal } = call;
  const [name, channel, argument] = args;
  if (name === undefined || channel === undefined) throw new Error(`Incorrect number of arguments, ${args.length}`);
  const [functionName, channelId] = [name.toString(), channel.toString()];
  if (proposal.invokedChaincode !== 'qscc') {
    throw new Error(
      'Rejecting invoke of QSCC from another chaincode because of potential for deadlocks, original invocation for ' +
        `'${proposal.invokedChaincode}'`,
    );
  }
  if (functionName !== 'GetChainInfo' && argument === undefined) {
    throw new Error(`missing 3rd argument for ${functionName}`);
  }
  const ledger = organization.channels.get(channelId)?.ledger;
  if (ledger === undefined) throw new Error(`Invalid chain ID, ${channelId}`);
  const refusal = accessRefusal(call, `qscc/${functionName}`, channelId);
  if (refusal !== undefined) throw new Error(`access denied for [${functionName}][${channelId}]: [${refusal}]`);
  const query = QUERIES.get(functionName);
  if (query === undefined) throw new Error(`Requested function ${functionName} not found.`);
  return success(await query(ledger, argument ?? Buffer.alloc(0)));
};

async function chainInfo(ledger: PeerLedger): Promise<Uint8Array> {
  const info = new common.BlockchainInfo();
  info.setHeight(ledger.height);
  const header = (await ledger.block(ledger.height - 1))?.getHeader();
  if (header !== undefined) {
    info.setCurrentblockhash(blockHeaderHash(header));
    info.setPreviousblockhash(header.getPreviousHash_asU8());
  }
  return info.serializeBinary();
}

async function blockByNumber(ledger: PeerLedger, argument: Buffer): Promise<Uint8Array> {
  const number = parseBlockNumber(argument.toString());
  const index = number === NEWEST_BLOCK ? ledger.height - 1 : Number(number);
  const block = index < ledger.height ? await ledger.block(index) : undefined;
  if (block === undefined) {
    throw new Error(`Failed to get block number ${number}, error no such block number [${number}] in index`);
  }
  return block.serializeBinary();
}

/** As Go's `strconv.ParseUint` reads it, with its words for what it does not. */
function parseBlockNumber(text: string): bigint {
  const failed = (reason: string): Error =>
    new Error(`Failed to parse block number with error strconv.ParseUint: parsing ${JSON.stringify(text)}: ${reason}`);
  if (!/^[0-9]+$/u.test(text)) throw failed('invalid syntax');
  const number = BigInt(text);
  if (number > NEWEST_BLOCK) throw failed('value out of range');
  return number;
}

async function blockByHash(ledger: PeerLedger, hash: Buffer): Promise<Uint8Array> {
  const block = await ledger.blockByHash(hash);
  if (block === undefined) {
    throw new Error(
      `Failed to get block hash ${hash.toString()}, error no such block hash [${hash.toString('hex')}] in index`,
    );
  }
  return block.serializeBinary();
}

async function transactionById(ledger: PeerLedger, argument: Buffer): Promise<Uint8Array> {
  const id = argument.toString();
  const transaction = await ledger.transaction(id);
  if (transaction === undefined) {
    throw new Error(`Failed to get transaction with id ${id}, error no such transaction ID [${id}] in index`);
  }
  const processed = new pb.ProcessedTransaction();
  processed.setTransactionenvelope(transaction.envelope);
  processed.setValidationcode(transaction.code);
  return processed.serializeBinary();
}

async function blockByTxId(ledger: PeerLedger, argument: Buffer): Promise<Uint8Array> {
  const id = argument.toString();
  const block = await ledger.blockByTxId(id);
  if (block === undefined) {
    throw new Error(`Failed to get block for txID ${id}, error no such transaction ID [${id}] in index`);
  }
  return block.serializeBinary();
}
