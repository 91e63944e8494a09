import { randomBytes } from 'node:crypto';
import { request } from 'node:https';
import type { common } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import { NODE_HOST } from '../topology.js';

const PATH = '/participation/v1/channels';
const TIMEOUT_MS = 20_000;

/** The channel participation API of one orderer (`orderer/common/channelparticipation/restapi.go`). */
export class OrdererParticipation {
  constructor(
    private readonly port: number,
    private readonly pki: OrganizationPki,
  ) {}

  /** Channels that the orderer has. */
  async channels(): Promise<readonly string[]> {
    const { status, body } = await this.#call('GET', PATH);
    if (status !== 200) throw this.#failure('list its channels', status, body);
    const list = JSON.parse(body) as { readonly channels?: readonly { readonly name: string }[] | null };
    return (list.channels ?? []).map(({ name }) => name);
  }

  /** Whether the orderer takes part in the ordering of a channel now, rather than catching up or following. */
  async isActive(channel: string): Promise<boolean> {
    const { status, body } = await this.#call('GET', `${PATH}/${channel}`);
    if (status !== 200) throw this.#failure(`tell of channel ${channel}`, status, body);
    const info = JSON.parse(body) as { readonly status?: string; readonly consensusRelation?: string };
    return info.status === 'active' && info.consensusRelation === 'consenter';
  }

  /** Starts a channel from its genesis block, or joins a running one. */
  async join(block: common.Block): Promise<void> {
    const boundary = `scrip-${randomBytes(12).toString('hex')}`;
    const form = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="config.block"\r\n` +
          'Content-Type: application/octet-stream\r\n\r\n',
      ),
      block.serializeBinary(),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const { status, body } = await this.#call('POST', PATH, form, `multipart/form-data; boundary=${boundary}`);
    if (status !== 201) throw this.#failure('join a channel', status, body);
  }

  #call(
    method: string,
    path: string,
    content?: Buffer,
    contentType?: string,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const client = this.pki.tls.get('orderer0');
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: NODE_HOST,
          port: this.port,
          method,
          path,
          agent: false,
          timeout: TIMEOUT_MS,
          ca: this.pki.tlsCa.certificate,
          cert: client?.certificate,
          key: client?.privateKey,
          headers: contentType === undefined ? {} : { 'content-type': contentType, 'content-length': content?.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
          });
        },
      );
      call.once('timeout', () => call.destroy(new Error('the orderer did not answer in time')));
      call.once('error', reject);
      call.end(content);
    });
  }

  #failure(what: string, status: number, body: string): NetworkError {
    return new NetworkError(`the orderer of ${this.pki.mspId} could not ${what}: HTTP ${status} ${body.trim()}`);
  }
}
