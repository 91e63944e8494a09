import { common, peer as pb } from '@hyperledger/fabric-protos';

import { asBuffer } from '../proto/decode.js';
import { blockHeaderHash } from '../proto/block-header.js';
import type { EndorsableProposal } from '../proto/proposal.js';
import { checkAccessTo, type Resource } from './access.js';
import type { ChannelPeer } from './channel-peer.js';
import { signedDataOf } from './proposal-checks.js';

/** One function of `qscc`; its argument is the third of the invocation. @throws Error with Fabric's text. */
type LedgerQuery = (peer: ChannelPeer, argument: Buffer) => Promise<Uint8Array>;

const QUERIES: ReadonlyMap<string, { readonly resource: Resource; readonly query: LedgerQuery }> = new Map<
  string,
  { readonly resource: Resource; readonly query: LedgerQuery }
>([
  ['GetChainInfo', { resource: 'qscc/GetChainInfo', query: chainInfo }],
  ['GetBlockByNumber', { resource: 'qscc/GetBlockByNumber', query: blockByNumber }],
  ['GetBlockByHash', { resource: 'qscc/GetBlockByHash', query: blockByHash }],
  ['GetTransactionByID', { resource: 'qscc/GetTransactionByID', query: transactionById }],
  ['GetBlockByTxID', { resource: 'qscc/GetBlockByTxID', query: blockByTxId }],
]);

/**
 * Answers a proposal to a system chaincode: the ledger queries of `qscc` (Fabric: core/scc/qscc/query.go). Errors are
 * responses with status 500, as from any chaincode.
 *
 * @throws Error for the system chaincodes that this network does not have: definitions are deployed by its admin.
 */
export async function querySystemChaincode(peer: ChannelPeer, proposal: EndorsableProposal): Promise<pb.Response> {
  if (proposal.invokedChaincode !== 'qscc') {
    throw new Error(`system chaincode ${proposal.invokedChaincode} is not available on this network`);
  }
  try {
    return answer(200, '', await run(peer, proposal));
  } catch (error) {
    return answer(500, (error as Error).message);
  }
}

async function run(peer: ChannelPeer, proposal: EndorsableProposal): Promise<Uint8Array> {
  const args = proposal.input.getArgsList_asU8().map(asBuffer);
  const [name, channel, argument] = args;
  if (name === undefined || channel === undefined) {
    throw new Error(`Incorrect number of arguments, ${args.length}`);
  }
  const [functionName, channelId] = [name.toString(), channel.toString()];
  if (functionName !== 'GetChainInfo' && argument === undefined) {
    throw new Error(`missing 3rd argument for ${functionName}`);
  }
  const target = peer.organization.channels.get(channelId);
  if (target === undefined) throw new Error(`Invalid chain ID, ${channelId}`);
  const entry = QUERIES.get(functionName);
  if (entry === undefined) throw new Error(`Requested function ${functionName} not found.`);
  try {
    checkAccessTo(target.bundle, entry.resource, signedDataOf(proposal));
  } catch (error) {
    throw new Error(`access denied for [${functionName}][${channelId}]: [${(error as Error).message}]`);
  }
  return entry.query(target, argument ?? Buffer.alloc(0));
}

async function chainInfo(peer: ChannelPeer): Promise<Uint8Array> {
  const info = new common.BlockchainInfo();
  info.setHeight(peer.ledger.height);
  const last = await peer.ledger.block(peer.ledger.height - 1);
  const header = last?.getHeader();
  if (header !== undefined) {
    info.setCurrentblockhash(blockHeaderHash(header));
    info.setPreviousblockhash(header.getPreviousHash_asU8());
  }
  return info.serializeBinary();
}

async function blockByNumber(peer: ChannelPeer, argument: Buffer): Promise<Uint8Array> {
  const text = argument.toString();
  if (!/^\d{1,20}$/u.test(text)) {
    throw new Error(`Failed to parse block number with error strconv.ParseUint: parsing "${text}": invalid syntax`);
  }
  const number = Number(text);
  const block = Number.isSafeInteger(number) ? await peer.ledger.block(number) : undefined;
  if (block === undefined) {
    throw new Error(`Failed to get block number ${text}, error no such block number [${text}] in index`);
  }
  return block.serializeBinary();
}

async function blockByHash(peer: ChannelPeer, argument: Buffer): Promise<Uint8Array> {
  const block = await peer.ledger.blockByHash(argument);
  if (block === undefined) {
    const hash = argument.toString('hex');
    throw new Error(`Failed to get block hash ${hash}, error no such block hash [${hash}] in index`);
  }
  return block.serializeBinary();
}

async function transactionById(peer: ChannelPeer, argument: Buffer): Promise<Uint8Array> {
  const id = argument.toString();
  const transaction = await peer.ledger.transaction(id);
  if (transaction === undefined) {
    throw new Error(`Failed to get transaction with id ${id}, error no such transaction ID [${id}] in index`);
  }
  const processed = new pb.ProcessedTransaction();
  processed.setTransactionenvelope(transaction.envelope);
  processed.setValidationcode(transaction.code);
  return processed.serializeBinary();
}

async function blockByTxId(peer: ChannelPeer, argument: Buffer): Promise<Uint8Array> {
  const id = argument.toString();
  const block = await peer.ledger.blockByTxId(id);
  if (block === undefined) {
    throw new Error(`Failed to get block for txID ${id}, error no such transaction ID [${id}] in index`);
  }
  return block.serializeBinary();
}

function answer(status: number, message: string, payload?: Uint8Array): pb.Response {
  const response = new pb.Response();
  response.setStatus(status);
  response.setMessage(message);
  if (payload !== undefined) response.setPayload(payload);
  return response;
}
