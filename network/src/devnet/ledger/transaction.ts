import { common, peer } from '@hyperledger/fabric-protos';
import type { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { decode, ProtoError } from '../../proto/decode.js';
import { type NamespaceSet, parseReadWriteSet } from './read-write-set.js';

/** Where a channel's configuration is kept in the world state (`core/peer/configtx_processor.go`). */
export const CONFIG_NAMESPACE = '';
export const CONFIG_KEY = 'CHANNEL_CONFIG_ENV_BYTES';

/** A transaction as the ledger needs it. */
export interface LedgerTransaction {
  /** As the channel header says; `''` when the envelope cannot be read. */
  readonly txId: string;
  readonly timestamp: Timestamp | undefined;
  /** Endorsed by peers, unlike a transaction of the orderer, which is not checked for conflicts with history kept. */
  readonly endorsed: boolean;
  readonly namespaces: readonly NamespaceSet[];
  /** Why it cannot be applied although the first validation pass let it through. */
  readonly fault: number | undefined;
}

const UNREADABLE: LedgerTransaction = {
  txId: '',
  timestamp: undefined,
  endorsed: false,
  namespaces: [],
  fault: peer.TxValidationCode.INVALID_OTHER_REASON,
};

/** All organisations of a devnet commit the same block object: each of its transactions is parsed once. */
const parsed = new WeakMap<Uint8Array, LedgerTransaction>();

/** Parses a transaction of a block. Never throws: what is wrong with it is its `fault`. */
export function parseTransaction(envelope: Uint8Array): LedgerTransaction {
  const known = parsed.get(envelope);
  if (known !== undefined) {
    return known;
  }
  const transaction = read(envelope);
  parsed.set(envelope, transaction);
  return transaction;
}

/** The transaction id in an envelope's channel header, `''` when it cannot be read. */
export function transactionId(envelope: Uint8Array): string {
  return parseTransaction(envelope).txId;
}

function read(bytes: Uint8Array): LedgerTransaction {
  let payload: common.Payload;
  let header: common.ChannelHeader;
  try {
    const envelope = decode(common.Envelope, bytes, 'Envelope');
    payload = decode(common.Payload, envelope.getPayload_asU8(), 'Payload');
    header = decode(
      common.ChannelHeader,
      payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
      'ChannelHeader',
    );
  } catch {
    return UNREADABLE;
  }
  const named = { txId: header.getTxId(), timestamp: header.getTimestamp() };
  if (header.getType() === common.HeaderType.CONFIG) {
    return { ...named, endorsed: false, namespaces: [configWrite(payload.getData_asU8())], fault: undefined };
  }
  if (header.getType() !== common.HeaderType.ENDORSER_TRANSACTION) {
    return { ...named, endorsed: false, namespaces: [], fault: undefined };
  }
  return { ...named, endorsed: true, ...endorsedWrites(payload.getData_asU8()) };
}

function endorsedWrites(data: Uint8Array): Pick<LedgerTransaction, 'namespaces' | 'fault'> {
  let results: Uint8Array;
  try {
    results = simulationResults(data);
  } catch {
    return { namespaces: [], fault: peer.TxValidationCode.NIL_TXACTION };
  }
  try {
    return { namespaces: parseReadWriteSet(results), fault: undefined };
  } catch {
    return { namespaces: [], fault: peer.TxValidationCode.INVALID_OTHER_REASON };
  }
}

/** Goes down to the endorsed result; a missing layer is as bad as a malformed one (`protoutil/proputils.go`, GetPayloads). */
function simulationResults(data: Uint8Array): Uint8Array {
  const [action] = decode(peer.Transaction, data, 'Transaction').getActionsList();
  const payload = decode(peer.ChaincodeActionPayload, present(action?.getPayload_asU8()), 'ChaincodeActionPayload');
  const responseBytes = present(payload.getAction()?.getProposalResponsePayload_asU8());
  const response = decode(peer.ProposalResponsePayload, responseBytes, 'ProposalResponsePayload');
  return decode(peer.ChaincodeAction, present(response.getExtension_asU8()), 'ChaincodeAction').getResults_asU8();
}

function present(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined || bytes.length === 0) {
    throw new ProtoError('a layer of the transaction is missing');
  }
  return bytes;
}

/** A configuration transaction stores its envelope in the world state, without being endorsed. */
function configWrite(data: Uint8Array): NamespaceSet {
  return {
    namespace: CONFIG_NAMESPACE,
    reads: [],
    ranges: [],
    writes: [{ key: CONFIG_KEY, value: Buffer.from(data), isDelete: data.length === 0 }],
    metadataWrites: [],
    collections: [],
  };
}
