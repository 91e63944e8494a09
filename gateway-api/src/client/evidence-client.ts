import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const of = (isin: string, rest = ''): string => `/v1/securities/${encodeURIComponent(isin)}/evidence${rest}`;

/** Evidence of what stands behind securities: every function throws {@link ProblemError}. */
export class EvidenceClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Proposes to show what stands behind a security; another operator approves it. */
  publish(isin: string, body: api.NewEvidence, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(of(isin), body, options);
  }

  /** Takes evidence back. */
  revoke(isin: string, evidenceId: string, options: CommandOptions = {}): Promise<api.RevokedEvidence> {
    return this.#requests.post(of(isin, `/${encodeURIComponent(evidenceId)}/revoke`), {}, options);
  }

  /** What stands behind a security. */
  behind(isin: string, options: ChannelOption = {}): Promise<api.EvidenceReply> {
    return this.#requests.get(of(isin), { ...options });
  }

  /** What must be shown anew within so many calendar days. */
  due(options: ChannelOption & { readonly within?: string } = {}): Promise<api.EvidenceDue> {
    return this.#requests.get('/v1/evidence/due', { ...options });
  }
}
