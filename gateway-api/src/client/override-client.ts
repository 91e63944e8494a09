import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (id: string, rest = ''): string => `/v1/lawful-overrides/${encodeURIComponent(id)}${rest}`;

/** Lawful overrides: every function throws {@link ProblemError} when it is refused. */
export class OverrideClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  list(options: ChannelOption = {}): Promise<api.LawfulOverrideList> {
    return this.#requests.get('/v1/lawful-overrides', { ...options });
  }

  get(id: string, options: ChannelOption = {}): Promise<api.LawfulOverride> {
    return this.#requests.get(path(id), { ...options });
  }

  /** Has the peers that answer endorse a command; its signature is that over the command itself. */
  prepare(body: api.NewLawfulOverride, options: CommandOptions = {}): Promise<api.LawfulOverride> {
    return this.#requests.post('/v1/lawful-overrides', body, options);
  }

  /** Adds what administrators have signed off-line. */
  endorse(id: string, body: api.NewOverrideEndorsements, options: CommandOptions = {}): Promise<api.LawfulOverride> {
    return this.#requests.post(path(id, '/endorsements'), body, options);
  }

  /** Submits it: another operator than who prepared it. */
  submit(id: string, options: CommandOptions = {}): Promise<api.LawfulOverride> {
    return this.#requests.post(path(id, '/submission'), {}, options);
  }
}
