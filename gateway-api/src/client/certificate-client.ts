import type { ChannelOption, Requests } from './requests.js';
import type * as api from './types.js';

/** Certificates for those who trust no gateway. */
export class CertificateClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /**
   * What a holder has of a security, signed by a majority of members.
   *
   * @param nonce - of whoever will verify it
   * @param options - `purpose`: what the holder is shown for; absent, the certificate does not say who it is
   * @throws {ProblemError}
   */
  ownership(
    isin: string,
    holderId: string,
    nonce: string,
    options: ChannelOption & { readonly purpose?: string } = {},
  ): Promise<api.OwnershipCertificate> {
    const path = `/v1/certificates/${encodeURIComponent(isin)}/${encodeURIComponent(holderId)}`;
    return this.#requests.get(path, { ...options, nonce });
  }
}
