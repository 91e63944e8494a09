import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ChannelCredentials, credentials, type ServiceError } from '@grpc/grpc-js';
import { common, discovery, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { ConnectionProfile } from './profile.js';
import { serializedIdentity, type User } from './signing.js';
import { required } from './transaction.js';

const NONCE_BYTES = 24;
const UNLIMITED = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/** What a chaincode is asked. */
export interface Question {
  readonly chaincode: string;
  readonly args: readonly (string | Uint8Array)[];
  /** Absent = a proposal without channel, which concerns the peer alone. */
  readonly channel?: string;
  readonly isInit?: boolean;
}

/** The services of one peer that clients use without its gateway: endorser and discovery. */
export class PeerClient {
  private readonly endorser: peer.EndorserClient;
  private readonly discovery: discovery.DiscoveryClient;

  constructor(
    profile: ConnectionProfile,
    private readonly user: User,
  ) {
    const tls: ChannelCredentials = credentials.createSsl(readFileSync(profile.tlsRootCert));
    this.endorser = new peer.EndorserClient(profile.gateway, tls, UNLIMITED);
    this.discovery = new discovery.DiscoveryClient(profile.gateway, tls);
  }

  /** The peer's answer to a proposal; a refusal of the proposal itself rejects with the gRPC error. */
  propose(proposal: peer.SignedProposal): Promise<peer.ProposalResponse> {
    return new Promise((resolve, reject) => {
      this.endorser.processProposal(proposal, settle(resolve, reject));
    });
  }

  /** What the chaincode answers, whatever its status. */
  async ask(question: Question): Promise<peer.Response> {
    return required((await this.propose(signedProposal(this.user, question))).getResponse(), 'response');
  }

  /** The results of discovery queries, signed by the user unless another signature is given. */
  async discover(
    queries: readonly discovery.Query[],
    signature?: Uint8Array,
  ): Promise<readonly discovery.QueryResult[]> {
    const request = new discovery.Request();
    const authentication = new discovery.AuthInfo();
    authentication.setClientIdentity(serializedIdentity(this.user));
    request.setAuthentication(authentication);
    request.setQueriesList([...queries]);
    const payload = request.serializeBinary();
    return (await this.discoverRaw(payload, signature ?? this.user.sign(payload))).getResultsList();
  }

  /** Sends any bytes as a discovery request. */
  discoverRaw(payload: Uint8Array, signature: Uint8Array): Promise<discovery.Response> {
    const signed = new discovery.SignedRequest();
    signed.setPayload(payload);
    signed.setSignature(signature);
    return new Promise((resolve, reject) => {
      this.discovery.discover(signed, settle(resolve, reject));
    });
  }

  close(): void {
    this.endorser.close();
    this.discovery.close();
  }
}

function settle<T>(
  resolve: (value: T) => void,
  reject: (error: Error) => void,
): (error: ServiceError | null, value?: T) => void {
  return (error, value) => {
    if (value === undefined) reject(error ?? new Error('the peer answered nothing'));
    else resolve(value);
  };
}

/** A proposal as any client builds it, signed by the user. */
export function signedProposal(
  user: User,
  { chaincode, args, channel = '', isInit = false }: Question,
): peer.SignedProposal {
  const creator = serializedIdentity(user);
  const nonce = randomBytes(NONCE_BYTES);
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(chaincode);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(createHash('sha256').update(nonce).update(creator).digest('hex'));
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  channelHeader.setChannelId(channel);
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(invocation(chaincodeId, args, isInit).serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  signed.setSignature(user.sign(signed.getProposalBytes_asU8()));
  return signed;
}

function invocation(
  chaincodeId: peer.ChaincodeID,
  args: readonly (string | Uint8Array)[],
  isInit: boolean,
): peer.ChaincodeProposalPayload {
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((arg) => (typeof arg === 'string' ? Buffer.from(arg) : arg)));
  input.setIsInit(isInit);
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.NODE);
  spec.setChaincodeId(chaincodeId);
  spec.setInput(input);
  const invoked = new peer.ChaincodeInvocationSpec();
  invoked.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invoked.serializeBinary());
  return payload;
}
