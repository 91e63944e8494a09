import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

/** Those who attest the lots of a security, and how they change: every function throws {@link ProblemError}. */
export class AttestorClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Proposes to give up a place; another operator approves it. */
  giveNotice(
    isin: string,
    place: api.AttestorPlace,
    body: api.NewAttestorNotice,
    options: CommandOptions = {},
  ): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, `attestors/${place}/notice`), body, options);
  }

  /** Proposes another organisation for a place; another operator approves it. */
  replace(
    isin: string,
    place: api.AttestorPlace,
    body: api.NewAttestor,
    options: CommandOptions = {},
  ): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, `attestors/${place}/successor`), body, options);
  }

  /** Proposes another custodian for a party; another operator approves it. */
  moveCustody(partyId: string, body: api.NewCustodian, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(`/v1/parties/${encodeURIComponent(partyId)}/custody`, body, options);
  }

  /** Lots that are attested by others than those who should. */
  staleLots(isin: string, options: ChannelOption & { readonly after?: string } = {}): Promise<api.StaleLots> {
    return this.#requests.get(ofSecurity(isin, 'stale-lots'), { ...options });
  }

  /** Has lots attested by those who should attest them. */
  rehome(isin: string, body: api.NewRehoming, options: CommandOptions = {}): Promise<api.RehomingReceipt> {
    return this.#requests.post(ofSecurity(isin, 'rehoming'), body, options);
  }
}

const ofSecurity = (isin: string, what: string): string => `/v1/securities/${encodeURIComponent(isin)}/${what}`;
