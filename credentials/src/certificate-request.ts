import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** How every key of an organisation signs. */
export const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A new key, in memory and as PEM (PKCS #8). */
export interface GeneratedKey {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly privateKeyPem: string;
}

/** Makes a P-256 key, the curve of Fabric's identities. */
export async function generateKey(): Promise<GeneratedKey> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { keys, privateKeyPem: `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n` };
}

/** A PKCS #10 request of an enrolment id for its key, PEM. */
export async function certificateRequest(id: string, { keys }: GeneratedKey): Promise<string> {
  const name = [{ CN: [id] }];
  const request = await x509.Pkcs10CertificateRequestGenerator.create(
    { name, keys, signingAlgorithm: ALGORITHM },
    webcrypto,
  );
  return request.toString('pem');
}
