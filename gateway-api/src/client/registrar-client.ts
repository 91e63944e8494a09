import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const ofSecurity = (isin: string, rest: string): string => `/v1/securities/${encodeURIComponent(isin)}${rest}`;
const ofParty = (id: string, rest: string): string => `/v1/parties/${encodeURIComponent(id)}${rest}`;

/** Acts on holder registers by those who keep and watch over them: every function throws {@link ProblemError}. */
export class RegistrarClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Proposes to freeze a security; another operator approves it. */
  freezeSecurity(isin: string, body: api.NewSecurityFreeze, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/freeze'), body, options);
  }

  /** Proposes to freeze a holder; another operator approves it. */
  freezeHolder(partyId: string, body: api.NewHolderFreeze, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofParty(partyId, '/freeze'), body, options);
  }

  /** Proposes to freeze a part of a holding; another operator approves it. */
  freezeUnits(isin: string, body: api.NewUnitsFreeze, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/frozen-units'), body, options);
  }

  /** Proposes to lift a freeze; another operator approves it. */
  liftFreeze(body: api.FreezeLifting, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post('/v1/freezes/lift', body, options);
  }

  /** What is frozen of a security. */
  freezesIn(isin: string, options: ChannelOption = {}): Promise<api.FreezeList> {
    return this.#requests.get(ofSecurity(isin, '/freezes'), { ...options });
  }

  /** What is frozen of a holder. */
  freezesOf(partyId: string, options: ChannelOption = {}): Promise<api.FreezeList> {
    return this.#requests.get(ofParty(partyId, '/freezes'), { ...options });
  }
}
