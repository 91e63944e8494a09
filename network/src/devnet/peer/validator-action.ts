import { peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../../channel/bundle.js';
import type { NamespaceSet } from '../ledger/read-write-set.js';
import { parseTransaction } from '../ledger/transaction.js';
import type { Identity } from '../../msp/identity.js';
import { validIdentities } from '../../policy/valid-identities.js';
import { asBuffer, decode } from '../../proto/decode.js';
import { checkForm } from './validator-form.js';
import { Code, InvalidTransaction, orInvalid } from './validator-invalid.js';

/** What an endorsed transaction wants to change, and who vouches for it. */
export interface EndorsedAction {
  readonly namespaces: readonly NamespaceSet[];
  /** Namespaces whose endorsement policies must hold: those written and the invoked chaincode's, in byte order. */
  readonly judgedNamespaces: readonly string[];
  /** Distinct endorsers whose signatures are right. */
  readonly endorsers: readonly Identity[];
}

/** A transaction as far as its bytes and the channel's configuration alone decide. */
export interface JudgedTransaction {
  readonly txId: string;
  /** Absent for a configuration, and when {@link fault} says that the action is invalid. */
  readonly action: EndorsedAction | undefined;
  /** Found after the point where Fabric looks for the transaction id in the ledger, so it is reported after that. */
  readonly fault: InvalidTransaction | undefined;
}

type Judgement = JudgedTransaction | InvalidTransaction;

/**
 * Judgements by transaction and configuration. The organisations of a process validate the same block object under the
 * same bundle, and none of what is judged here depends on their ledgers: the work is done once.
 */
const judgements = new WeakMap<Uint8Array, WeakMap<ChannelBundle, Judgement>>();

/** @throws {InvalidTransaction} with the code that Fabric finds first */
export function judgeTransaction(bytes: Uint8Array, blockNumber: number, bundle: ChannelBundle): JudgedTransaction {
  const genesis = blockNumber === 0;
  const judgement = genesis ? judge(bytes, genesis, bundle) : remembered(bytes, bundle);
  if (judgement instanceof InvalidTransaction) {
    throw judgement;
  }
  return judgement;
}

function remembered(bytes: Uint8Array, bundle: ChannelBundle): Judgement {
  const byBundle = judgements.get(bytes) ?? new WeakMap<ChannelBundle, Judgement>();
  judgements.set(bytes, byBundle);
  const judgement = byBundle.get(bundle) ?? judge(bytes, false, bundle);
  byBundle.set(bundle, judgement);
  return judgement;
}

function judge(bytes: Uint8Array, genesis: boolean, bundle: ChannelBundle): Judgement {
  try {
    const { txId, channelHeader, actionPayload } = checkForm(bytes, genesis, bundle);
    if (actionPayload === undefined) {
      return { txId, action: undefined, fault: undefined };
    }
    const extension = channelHeader.getExtension_asU8();
    return { txId, ...faultOr(() => readAction(bytes, extension, actionPayload, bundle)) };
  } catch (error) {
    if (error instanceof InvalidTransaction) {
      return error;
    }
    throw error;
  }
}

function faultOr(read: () => EndorsedAction): Pick<JudgedTransaction, 'action' | 'fault'> {
  try {
    return { action: read(), fault: undefined };
  } catch (error) {
    if (error instanceof InvalidTransaction) {
      return { action: undefined, fault: error };
    }
    throw error;
  }
}

/** Fabric: core/committer/txvalidator/v20/plugindispatcher/dispatcher.go Dispatch. */
function readAction(
  bytes: Uint8Array,
  extension: Uint8Array,
  payload: peer.ChaincodeActionPayload,
  bundle: ChannelBundle,
): EndorsedAction {
  const header = orInvalid(Code.BAD_HEADER_EXTENSION, () =>
    decode(peer.ChaincodeHeaderExtension, extension, 'ChaincodeHeaderExtension'),
  );
  const endorsed = payload.getAction();
  const responseBytes = asBuffer(endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array());
  const action = orInvalid(Code.BAD_RESPONSE_PAYLOAD, () => readChaincodeAction(responseBytes));
  const { namespaces, fault } = parseTransaction(bytes);
  if (fault !== undefined) {
    throw new InvalidTransaction(Code.BAD_RWSET, 'the read-write set cannot be parsed');
  }
  const chaincode = checkChaincode(header, action);
  checkEvent(action, chaincode);
  return {
    namespaces,
    judgedNamespaces: judgedNamespaces(namespaces, chaincode),
    endorsers: validIdentities(
      (endorsed?.getEndorsementsList() ?? []).map((endorsement) => ({
        identity: asBuffer(endorsement.getEndorser_asU8()),
        data: Buffer.concat([responseBytes, endorsement.getEndorser_asU8()]),
        signature: asBuffer(endorsement.getSignature_asU8()),
      })),
      bundle.msp,
    ),
  };
}

function readChaincodeAction(responseBytes: Uint8Array): peer.ChaincodeAction {
  const extension = decode(peer.ProposalResponsePayload, responseBytes, 'ProposalResponsePayload').getExtension_asU8();
  if (extension.length === 0) {
    throw new Error('response payload is missing extension');
  }
  return decode(peer.ChaincodeAction, extension, 'ChaincodeAction');
}

function checkChaincode(header: peer.ChaincodeHeaderExtension, action: peer.ChaincodeAction): string {
  const invoked = header.getChaincodeId();
  const executed = action.getChaincodeId();
  if (invoked === undefined || executed === undefined) {
    throw new InvalidTransaction(Code.INVALID_OTHER_REASON, 'nil ChaincodeId');
  }
  const name = invoked.getName();
  if (name === '' || name !== executed.getName()) {
    throw new InvalidTransaction(Code.INVALID_CHAINCODE, `inconsistent ccid info (${name}/${executed.getName()})`);
  }
  if (executed.getVersion() === '') {
    throw new InvalidTransaction(Code.INVALID_CHAINCODE, 'invalid chaincode version');
  }
  return name;
}

function checkEvent(action: peer.ChaincodeAction, chaincode: string): void {
  const bytes = action.getEvents_asU8();
  if (bytes.length === 0) {
    return;
  }
  const event = orInvalid(Code.INVALID_OTHER_REASON, () => decode(peer.ChaincodeEvent, bytes, 'ChaincodeEvent'));
  if (event.getChaincodeId() !== chaincode) {
    throw new InvalidTransaction(
      Code.INVALID_OTHER_REASON,
      'chaincode event chaincode id does not match chaincode action chaincode id',
    );
  }
}

function judgedNamespaces(sets: readonly NamespaceSet[], invoked: string): readonly string[] {
  const names = new Set(sets.map((set) => set.namespace));
  if (names.size !== sets.length) {
    throw new InvalidTransaction(Code.ILLEGAL_WRITESET, 'duplicate namespace in txRWSet');
  }
  const written = sets.filter(writes).map((set) => set.namespace);
  return [...new Set([invoked, ...written])].sort();
}

function writes(set: NamespaceSet): boolean {
  return (
    set.writes.length > 0 ||
    set.metadataWrites.length > 0 ||
    set.collections.some((collection) => collection.writes.length > 0 || collection.metadataWrites.length > 0)
  );
}
