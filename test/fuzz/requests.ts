import { randomBytes } from 'node:crypto';
import { common, discovery, gateway, orderer, peer } from '@hyperledger/fabric-protos';
import type { Connection } from '../support/connection.js';
import { serializedIdentity, type User } from '../support/signing.js';
import type { MethodShape } from '../support/wire.js';
import {
  CHAINCODE_EVENTS,
  COMMIT_STATUS,
  DISCOVERY,
  envelopeOf,
  inField3,
  PROPOSAL,
  SEEK_PAYLOAD,
  SIGNED_PROPOSAL,
  signedRequestOf,
  TRANSACTION_PAYLOAD,
} from './shapes.js';
import type { Shape } from './structure.js';

/** A method of a peer or an orderer with a request that it accepts. */
export interface Request {
  readonly method: string;
  readonly shape: MethodShape;
  /** The whole request, signed. */
  readonly valid: Buffer;
  /** The signed part alone, and how to sign and wrap a changed one: so that a mutation gets past the signature. */
  readonly signedPart: Buffer;
  readonly wrap: (signedPart: Buffer) => Buffer;
  /** Which fields of the whole request, and of the signed part, are messages. */
  readonly structure: { readonly whole: Shape; readonly part: Shape };
  /** Which node serves it. */
  readonly at: 'peer' | 'orderer';
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
  const proposal = proposalBytes(connection);
  const commit = commitStatus(user, channel, transaction.getTransactionId());
  const seek = seekPayload(connection);
  const onPeer = [
    {
      name: 'gateway.Gateway/Evaluate',
      part: proposal,
      shape: PROPOSAL,
      wrap: evaluateRequest,
      around: inField3(SIGNED_PROPOSAL),
    },
    {
      name: 'gateway.Gateway/Endorse',
      part: proposal,
      shape: PROPOSAL,
      wrap: endorseRequest,
      around: inField3(SIGNED_PROPOSAL),
    },
  ].map(({ name, part, shape, wrap, around }) =>
    request(`/${name}`, 'unary', part, (changed) => wrap(user, channel, changed), { whole: around, part: shape }),
  );
  return [
    ...onPeer,
    request(
      '/gateway.Gateway/Submit',
      'unary',
      payload,
      (part) => submitRequest(user, channel, transaction.getTransactionId(), part),
      { whole: inField3(envelopeOf(TRANSACTION_PAYLOAD)), part: TRANSACTION_PAYLOAD },
    ),
    request('/gateway.Gateway/CommitStatus', 'unary', commit, (part) => commitStatusRequest(user, part), {
      whole: signedRequestOf(COMMIT_STATUS),
      part: COMMIT_STATUS,
    }),
    request(
      '/gateway.Gateway/ChaincodeEvents',
      'server-stream',
      chaincodeEvents(user, channel),
      (part) => chaincodeEventsRequest(user, part),
      { whole: signedRequestOf(CHAINCODE_EVENTS), part: CHAINCODE_EVENTS },
    ),
    ...['Deliver', 'DeliverFiltered', 'DeliverWithPrivateData'].map((name) =>
      request(`/protos.Deliver/${name}`, 'bidirectional', seek, (part) => envelope(user, part), SEEKING),
    ),
    request(
      '/protos.Endorser/ProcessProposal',
      'unary',
      proposal,
      (part) => Buffer.from(signedProposal(user, part).serializeBinary()),
      { whole: SIGNED_PROPOSAL, part: PROPOSAL },
    ),
    request(
      '/discovery.Discovery/Discover',
      'unary',
      discoveryRequest(user, channel),
      (part) => discoverySigned(user, part),
      {
        whole: signedRequestOf(DISCOVERY),
        part: DISCOVERY,
      },
    ),
    {
      ...request('/orderer.AtomicBroadcast/Broadcast', 'bidirectional', payload, (part) => envelope(user, part), {
        whole: envelopeOf(TRANSACTION_PAYLOAD),
        part: TRANSACTION_PAYLOAD,
      }),
      at: 'orderer' as const,
    },
    {
      ...request('/orderer.AtomicBroadcast/Deliver', 'bidirectional', seek, (part) => envelope(user, part), SEEKING),
      at: 'orderer' as const,
    },
  ];
}

const SEEKING = { whole: envelopeOf(SEEK_PAYLOAD), part: SEEK_PAYLOAD };

function request(
  method: string,
  shape: MethodShape,
  part: Buffer,
  wrap: (part: Buffer) => Buffer,
  structure: Request['structure'],
): Request {
  return { method, shape, valid: wrap(part), signedPart: part, wrap, structure, at: 'peer' };
}

/** All four kinds of query at once: each gets its own result. */
function discoveryRequest(user: User, channel: string): Buffer {
  const authentication = new discovery.AuthInfo();
  authentication.setClientIdentity(serializedIdentity(user));
  const call = new peer.ChaincodeCall();
  call.setName('probe');
  const interest = new peer.ChaincodeInterest();
  interest.addChaincodes(call);
  const membership = new discovery.PeerMembershipQuery();
  membership.setFilter(interest);
  const chaincodes = new discovery.ChaincodeQuery();
  chaincodes.addInterests(interest);
  const queries = [1, 2, 3].map(() => new discovery.Query());
  const [config, peers, endorsers] = queries;
  config?.setConfigQuery(new discovery.ConfigQuery());
  peers?.setPeerQuery(membership);
  endorsers?.setCcQuery(chaincodes);
  for (const query of queries) query.setChannel(channel);
  const message = new discovery.Request();
  message.setAuthentication(authentication);
  message.setQueriesList(queries);
  return Buffer.from(message.serializeBinary());
}

function discoverySigned(user: User, part: Buffer): Buffer {
  const message = new discovery.SignedRequest();
  message.setPayload(part);
  message.setSignature(user.sign(part));
  return Buffer.from(message.serializeBinary());
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
