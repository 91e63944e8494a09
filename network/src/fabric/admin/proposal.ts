import { randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import { sha256 } from '../../crypto/ecdsa.js';

const NONCE_LENGTH = 24;

/** A call of a system chaincode. */
export interface Call {
  /** '' for calls that concern the peer itself. */
  readonly channel: string;
  readonly chaincode: string;
  /** Function name first. */
  readonly args: readonly Uint8Array[];
}

/** A proposal as it goes to a peer, with the id that its transaction will have. */
export interface SignedCall {
  readonly txId: string;
  readonly proposal: peer.SignedProposal;
}

/** Signs a call as this identity (`protoutil/proputils.go`). */
export function signCall(identity: SigningIdentity, call: Call): SignedCall {
  const nonce = randomBytes(NONCE_LENGTH);
  const txId = sha256(nonce, identity.serialized).toString('hex');
  const proposal = new peer.Proposal();
  proposal.setHeader(header(identity, call, nonce, txId).serializeBinary());
  proposal.setPayload(payload(call).serializeBinary());
  const bytes = proposal.serializeBinary();
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(bytes);
  signed.setSignature(identity.sign(bytes));
  return { txId, proposal: signed };
}

function header(identity: SigningIdentity, call: Call, nonce: Uint8Array, txId: string): common.Header {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(call));
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(txId);
  channelHeader.setChannelId(call.channel);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(identity.serialized);
  signatureHeader.setNonce(nonce);
  const combined = new common.Header();
  combined.setChannelHeader(channelHeader.serializeBinary());
  combined.setSignatureHeader(signatureHeader.serializeBinary());
  return combined;
}

function payload(call: Call): peer.ChaincodeProposalPayload {
  const input = new peer.ChaincodeInput();
  input.setArgsList([...call.args]);
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.GOLANG);
  spec.setChaincodeId(chaincodeId(call));
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const proposalPayload = new peer.ChaincodeProposalPayload();
  proposalPayload.setInput(invocation.serializeBinary());
  return proposalPayload;
}

function chaincodeId(call: Call): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(call.chaincode);
  return id;
}
