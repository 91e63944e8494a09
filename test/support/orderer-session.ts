import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { common, orderer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { TestNetwork } from './network.js';
import { serializedIdentity, type User } from './signing.js';
import { required } from './transaction.js';

const { HeaderType, Status } = common;
const CALL_TIMEOUT_MS = 15_000;
const NONCE = Buffer.alloc(24, 7);

/** An orderer's answer to a message: the name of its status, and its words. */
export interface BroadcastAnswer {
  readonly status: string;
  readonly info: string;
}

/** AtomicBroadcast of one organisation's orderer, spoken to as one user. */
export class OrdererSession {
  private readonly client: orderer.AtomicBroadcastClient;

  private constructor(
    address: string,
    tlsRoots: Buffer,
    private readonly user: User,
  ) {
    this.client = new orderer.AtomicBroadcastClient(address, credentials.createSsl(tlsRoots));
  }

  /** @param mspId whose orderer to ask */
  static open(network: TestNetwork, mspId: string, user: User): OrdererSession {
    const tlsRoots = readFileSync(join(network.directory, 'organizations', mspId, 'tlsca', 'cert.pem'));
    return new OrdererSession(`localhost:${ordererPort(network, mspId)}`, tlsRoots, user);
  }

  /** Sends bytes as an envelope's payload, signed or not, and waits for the answer. */
  async broadcast(envelope: common.Envelope): Promise<BroadcastAnswer> {
    const answer = await exchange((options) => this.client.broadcast(options), envelope);
    return { status: nameOf(answer.getStatus()), info: answer.getInfo() };
  }

  /** A message of the user in an envelope of a type. */
  envelope(channel: string, type: number, message: { serializeBinary(): Uint8Array }): common.Envelope {
    return envelopeOf(this.user, channel, type, message);
  }

  /** The newest block, or the name of the status that came instead. */
  async newest(channel: string): Promise<common.Block | string> {
    const position = new orderer.SeekPosition();
    position.setNewest(new orderer.SeekNewest());
    return this.block(channel, position);
  }

  /** The configuration that holds after the newest block. */
  async config(channel: string): Promise<common.Config> {
    const newest = await this.newest(channel);
    if (typeof newest === 'string') throw new Error(`the orderer answers ${newest}`);
    const specified = new orderer.SeekSpecified();
    specified.setNumber(lastConfigOf(newest));
    const position = new orderer.SeekPosition();
    position.setSpecified(specified);
    const block = await this.block(channel, position);
    if (typeof block === 'string') throw new Error(`the orderer answers ${block}`);
    return configIn(block);
  }

  close(): void {
    this.client.close();
  }

  private async block(channel: string, position: orderer.SeekPosition): Promise<common.Block | string> {
    const seek = new orderer.SeekInfo();
    seek.setStart(position);
    seek.setStop(position);
    const envelope = this.envelope(channel, HeaderType.DELIVER_SEEK_INFO, seek);
    const answer = await exchange((options) => this.client.deliver(options), envelope);
    return answer.getBlock() ?? nameOf(answer.getStatus());
  }
}

/** A message in an envelope of a type that a user signed. */
export function envelopeOf(
  user: User,
  channel: string,
  type: number,
  message: { serializeBinary(): Uint8Array },
): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setChannelId(channel);
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader(user));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(message.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(user.sign(envelope.getPayload_asU8()));
  return envelope;
}

/** A user's signature header: creator and a nonce. */
export function signatureHeader(user: User): Uint8Array {
  const header = new common.SignatureHeader();
  header.setCreator(serializedIdentity(user));
  header.setNonce(NONCE);
  return header.serializeBinary();
}

/** Number of the last config block as of a block, which its orderers signed. */
export function lastConfigOf(block: common.Block): number {
  const [signatures = new Uint8Array()] = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const value = common.Metadata.deserializeBinary(signatures).getValue_asU8();
  return common.OrdererBlockMetadata.deserializeBinary(value).getLastConfig()?.getIndex() ?? 0;
}

function configIn(block: common.Block): common.Config {
  const [bytes = new Uint8Array()] = block.getData()?.getDataList_asU8() ?? [];
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  return required(common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig(), 'configuration');
}

interface WithPorts {
  readonly mspId: string;
  readonly ports: { readonly orderer: number };
}

/** Port of an organisation's orderer, of one that the network was made with or that came later. */
export function ordererPort(network: TestNetwork, mspId: string): number {
  const file: unknown = JSON.parse(readFileSync(join(network.directory, 'topology.json'), 'utf8'));
  const { topology, later } = file as {
    readonly topology: { readonly organizations: readonly WithPorts[] };
    readonly later?: { readonly organizations: readonly WithPorts[] };
  };
  const organizations = [...topology.organizations, ...(later?.organizations ?? [])];
  return required(
    organizations.find((candidate) => candidate.mspId === mspId),
    `organisation ${mspId}`,
  ).ports.orderer;
}

function exchange<Answer>(
  open: (options: { readonly deadline: number }) => ClientDuplexStream<common.Envelope, Answer>,
  envelope: common.Envelope,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = open({ deadline: Date.now() + CALL_TIMEOUT_MS });
    stream.on('error', reject);
    stream.once('end', () => reject(new Error('the orderer closed the stream')));
    stream.once('data', (answer: Answer) => {
      resolve(answer);
      stream.end();
      stream.cancel();
    });
    stream.write(envelope);
  });
}

/** The name of a status, or its number. */
export function nameOf(status: number): string {
  return Object.entries(Status).find(([, value]) => value === status)?.[0] ?? String(status);
}
