import type { peer } from '@hyperledger/fabric-protos';
import { shimProtos } from './shim.js';

const { common, msp, peer: peerProtos } = shimProtos;

/** A call of a function by a client. */
export interface Call {
  readonly mspId: string;
  readonly certificate: string;
  readonly transactionId: string;
  readonly channel: string;
  readonly args: readonly string[];
  readonly transient?: Readonly<Record<string, string>>;
}

/** The input of a call as the peer hands it to the chaincode. */
export function inputOf(call: Call): Uint8Array {
  const input = new peerProtos.ChaincodeInput();
  input.setArgsList(call.args.map((arg) => Buffer.from(arg, 'utf8')));
  return input.serializeBinary();
}

/** The signed proposal of a call; the shim reads creator, transient data and timestamp from it, not the signature. */
export function proposalOf(call: Call): peer.SignedProposal {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(call.mspId);
  creator.setIdBytes(Buffer.from(call.certificate, 'utf8'));
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serializeBinary());
  signatureHeader.setNonce(Buffer.from(call.transactionId, 'hex'));
  const channelHeader = new common.ChannelHeader();
  channelHeader.setChannelId(call.channel);
  channelHeader.setTxId(call.transactionId);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new peerProtos.ChaincodeProposalPayload();
  payload.setInput(inputOf(call));
  for (const [name, value] of Object.entries(call.transient ?? {})) {
    payload.getTransientmapMap().set(name, Buffer.from(value, 'utf8'));
  }
  const proposal = new peerProtos.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peerProtos.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return signed;
}
