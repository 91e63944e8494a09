import { credentials, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import { common, orderer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import { lastConfigBlock } from '../proto/block.js';
import { signedEnvelope } from '../proto/signed-envelope.js';
import { messageOf, NetworkError } from '../network-error.js';
import { configOf, type ChannelState } from './config-block.js';

const CALL_TIMEOUT_MS = 15_000;
const OPTIONS = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

const { Status } = common;
/** Judgements on the message itself; anything else is the orderer's own trouble. */
const REFUSALS: ReadonlySet<number> = new Set([Status.BAD_REQUEST, Status.FORBIDDEN, Status.REQUEST_ENTITY_TOO_LARGE]);

/** An orderer of the channel looked at the message and said no; another one would say the same. */
export class OrdererRefusal extends NetworkError {}

/** Where an orderer answers, and whose TLS certificate is believed. */
export interface OrdererAddress {
  /** `host:port`. */
  readonly address: string;
  /** PEM of one or more TLS CAs. */
  readonly tlsRoots: string;
}

/** An orderer's AtomicBroadcast service, spoken to as one identity (`orderer/ab.proto`). */
export class OrdererClient {
  readonly address: string;
  readonly #client: orderer.AtomicBroadcastClient;
  readonly #identity: SigningIdentity;

  constructor({ address, tlsRoots }: OrdererAddress, identity: SigningIdentity) {
    this.address = address;
    this.#identity = identity;
    this.#client = new orderer.AtomicBroadcastClient(address, credentials.createSsl(Buffer.from(tlsRoots)), OPTIONS);
  }

  /**
   * The channel's configuration as the orderer's newest block names it.
   *
   * @throws {NetworkError} when the orderer does not answer, does not have the channel, or refuses this identity
   */
  async channelState(channel: string): Promise<ChannelState> {
    return configOf(channel, await this.configBlock(channel));
  }

  /** The block that holds this configuration. @throws {NetworkError} as {@link channelState} */
  async configBlock(channel: string): Promise<common.Block> {
    const newest = new orderer.SeekPosition();
    newest.setNewest(new orderer.SeekNewest());
    const index = lastConfigBlock(await this.#block(channel, newest));
    const position = new orderer.SeekPosition();
    const specified = new orderer.SeekSpecified();
    specified.setNumber(index);
    position.setSpecified(specified);
    return this.#block(channel, position);
  }

  /** Has an envelope ordered. @throws {NetworkError} with the orderer's words when it refuses */
  async broadcast(channel: string, type: number, message: { serializeBinary(): Uint8Array }): Promise<void> {
    const envelope = signedEnvelope(this.#identity, { channel, type }, message);
    const answer = await this.#exchange((options) => this.#client.broadcast(options), envelope);
    if (answer.getStatus() === Status.SUCCESS) return;
    const text = `orderer ${this.address} refused: ${nameOf(answer.getStatus())} ${answer.getInfo()}`.trim();
    throw REFUSALS.has(answer.getStatus()) ? new OrdererRefusal(text) : new NetworkError(text);
  }

  close(): void {
    this.#client.close();
  }

  async #block(channel: string, position: orderer.SeekPosition): Promise<common.Block> {
    const seek = new orderer.SeekInfo();
    seek.setStart(position);
    seek.setStop(position);
    seek.setBehavior(orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY);
    const envelope = signedEnvelope(this.#identity, { channel, type: common.HeaderType.DELIVER_SEEK_INFO }, seek);
    const answer = await this.#exchange((options) => this.#client.deliver(options), envelope);
    const block = answer.getBlock();
    if (block !== undefined) return block;
    throw refusal(this.address, channel, this.#identity.mspId, answer.getStatus());
  }

  /** Sends one message and takes the first answer; the stream is ended then. */
  #exchange<Answer>(
    open: (options: { readonly deadline: number }) => ClientDuplexStream<common.Envelope, Answer>,
    envelope: common.Envelope,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const stream = open({ deadline: Date.now() + CALL_TIMEOUT_MS });
      const failed = (error: unknown): void => {
        const reason =
          error instanceof Error && 'details' in error ? (error as ServiceError).details : messageOf(error);
        reject(new NetworkError(`orderer ${this.address} does not answer: ${reason}`, 'check address and TLS CA'));
      };
      stream.on('error', failed);
      stream.once('end', () => failed('it closed the stream'));
      stream.once('data', (answer: Answer) => {
        resolve(answer);
        stream.end();
        stream.cancel();
      });
      stream.write(envelope);
    });
  }
}

function refusal(address: string, channel: string, mspId: string, status: number): NetworkError {
  const text = `orderer ${address} gives no block of channel ${channel}: ${nameOf(status)}`;
  if (status === Status.NOT_FOUND) return new NetworkError(text, 'it has no such channel; name another with --orderer');
  if (status === Status.FORBIDDEN) {
    return new NetworkError(text, `the identity of ${mspId} does not satisfy the channel's Readers policy`);
  }
  return new NetworkError(text);
}

function nameOf(status: number): string {
  return Object.entries(Status).find(([, value]) => value === status)?.[0] ?? `status ${status}`;
}
