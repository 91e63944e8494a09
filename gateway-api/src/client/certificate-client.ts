import type { ChannelOption, Requests } from './requests.js';
import type * as api from './types.js';

/** What a certificate is asked for. */
export type CertificateOptions = ChannelOption & {
  /** What the holder is shown for; absent, the certificate does not say who it is. */
  readonly purpose?: string;
};

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
   * @throws {ProblemError}
   */
  ownership(
    isin: string,
    holderId: string,
    nonce: string,
    options: CertificateOptions = {},
  ): Promise<api.OwnershipCertificate> {
    return this.#requests.get(pathOf(isin, holderId), { ...options, nonce });
  }

  /**
   * The same as a PDF that says what the certificate proves, with the certificate attached to it.
   *
   * @throws {ProblemError}
   */
  ownershipPdf(isin: string, holderId: string, nonce: string, options: CertificateOptions = {}): Promise<Uint8Array> {
    return this.#requests.bytes(pathOf(isin, holderId), { ...options, nonce, format: 'pdf' });
  }
}

const pathOf = (isin: string, holderId: string): string =>
  `/v1/certificates/${encodeURIComponent(isin)}/${encodeURIComponent(holderId)}`;
