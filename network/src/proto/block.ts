import { common, peer } from '@hyperledger/fabric-protos';

import { asBuffer, decode } from './decode.js';

/** A committed block as its readers see it. */
export interface CommittedTransaction {
  readonly txId: string;
  /** `common.HeaderType`. */
  readonly type: number;
  /** `peer.TxValidationCode`. */
  readonly code: number;
  readonly envelope: common.Envelope;
  readonly payload: common.Payload;
  readonly channelId: string;
}

/** Number of a block; a block without header counts as 0, as in Go. */
export function blockNumber(block: common.Block): number {
  return block.getHeader()?.getNumber() ?? 0;
}

/** Validation code of every transaction in block order; empty while the block is not validated. */
export function validationFlags(block: common.Block): Buffer {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return asBuffer(metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array());
}

/**
 * Number of the block that holds the configuration as of this block, as its orderers signed it; a config block names
 * itself (Fabric: protoutil.GetLastConfigIndexFromBlock). Orderers before 1.4.1 wrote it in a place of its own.
 */
export function lastConfigBlock(block: common.Block): number {
  const entries = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const value = (index: number): Uint8Array =>
    decode(common.Metadata, entries[index] ?? new Uint8Array(), 'Metadata').getValue_asU8();
  const signed = value(common.BlockMetadataIndex.SIGNATURES);
  if (signed.length > 0) {
    return decode(common.OrdererBlockMetadata, signed, 'OrdererBlockMetadata').getLastConfig()?.getIndex() ?? 0;
  }
  return decode(common.LastConfig, value(common.BlockMetadataIndex.LAST_CONFIG), 'LastConfig').getIndex();
}

/** The transactions of a block with their codes; what cannot be read is left out. */
export function committedTransactions(block: common.Block): CommittedTransaction[] {
  const flags = validationFlags(block);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.flatMap((bytes, index) => {
    try {
      const code = flags[index] ?? peer.TxValidationCode.INVALID_OTHER_REASON;
      return [committedTransaction(bytes, code)];
    } catch {
      return [];
    }
  });
}

function committedTransaction(bytes: Uint8Array, code: number): CommittedTransaction {
  const envelope = decode(common.Envelope, bytes, 'Envelope');
  const payload = decode(common.Payload, envelope.getPayload_asU8(), 'Payload');
  const channelHeader = decode(
    common.ChannelHeader,
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
    'ChannelHeader',
  );
  return {
    txId: channelHeader.getTxId(),
    type: channelHeader.getType(),
    code,
    envelope,
    payload,
    channelId: channelHeader.getChannelId(),
  };
}

/**
 * The chaincode events of an endorser transaction, at most one for each action.
 *
 * @throws ProtoError when the transaction cannot be read; one that is valid always can
 */
export function chaincodeEvents(transaction: CommittedTransaction): peer.ChaincodeEvent[] {
  if (transaction.type !== common.HeaderType.ENDORSER_TRANSACTION) return [];
  const actions = decode(peer.Transaction, transaction.payload.getData_asU8(), 'Transaction').getActionsList();
  return actions.flatMap((action) => eventOf(action.getPayload_asU8()) ?? []);
}

function eventOf(actionPayload: Uint8Array): peer.ChaincodeEvent | undefined {
  const endorsed = decode(peer.ChaincodeActionPayload, actionPayload, 'ChaincodeActionPayload').getAction();
  if (endorsed === undefined) return undefined;
  const response = decode(
    peer.ProposalResponsePayload,
    endorsed.getProposalResponsePayload_asU8(),
    'ProposalResponsePayload',
  );
  const action = decode(peer.ChaincodeAction, response.getExtension_asU8(), 'ChaincodeAction');
  const event = decode(peer.ChaincodeEvent, action.getEvents_asU8(), 'ChaincodeEvent');
  return event.getChaincodeId() === '' ? undefined : event;
}
