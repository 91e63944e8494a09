import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { ALGORITHM, generateKey, lowS } from '@scrip/credentials';

x509.cryptoProvider.set(webcrypto);

const CA_KEY_USAGES = (x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign) as x509.KeyUsageFlags;
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Certificate and key as PEM texts; the key as PKCS #8. */
export interface PemPair {
  readonly certificate: string;
  readonly privateKey: string;
}

/** What a leaf certificate says. */
export interface LeafRequest {
  readonly commonName: string;
  readonly organization: string;
  readonly organizationalUnit?: string;
  readonly notAfter: Date;
  /** DNS names and addresses: makes it a TLS certificate for servers and clients. */
  readonly hosts?: { readonly dns: readonly string[]; readonly addresses: readonly string[] };
}

/** A self-signed root that may sign leaves only (path length 0). */
export async function createCa(commonName: string, organization: string, notAfter: Date): Promise<PemPair> {
  const { keys, privateKeyPem } = await generateKey();
  const name = subject(commonName, organization);
  const extensions = [
    new x509.BasicConstraintsExtension(true, 0, true),
    new x509.KeyUsagesExtension(CA_KEY_USAGES, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
  ];
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: name,
      issuer: name,
      notBefore: new Date(Date.now() - CLOCK_TOLERANCE_MS),
      notAfter,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: keys.privateKey,
      extensions,
    },
    lowSignatures,
  );
  return { certificate: certificate.toString('pem'), privateKey: privateKeyPem };
}

/** A new key with its certificate, signed by the CA. */
export async function createLeaf(ca: PemPair, request: LeafRequest): Promise<PemPair> {
  const { keys, privateKeyPem } = await generateKey();
  const issuer = new x509.X509Certificate(ca.certificate);
  const signingKey = await importKey(ca.privateKey);
  const notBefore = new Date(Math.min(Date.now(), request.notAfter.getTime()) - CLOCK_TOLERANCE_MS);
  const extensions = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ...tlsExtensions(request),
  ];
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: subject(request.commonName, request.organization, request.organizationalUnit),
      issuer: issuer.subjectName.toJSON(),
      notBefore,
      notAfter: request.notAfter,
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey,
      extensions,
    },
    lowSignatures,
  );
  return { certificate: certificate.toString('pem'), privateKey: privateKeyPem };
}

function tlsExtensions(request: LeafRequest): x509.Extension[] {
  if (request.hosts === undefined) return [];
  const usages = [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth];
  const names: x509.JsonGeneralNames = [
    ...request.hosts.dns.map((value) => ({ type: 'dns' as const, value })),
    ...request.hosts.addresses.map((value) => ({ type: 'ip' as const, value })),
  ];
  return [new x509.ExtendedKeyUsageExtension(usages), new x509.SubjectAlternativeNameExtension(names)];
}

/**
 * Web Crypto for the certificate generator, with signatures whose S is in the lower half: Fabric's MSP re-encodes a
 * certificate with a high S (`msp/cert.go` sanitizeECDSASignedCert), and the identity would no longer be the bytes
 * that we issued.
 */
export const lowSignatures = {
  subtle: {
    exportKey: (format: 'spki', key: webcrypto.CryptoKey): Promise<ArrayBuffer> =>
      webcrypto.subtle.exportKey(format, key),
    sign: async (algorithm: typeof ALGORITHM, key: webcrypto.CryptoKey, content: ArrayBuffer): Promise<ArrayBuffer> => {
      const signature = Buffer.from(await webcrypto.subtle.sign(algorithm, key, content));
      return new Uint8Array(lowS(signature)).buffer;
    },
  },
};

function subject(commonName: string, organization: string, organizationalUnit?: string): x509.JsonName {
  const unit = organizationalUnit === undefined ? [] : [{ OU: [organizationalUnit] }];
  return [{ O: [organization] }, ...unit, { CN: [commonName] }];
}

/**
 * A random serial number in hexadecimal, positive and without leading zero as DER wants it.
 *
 * @param length in bytes, at most 20 (RFC 5280, section 4.1.2.2)
 */
export function serialNumber(length = 16): string {
  const bytes = randomBytes(length);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

/** The private key of a PEM text (PKCS #8) for signing with {@link ALGORITHM}. */
export async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const [der] = x509.PemConverter.decode(pem);
  if (der === undefined) throw new Error('the CA key file holds no PEM block');
  return webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
}
