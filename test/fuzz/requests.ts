import { randomBytes } from 'node:crypto';
import { common, gateway, orderer, peer } from '@hyperledger/fabric-protos';
import type { Connection } from '../support/connection.js';
import { serializedIdentity, type User } from '../support/signing.js';
import type { MethodShape } from '../support/wire.js';

/** A method of the gateway or deliver service with a request that it accepts. */
export interface Request {
  readonly method: string;
  readonly shape: MethodShape;
  /** The whole request, signed. */
  readonly valid: Buffer;
  /** The signed part alone, and how to sign and wrap a changed one: so that a mutation gets past the signature. */
  readonly signedPart: Buffer;
  readonly wrap: (signedPart: Buffer) => Buffer;
}

/** One valid request per method. Each is new, because a transaction id may be used once. */
export async function validRequests(connection: Connection, channel: string): Promise<readonly Request[]> {
  const transaction = await connection
    .contract('probe')
    .newProposal('put', { arguments: [`fuzz/${randomBytes(8).toString('hex')}`, 'v'] })
    .endorse();
  const prepared = gateway.PreparedTransaction.deserializeBinary(transaction.getBytes());
  const payload = Buffer.from(prepared.getEnvelope()?.getPayload_asU8() ?? []);
  const { user } = connection;
  return [
    unary('Evaluate', proposalBytes(connection), (part) => evaluateRequest(user, channel, part)),
    unary('Endorse', proposalBytes(connection), (part) => endorseRequest(user, channel, part)),
    unary('Submit', payload, (part) => submitRequest(user, channel, transaction.getTransactionId(), part)),
    unary('CommitStatus', commitStatus(user, channel, transaction.getTransactionId()), (part) =>
      commitStatusRequest(user, part),
    ),
    request('/gateway.Gateway/ChaincodeEvents', 'server-stream', chaincodeEvents(user, channel), (part) =>
      chaincodeEventsRequest(user, part),
    ),
    ...['Deliver', 'DeliverFiltered', 'DeliverWithPrivateData'].map((name) =>
      request(`/protos.Deliver/${name}`, 'bidirectional', seekPayload(connection), (part) => envelope(user, part)),
    ),
  ];
}

function request(method: string, shape: MethodShape, part: Buffer, wrap: (part: Buffer) => Buffer): Request {
  return { method, shape, valid: wrap(part), signedPart: part, wrap };
}

function unary(name: string, part: Buffer, wrap: (part: Buffer) => Buffer): Request {
  return request(`/gateway.Gateway/${name}`, 'unary', part, wrap);
}

function proposalBytes(connection: Connection): Buffer {
  const proposal = connection.contract('probe').newProposal('put', { arguments: ['fuzz', 'v'] });
  const proposed = gateway.ProposedTransaction.deserializeBinary(proposal.getBytes());
  return Buffer.from(proposed.getProposal()?.getProposalBytes_asU8() ?? []);
}

function signedProposal(user: User, part: Buffer): peer.SignedProposal {
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(part);
  signed.setSignature(user.sign(part));
  return signed;
}

function evaluateRequest(user: User, channel: string, part: Buffer): Buffer {
  const message = new gateway.EvaluateRequest();
  message.setChannelId(channel);
  message.setProposedTransaction(signedProposal(user, part));
  return Buffer.from(message.serializeBinary());
}

function endorseRequest(user: User, channel: string, part: Buffer): Buffer {
  const message = new gateway.EndorseRequest();
  message.setChannelId(channel);
  message.setProposedTransaction(signedProposal(user, part));
  return Buffer.from(message.serializeBinary());
}

function submitRequest(user: User, channel: string, txId: string, part: Buffer): Buffer {
  const message = new gateway.SubmitRequest();
  message.setTransactionId(txId);
  message.setChannelId(channel);
  message.setPreparedTransaction(common.Envelope.deserializeBinary(envelope(user, part)));
  return Buffer.from(message.serializeBinary());
}

function commitStatus(user: User, channel: string, txId: string): Buffer {
  const message = new gateway.CommitStatusRequest();
  message.setTransactionId(txId);
  message.setChannelId(channel);
  message.setIdentity(serializedIdentity(user));
  return Buffer.from(message.serializeBinary());
}

function commitStatusRequest(user: User, part: Buffer): Buffer {
  const message = new gateway.SignedCommitStatusRequest();
  message.setRequest(part);
  message.setSignature(user.sign(part));
  return Buffer.from(message.serializeBinary());
}

function chaincodeEvents(user: User, channel: string): Buffer {
  const message = new gateway.ChaincodeEventsRequest();
  message.setChannelId(channel);
  message.setChaincodeId('probe');
  message.setIdentity(serializedIdentity(user));
  return Buffer.from(message.serializeBinary());
}

function chaincodeEventsRequest(user: User, part: Buffer): Buffer {
  const message = new gateway.SignedChaincodeEventsRequest();
  message.setRequest(part);
  message.setSignature(user.sign(part));
  return Buffer.from(message.serializeBinary());
}

/** A request for block 0 only, so that a valid one ends by itself; the rest is as the client library builds it. */
function seekPayload(connection: Connection): Buffer {
  const built = connection.network.newBlockEventsRequest({ startBlock: 0n }).getBytes();
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(built).getPayload_asU8());
  const seek = orderer.SeekInfo.deserializeBinary(payload.getData_asU8());
  seek.setStop(seek.getStart());
  payload.setData(seek.serializeBinary());
  return Buffer.from(payload.serializeBinary());
}

function envelope(user: User, part: Buffer): Buffer {
  const message = new common.Envelope();
  message.setPayload(part);
  message.setSignature(user.sign(part));
  return Buffer.from(message.serializeBinary());
}
