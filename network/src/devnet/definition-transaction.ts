import { randomBytes } from 'node:crypto';

import { common, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';

import type { SigningIdentity } from './crypto/signing-identity.js';
import { LIFECYCLE_NAMESPACE } from './peer/lifecycle.js';
import { SYSTEM_CHAINCODE_VERSION } from './peer/system-chaincode-names.js';
import { prepareTransaction } from './proto/prepared-transaction.js';
import { computeTxId, endorsableProposal, type EndorsableProposal, unpackProposal } from './proto/proposal.js';

const NONCE_BYTES = 24;
const FUNCTION_NAME = 'CommitChaincodeDefinition';
const STATUS_OK = 200;

/** What commits a chaincode definition on a channel. */
export interface DefinitionCommit {
  readonly channelId: string;
  readonly chaincode: string;
  /** Serialised read-write set of the `_lifecycle` namespace. */
  readonly results: Uint8Array;
  /** The administrator that proposes it. */
  readonly proposer: SigningIdentity;
  /** Peers that endorse it: enough for the channel's LifecycleEndorsement policy. */
  readonly endorsers: readonly SigningIdentity[];
}

/**
 * The transaction by which the network's administration commits a definition: a call of `_lifecycle` as any other,
 * with valid signatures of the organisations' peers, so that every peer validates it like a client's transaction.
 */
export function definitionTransaction(commit: DefinitionCommit): {
  readonly txId: string;
  readonly envelope: common.Envelope;
} {
  const proposal = lifecycleProposal(commit);
  const payload = responsePayload(proposal, commit.results);
  const endorsements = commit.endorsers.map((signer) => {
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(signer.serialized);
    endorsement.setSignature(signer.sign(Buffer.concat([payload, signer.serialized])));
    return endorsement;
  });
  const envelope = prepareTransaction(proposal, payload, endorsements);
  envelope.setSignature(commit.proposer.sign(envelope.getPayload_asU8()));
  return { txId: proposal.txId, envelope };
}

function lifecycleProposal({ channelId, chaincode, proposer }: DefinitionCommit): EndorsableProposal {
  const nonce = randomBytes(NONCE_BYTES);
  const chaincodeId = lifecycleId();
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(computeTxId(nonce, proposer.serialized));
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  channelHeader.setChannelId(channelId);
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(proposer.serialized);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());

  const input = new peer.ChaincodeInput();
  input.setArgsList([Buffer.from(FUNCTION_NAME), Buffer.from(chaincode)]);
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(chaincodeId);
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());

  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return endorsableProposal(unpackProposal(signed));
}

function responsePayload(proposal: EndorsableProposal, results: Uint8Array): Uint8Array {
  const response = new peer.Response();
  response.setStatus(STATUS_OK);
  const chaincodeId = lifecycleId();
  chaincodeId.setVersion(SYSTEM_CHAINCODE_VERSION);
  const action = new peer.ChaincodeAction();
  action.setResults(results);
  action.setResponse(response);
  action.setChaincodeId(chaincodeId);
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposal.proposalHash);
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

function lifecycleId(): peer.ChaincodeID {
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(LIFECYCLE_NAMESPACE);
  return chaincodeId;
}
