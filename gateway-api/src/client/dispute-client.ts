import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const of = (isin: string): string => `/v1/securities/${encodeURIComponent(isin)}/disputes`;
const one = (isin: string, id: string, rest = ''): string => `${of(isin)}/${encodeURIComponent(id)}${rest}`;

/** Disputes over transfers that are final: every function throws {@link ProblemError}. */
export class DisputeClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Proposes to object to a transfer; another operator approves it. */
  raise(isin: string, body: api.NewDispute, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(of(isin), body, options);
  }

  /** States which decision a party of the transfer wants. */
  agree(
    isin: string,
    id: string,
    body: api.NewDisputeAgreement,
    options: CommandOptions = {},
  ): Promise<api.DisputeAgreed> {
    return this.#requests.post(one(isin, id, '/agreements'), body, options);
  }

  /** Proposes to decide a dispute; another operator approves it. */
  decide(isin: string, id: string, body: api.NewDisputeDecision, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(one(isin, id, '/decisions'), body, options);
  }

  /** Takes an objection back. */
  withdraw(isin: string, id: string, options: CommandOptions = {}): Promise<api.DisputeWithdrawn> {
    return this.#requests.post(one(isin, id, '/withdraw'), {}, options);
  }

  /** Disputes over transfers of a security. */
  list(
    isin: string,
    options: ReadOptions & {
      readonly state?: 'open' | 'dismissed' | 'upheld' | 'settled';
      readonly holder?: string;
    } = {},
  ): Promise<api.DisputeList> {
    return this.#requests.get(of(isin), { ...options });
  }

  /** A dispute. */
  get(isin: string, id: string, options: ChannelOption = {}): Promise<api.DisputeReply> {
    return this.#requests.get(one(isin, id), { ...options });
  }
}
