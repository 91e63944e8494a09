import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (claimId: string, rest = ''): string => `/v1/claims/${encodeURIComponent(claimId)}${rest}`;

/** What a client does with claims: every function throws {@link ProblemError} when it is refused. */
export class ClaimClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** States something about a party; this gateway's organisation is the claim issuer. */
  make(body: api.NewClaim, options: CommandOptions = {}): Promise<api.ClaimReceipt> {
    return this.#requests.post('/v1/claims', body, options);
  }

  /** @param options `isin`: what it is worth at that security; else for the network */
  get(claimId: string, options: ChannelOption & { readonly isin?: string } = {}): Promise<api.ClaimReply> {
    return this.#requests.get(path(claimId), { ...options });
  }

  revoke(claimId: string, options: CommandOptions = {}): Promise<api.ClaimRevocation> {
    return this.#requests.post(path(claimId, '/revocation'), {}, options);
  }

  /** @param options `isin`: what the claims are worth at that security; else for the network */
  ofParty(partyId: string, options: ChannelOption & { readonly isin?: string } = {}): Promise<api.ClaimList> {
    return this.#requests.get(`/v1/parties/${encodeURIComponent(partyId)}/claims`, { ...options });
  }

  /** What stands behind a claim; the reading is logged with its purpose. */
  details(claimId: string, purpose: string, options: ChannelOption = {}): Promise<api.ClaimDetailsReply> {
    return this.#requests.get(path(claimId, '/details'), { ...options, purpose });
  }

  eraseDetails(claimId: string, options: CommandOptions = {}): Promise<api.ClaimReceipt> {
    return this.#requests.post(path(claimId, '/details/erasure'), {}, options);
  }

  /** Proposes whom to trust; another operator approves it. */
  adoptTrust(body: api.Trust, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post('/v1/trust', body, options);
  }

  /** Ends the trust in one claim issuer. */
  endTrust(body: api.TrustEnding, options: CommandOptions = {}): Promise<{ readonly block: number }> {
    return this.#requests.post('/v1/trust/end', body, options);
  }

  /** @param options `isin`: whom that security trusts; else the network */
  trust(options: ChannelOption & { readonly isin?: string } = {}): Promise<api.TrustList> {
    return this.#requests.get('/v1/trust', { ...options });
  }

  /** The revoked claims of a claim issuer, to be checked away from the ledger. */
  statusList(mspId: string, options: ChannelOption = {}): Promise<api.StatusListReply> {
    return this.#requests.get(`/v1/status-lists/${encodeURIComponent(mspId)}`, { ...options });
  }

  requirements(isin: string, options: ChannelOption = {}): Promise<api.Requirements> {
    return this.#requests.get(`/v1/securities/${encodeURIComponent(isin)}/requirements`, { ...options });
  }
}
