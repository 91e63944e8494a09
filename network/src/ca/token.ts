import 'reflect-metadata';
import { X509Certificate as NativeCertificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { verify } from '../crypto/ecdsa.js';
import { authenticationError, CODE } from './ca-error.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { storedHex } from './stored-hex.js';
import type { CertificateRecord } from './records.js';
import { messageOf } from '../network-error.js';

/** What a token signs. */
export interface TokenSubject {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly uri: string;
  readonly body: Buffer;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The certificate of the caller that signed the request (`util.VerifyToken`, `verifyX509Token`). A token is
 * `<certificate>.<signature>`, both in base64; the signature is over method, path, body and certificate.
 *
 * @throws {CaError} when the token, its certificate or the certificate's state is bad
 */
export function verifyToken(ca: CertificateAuthority, token: string, subject: TokenSubject): CertificateRecord {
  const [encoded, signature, rest] = token.split('.');
  if (encoded === undefined || signature === undefined || rest !== undefined || !BASE64.test(signature)) {
    throw authenticationError(CODE.invalidToken, 'Invalid token format; expecting 2 parts separated by "."');
  }
  const { certificate, native } = decode(encoded);
  if (!isSigned(ca, native, Buffer.from(signature, 'base64'), encoded, subject)) {
    throw authenticationError(CODE.invalidToken, 'Token signature validation failed');
  }
  requireTrust(ca, certificate, native);
  const serial = storedHex(certificate.serialNumber);
  const aki = storedHex(certificate.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId ?? '');
  const record = ca.store.certificate(serial, aki);
  if (record === undefined) {
    throw authenticationError(
      CODE.certificateNotFound,
      `Certificate not found with AKI '${aki}' and serial '${serial}'`,
    );
  }
  if (record.revocation === undefined) return record;
  throw authenticationError(CODE.certificateRevoked, 'The certificate in the authorization header is revoked');
}

function decode(encoded: string): {
  readonly certificate: x509.X509Certificate;
  readonly native: NativeCertificate;
} {
  try {
    const native = new NativeCertificate(Buffer.from(encoded, 'base64'));
    return { native, certificate: new x509.X509Certificate(native.raw) };
  } catch (error) {
    const reason = messageOf(error);
    throw authenticationError(CODE.invalidToken, `the token holds no certificate: ${reason}`);
  }
}

function isSigned(
  ca: CertificateAuthority,
  { publicKey }: NativeCertificate,
  signature: Buffer,
  encodedCertificate: string,
  { method, uri, body }: TokenSubject,
): boolean {
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
  const encodedBody = body.toString('base64');
  const whole = `${method}.${Buffer.from(uri).toString('base64')}.${encodedBody}.${encodedCertificate}`;
  if (verify(publicKey, Buffer.from(whole), signature)) return true;
  if (!ca.settings.acceptsOldTokens) return false;
  return verify(publicKey, Buffer.from(`${encodedBody}.${encodedCertificate}`), signature);
}

function requireTrust(ca: CertificateAuthority, certificate: x509.X509Certificate, native: NativeCertificate): void {
  const now = new Date();
  const isIssued = ca.issuers.some(
    (issuer) => native.checkIssued(issuer.native) && native.verify(issuer.native.publicKey),
  );
  if (isIssued && certificate.notBefore <= now && now <= certificate.notAfter) return;
  throw authenticationError(
    CODE.untrustedCertificate,
    `Untrusted certificate: ${isIssued ? 'it is expired or not yet valid' : 'another CA issued it'}`,
  );
}
