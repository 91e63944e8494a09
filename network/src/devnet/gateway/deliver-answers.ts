import { common, ledger, peer } from '@hyperledger/fabric-protos';

import type { CollectionName } from '../ledger/types.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { collectionBelow } from '../peer/collection-history.js';
import type { SignedData } from '../../policy/policy.js';
import { ProtoError } from '../../proto/decode.js';
import { blockNumber, chaincodeEvents, type CommittedTransaction, committedTransactions } from '../../proto/block.js';

/** Turns a block into what one of the three deliver calls sends (Fabric: core/peer/deliverevents.go). */
export type BlockAnswer = (
  block: common.Block,
  channel: ChannelPeer,
  client: SignedData,
) => Promise<peer.DeliverResponse>;

/** The block as it was committed. */
export const fullBlock: BlockAnswer = (block) => {
  const response = new peer.DeliverResponse();
  response.setBlock(block);
  return Promise.resolve(response);
};

/**
 * Every transaction with its code; events without their payload. A block with a transaction that cannot be read, which
 * a client can have ordered and peers find invalid, is answered with a status instead, and the next block follows.
 */
export const filteredBlock: BlockAnswer = (block, channel) => {
  const response = new peer.DeliverResponse();
  try {
    response.setFilteredBlock(filtered(block, channel));
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    response.setStatus(common.Status.BAD_REQUEST);
  }
  return Promise.resolve(response);
};

function filtered(block: common.Block, channel: ChannelPeer): peer.FilteredBlock {
  const answer = new peer.FilteredBlock();
  answer.setChannelId(channel.channelId);
  answer.setNumber(blockNumber(block));
  answer.setFilteredTransactionsList(committedTransactions(block).map(filteredTransaction));
  return answer;
}

function filteredTransaction(transaction: CommittedTransaction): peer.FilteredTransaction {
  const answer = new peer.FilteredTransaction();
  answer.setTxid(transaction.txId);
  answer.setType(transaction.type as ReturnType<typeof answer.getType>);
  answer.setTxValidationCode(transaction.code as ReturnType<typeof answer.getTxValidationCode>);
  if (transaction.type === common.HeaderType.ENDORSER_TRANSACTION) {
    const actions = new peer.FilteredTransactionActions();
    actions.setChaincodeActionsList(chaincodeEvents(transaction).map(filteredAction));
    answer.setTransactionActions(actions);
  }
  return answer;
}

function filteredAction(event: peer.ChaincodeEvent): peer.FilteredChaincodeAction {
  const withoutPayload = new peer.ChaincodeEvent();
  withoutPayload.setTxId(event.getTxId());
  withoutPayload.setChaincodeId(event.getChaincodeId());
  withoutPayload.setEventName(event.getEventName());
  const action = new peer.FilteredChaincodeAction();
  action.setChaincodeEvent(withoutPayload);
  return action;
}

/** The block with the private data that this peer has and the client may see; a block without its data has it as well. */
export const blockWithPrivateData: BlockAnswer = async (block, channel, client) => {
  const answer = new peer.BlockAndPrivateData();
  answer.setBlock(block);
  const number = blockNumber(block);
  for (const [index, set] of await channel.ledger.privateDataOf(number)) {
    const visible = await visibleTo(client, channel, set, number);
    if (visible !== undefined) answer.getPrivateDataMapMap().set(index, visible);
  }
  const response = new peer.DeliverResponse();
  response.setBlockAndPrivateData(answer);
  return response;
};

/**
 * Anybody sees what is not `memberOnlyRead`; of the rest, members see theirs. The collection as configured before the
 * block decides, not as it is now (`core/peer/deliverevents.go`, CheckCollectionPolicy).
 */
async function visibleTo(
  client: SignedData,
  channel: ChannelPeer,
  set: ledger.rwset.TxPvtReadWriteSet,
  block: number,
): Promise<ledger.rwset.TxPvtReadWriteSet | undefined> {
  const visible = new ledger.rwset.TxPvtReadWriteSet();
  visible.setDataModel(set.getDataModel());
  for (const namespace of set.getNsPvtRwsetList()) {
    const pieces: ledger.rwset.CollectionPvtReadWriteSet[] = [];
    for (const piece of namespace.getCollectionPvtRwsetList()) {
      const name = { namespace: namespace.getNamespace(), collection: piece.getCollectionName() };
      const config = await collectionBelow(channel, name, block);
      if (config === undefined) throw new Error(collectionWithoutConfigText(name));
      if (!config.memberOnlyRead || config.members.evaluate([client])) pieces.push(piece);
    }
    if (pieces.length === 0) continue;
    const entry = new ledger.rwset.NsPvtReadWriteSet();
    entry.setNamespace(namespace.getNamespace());
    entry.setCollectionPvtRwsetList(pieces);
    visible.addNsPvtRwset(entry);
  }
  return visible.getNsPvtRwsetList().length === 0 ? undefined : visible;
}

function collectionWithoutConfigText({ namespace, collection }: CollectionName): string {
  return `no collection config was found for collection ${collection} for chaincode ${namespace}`;
}
