import type { common } from '@hyperledger/fabric-protos';
import { ledger, msp, peer } from '@hyperledger/fabric-protos';
import { commitHashOf, flagsOf } from '../support/block.js';
import { withPlainSpaces } from '../support/go-text.js';

/** What a peer answers to a proposal: `ProposalResponse` bytes, or the text of the error by which it refused it. */
export type Answer = { readonly response: Buffer } | { readonly refused: string };

/** Everything of an answer that two peers with the same ledger must have in common; signatures differ. */
export type ComparableAnswer =
  | { readonly refused: string }
  | {
      readonly version: number;
      readonly status: number;
      readonly message: string;
      readonly result: string;
      readonly responsePayload: string;
      readonly endorser: string;
      readonly interest: readonly string[];
    };

export function comparableAnswer(answer: Answer): ComparableAnswer {
  if ('refused' in answer) {
    return { refused: withPlainSpaces(answer.refused) };
  }
  const response = peer.ProposalResponse.deserializeBinary(answer.response);
  return {
    version: response.getVersion(),
    status: response.getResponse()?.getStatus() ?? 0,
    message: withPlainSpaces(response.getResponse()?.getMessage() ?? ''),
    result: response.getResponse()?.getPayload_asB64() ?? '',
    responsePayload: response.getPayload_asB64(),
    endorser: response.getEndorsement()?.getEndorser_asB64() ?? '',
    // Fabric walks over Go maps here, so that the order means nothing.
    interest: (response.getInterest()?.getChaincodesList() ?? []).map(callText).sort(),
  };
}

function callText(call: peer.ChaincodeCall): string {
  const sorted = call.clone();
  const policies = call.getKeyPoliciesList().map((policy) => Buffer.from(policy.serializeBinary()).toString('hex'));
  sorted.setKeyPoliciesList([]);
  return JSON.stringify([Buffer.from(sorted.serializeBinary()).toString('hex'), policies.sort()]);
}

/** Everything that peers decide about a block. */
export interface Verdicts {
  readonly flags: readonly number[];
  readonly commitHash: string;
}

export function verdictsOf(block: common.Block): Verdicts {
  return { flags: [...flagsOf(block)], commitHash: commitHashOf(block).toString('hex') };
}

/** Where peers keep, each for itself, which chaincode they approved: a matter of the network and not of the stream. */
const LIFECYCLE = '_lifecycle';

/** Private sets by transaction index, in an order that says nothing about who sent which piece first. */
export function comparablePrivateData(sets: ReadonlyMap<number, Uint8Array>): readonly (readonly [number, unknown])[] {
  return [...sets]
    .sort(([a], [b]) => a - b)
    .map(([index, bytes]) => [index, piecesOf(ledger.rwset.TxPvtReadWriteSet.deserializeBinary(bytes))] as const)
    .filter(([, pieces]) => pieces.length > 0);
}

function piecesOf(set: ledger.rwset.TxPvtReadWriteSet): readonly string[] {
  return set
    .getNsPvtRwsetList()
    .filter((namespace) => namespace.getNamespace() !== LIFECYCLE)
    .flatMap((namespace) =>
      namespace
        .getCollectionPvtRwsetList()
        .map((piece) => `${namespace.getNamespace()} ${piece.getCollectionName()} ${piece.getRwset_asB64()}`),
    )
    .sort();
}

/** An answer in words, for people who look for the reason of a difference. */
export function readable(answer: ComparableAnswer): unknown {
  if ('refused' in answer) {
    return answer;
  }
  const { responsePayload, result, endorser, ...rest } = answer;
  const payload = peer.ProposalResponsePayload.deserializeBinary(Buffer.from(responsePayload, 'base64'));
  const action = peer.ChaincodeAction.deserializeBinary(payload.getExtension_asU8());
  const results = ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8());
  const identity = msp.SerializedIdentity.deserializeBinary(Buffer.from(endorser, 'base64'));
  return {
    ...rest,
    result: Buffer.from(result, 'base64').toString(),
    endorser: identity.getMspid(),
    proposalHash: payload.getProposalHash_asB64(),
    response: action.getResponse()?.toObject(),
    chaincode: action.getChaincodeId()?.toObject(),
    event: action.getEvents_asB64(),
    namespaces: results.getNsRwsetList().map((namespace) => ({
      namespace: namespace.getNamespace(),
      rwset: ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8()).toObject(),
      collections: namespace.getCollectionHashedRwsetList().map((collection) => ({
        name: collection.getCollectionName(),
        hash: collection.getPvtRwsetHash_asB64(),
        rwset: ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8()).toObject(),
      })),
    })),
  };
}
