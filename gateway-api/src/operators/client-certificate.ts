import { createHash, type X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** The certificate that a client showed, by digests. */
export interface ClientCertificate {
  /** SHA-256 of the certificate, as tokens are bound to it (`x5t#S256`, RFC 8705 section 3.1). */
  readonly thumbprint: string;
  /** SHA-256 of its public key (SPKI), by which operators are named. */
  readonly keyThumbprint: string;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** The digests of a certificate. */
export const certificateDigests = (certificate: X509Certificate): ClientCertificate => ({
  thumbprint: digestOf(certificate.raw),
  keyThumbprint: digestOf(certificate.publicKey.export({ type: 'spki', format: 'der' })),
});

/** The client's certificate, when the connection is TLS and the certificate is of an accepted authority and in force. */
export function clientCertificateOf({ socket }: Pick<IncomingMessage, 'socket'>): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const certificate = socket.getPeerX509Certificate();
  return certificate === undefined ? undefined : certificateDigests(certificate);
}
