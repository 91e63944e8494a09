import 'reflect-metadata';
import { type KeyObject, X509Certificate as NativeCertificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { sha256 } from '../crypto/ecdsa.js';
import { derChildren } from './der.js';
import { MspError } from './msp-error.js';
import { messageOf } from '../network-error.js';

/** What the MSP looks at in an X.509 certificate, read once. */
export interface Certificate {
  readonly der: Buffer;
  /** SHA-256 of what the issuer signed: re-encodings of the signature do not make another certificate. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly organizationalUnits: readonly string[];
  /** Hexadecimal, without leading zeros. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly isCa: boolean;
  /** Greatest number of intermediate CAs below this one; undefined when not limited. */
  readonly pathLength: number | undefined;
  readonly mayIssueCertificates: boolean;
  /** False when an extended key usage excludes it: Go's verifier asks for server authentication by default. */
  readonly extendedUsageAllowed: boolean;
  /** Hexadecimal. */
  readonly subjectKeyId: string | undefined;
  /** Whether the key of `issuer` made this certificate's signature. */
  isSignedBy(issuer: Certificate): boolean;
}

/** As Go's encoding/pem has it: the lines that begin and end a block have nothing else on them but blanks. */
const PEM_BLOCK = /^-----BEGIN (.*)-----[ \t]*\r?\n([A-Za-z0-9+/ \t\r\n]*={0,2}[ \t\r\n]*)^-----END \1-----[ \t]*$/m;
const BASE64_UNIT = 4;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ANY_USAGE = '2.5.29.37.0';

/**
 * The first certificate of a PEM text.
 *
 * @throws {MspError} with Fabric's texts of msp/mspimpl.go
 */
export function parseCertificate(pem: string): Certificate {
  const der = pemBody(pem);
  if (der === undefined) {
    throw new MspError('could not decode the PEM structure');
  }
  try {
    return describe(der, new NativeCertificate(der), new x509.X509Certificate(der));
  } catch (error) {
    throw new MspError(`parseCertificate failed: ${messageOf(error)}`);
  }
}

/** What the first block of a PEM text encodes, whatever its label, or undefined when there is none. */
export function pemBody(text: string): Buffer | undefined {
  const body = PEM_BLOCK.exec(text)?.[2]?.replaceAll(/[ \t\r\n]/g, '');
  return body === undefined || body.length % BASE64_UNIT !== 0 ? undefined : Buffer.from(body, 'base64');
}

function describe(der: Buffer, native: NativeCertificate, certificate: x509.X509Certificate): Certificate {
  const constraints = certificate.getExtension(x509.BasicConstraintsExtension);
  const usage = certificate.getExtension(x509.KeyUsagesExtension);
  const extendedUsage = certificate.getExtension(x509.ExtendedKeyUsageExtension);
  const signed = derChildren(der)?.[0]?.encoded ?? der;
  return {
    der,
    fingerprint: sha256(signed).toString('hex'),
    subject: certificate.subject,
    issuer: certificate.issuer,
    organizationalUnits: certificate.subjectName.getField('OU'),
    serialNumber: normalSerial(certificate.serialNumber),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    publicKey: native.publicKey,
    isCa: constraints?.ca ?? false,
    pathLength: constraints?.pathLength,
    mayIssueCertificates: usage === null || (usage.usages & x509.KeyUsageFlags.keyCertSign) !== 0,
    extendedUsageAllowed:
      extendedUsage === null ||
      extendedUsage.usages.some((allowed) => allowed === SERVER_AUTHENTICATION || allowed === ANY_USAGE),
    subjectKeyId: certificate.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId.toLowerCase(),
    isSignedBy: (issuer) => native.verify(issuer.publicKey),
  };
}

/** Serial numbers are compared as numbers, so that padding does not hide a revocation. */
export function normalSerial(hexadecimal: string): string {
  return BigInt(`0x${hexadecimal || '0'}`).toString(16);
}
