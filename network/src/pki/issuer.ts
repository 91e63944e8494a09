import 'reflect-metadata';
import { X509Certificate as NativeCertificate, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { importKey, type PemPair } from './certificates.js';

/** A root that signs, with what is read of its certificate often. */
export interface Issuer {
  readonly pem: string;
  readonly certificate: x509.X509Certificate;
  readonly native: NativeCertificate;
  readonly signingKey: webcrypto.CryptoKey;
  /** Subject key identifier: hexadecimal, as the certificates that it issues name it. */
  readonly keyId: string;
}

/** Reads a root's credential. */
export async function readIssuer({ certificate: pem, privateKey }: PemPair): Promise<Issuer> {
  const certificate = new x509.X509Certificate(pem);
  const extension = certificate.getExtension(x509.SubjectKeyIdentifierExtension);
  if (extension === null) throw new Error('the CA certificate has no subject key identifier');
  return {
    pem,
    certificate,
    native: new NativeCertificate(pem),
    signingKey: await importKey(privateKey),
    keyId: extension.keyId.toLowerCase(),
  };
}
