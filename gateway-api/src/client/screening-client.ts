import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const ofSecurity = (isin: string, rest: string): string => `/v1/securities/${encodeURIComponent(isin)}${rest}`;

/** Screening by a secret list: every function throws {@link ProblemError} when it is refused. */
export class ScreeningClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Lists parties, or takes them off. */
  changeList(body: api.NewListings, options: CommandOptions = {}): Promise<api.ListReceipt> {
    return this.#requests.post('/v1/screening/list', body, options);
  }

  /** The own list, which hides whom it is about. */
  list(options: ChannelOption = {}): Promise<api.SanctionsList> {
    return this.#requests.get('/v1/screening/list', { ...options });
  }

  /** Which holders of a security are on the own list, some holders a page. */
  listedHolders(isin: string, options: ReadOptions = {}): Promise<api.ListedHolders> {
    return this.#requests.get(ofSecurity(isin, '/screening/listed'), { ...options });
  }

  /** Proposes who screens a security; another operator approves it. */
  changeScreener(isin: string, body: api.NewScreener, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/screener'), body, options);
  }
}
