import { request } from 'node:http';
import { NetworkError } from '../network-error.js';
import type { ChannelRequest, JoinRequest, OrganizationRequest } from './additions.js';
import type { DeployAnswer, ErrorAnswer, FaultsAnswer, OrganizationAnswer, StatusAnswer } from './admin-api.js';
import type { DeployRequest } from './deploy-request.js';
import type { NetworkState } from './state-file.js';

/** Speaks to the running network of a data directory. */
export class AdminClient {
  constructor(private readonly state: Pick<NetworkState, 'adminUrl' | 'token'>) {}

  async status(): Promise<StatusAnswer> {
    return (await this.#call('GET', '/status')) as StatusAnswer;
  }

  async deploy(deployment: DeployRequest): Promise<DeployAnswer> {
    return (await this.#call('POST', '/deploy', deployment)) as DeployAnswer;
  }

  async faults(): Promise<FaultsAnswer> {
    return (await this.#call('GET', '/faults')) as FaultsAnswer;
  }

  /** Makes something go wrong; the network says what is missing or wrong about the fault. */
  async inject(fault: Readonly<Record<string, string | number>>): Promise<FaultsAnswer> {
    return (await this.#call('POST', '/faults', fault)) as FaultsAnswer;
  }

  /** Ends one fault, or all. */
  async heal(id?: number): Promise<FaultsAnswer> {
    return (await this.#call('POST', '/faults/heal', id === undefined ? {} : { id })) as FaultsAnswer;
  }

  async addOrganization(organization: OrganizationRequest): Promise<OrganizationAnswer> {
    return (await this.#call('POST', '/organizations', organization)) as OrganizationAnswer;
  }

  async removeOrganization(mspId: string): Promise<void> {
    await this.#call('POST', '/organizations/remove', { mspId });
  }

  async createChannel(channel: ChannelRequest): Promise<void> {
    await this.#call('POST', '/channels', channel);
  }

  async joinChannel(join: JoinRequest): Promise<void> {
    await this.#call('POST', '/channels/join', join);
  }

  /** Asks the network to end; it ends after the answer. */
  async stop(): Promise<void> {
    await this.#call('POST', '/stop');
  }

  /** Whether the network that wrote this state still answers. */
  async answers(): Promise<boolean> {
    return this.#call('GET', '/ping').then(
      () => true,
      () => false,
    );
  }

  /** No timeout: a deployment may install packages for minutes, and the API is on this machine. */
  #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization: `Bearer ${this.state.token}`, connection: 'close' };
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.state.adminUrl), { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
          if (response.statusCode === 200) resolve(answer);
          else reject(failure(answer as ErrorAnswer));
        });
        response.on('error', reject);
      });
      call.once('error', reject);
      call.end(content);
    });
  }
}

function failure({ message, hint }: ErrorAnswer): NetworkError {
  return new NetworkError(message, hint);
}
