import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (mspId: string, rest = ''): string => `/v1/participants/${encodeURIComponent(mspId)}${rest}`;

/** What a client does with the members of a channel: every function throws {@link ProblemError} when it is refused. */
export class ParticipantClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  list(options: ChannelOption = {}): Promise<api.ParticipantList> {
    return this.#requests.get('/v1/participants', { ...options });
  }

  get(mspId: string, options: ChannelOption = {}): Promise<api.ParticipantReply> {
    return this.#requests.get(path(mspId), { ...options });
  }

  /** Proposes another standing; another operator approves it. */
  changeStanding(mspId: string, body: api.NewStanding, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(mspId, '/standing'), body, options);
  }

  /** Ends the membership of the gateway's organisation. */
  resign(options: CommandOptions = {}): Promise<api.ChangedParticipant> {
    return this.#requests.post('/v1/resignation', {}, options);
  }

  /** Declares the nodes of the gateway's organisation. */
  declareNodes(body: api.NewNodes, options: CommandOptions = {}): Promise<api.ChangedParticipant> {
    return this.#requests.post('/v1/nodes', body, options);
  }
}
