import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate as Asn1Certificate,
  ExtendedKeyUsage,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectKeyIdentifier,
  type Name,
} from '@peculiar/asn1-x509';
import { sha256Hex, toHex } from '../crypto/encoding.js';
import { isSignedBy } from '../crypto/ecdsa.js';
import { fail } from '../verification-error.js';
import { pemBody } from './pem.js';

/** What the rules of an MSP look at in an X.509 certificate (RFC 5280). */
export interface Certificate {
  /** SHA-256 of what the issuer signed: another encoding of the signature does not make another certificate. */
  readonly fingerprint: string;
  readonly der: Uint8Array;
  /** Names by their DER, as hexadecimal digits. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string;
  readonly organizationalUnits: readonly string[];
  /** Hexadecimal digits without leading zeros: padding does not hide a revocation. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** An uncompressed point of P-256; undefined for a key of another kind. */
  readonly publicKey: Uint8Array | undefined;
  readonly isCa: boolean;
  /** Most CAs below this one; undefined: any number. */
  readonly pathLength: number | undefined;
  readonly mayIssue: boolean;
  /** False when an extended key usage excludes it: Go's verifier asks for server authentication unless told otherwise. */
  readonly extendedUsageAllowed: boolean;
  /** Hexadecimal digits. */
  readonly subjectKeyId: string | undefined;
  isSignedBy(issuer: Certificate): boolean;
}

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
/** DER of the object identifier 1.2.840.10045.3.1.7, prime256v1. */
const P256 = '06082a8648ce3d030107';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const ORGANIZATIONAL_UNIT = '2.5.4.11';
const USAGES: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.3.1', '2.5.29.37.0']);

/** Certificates that are remembered by their text: parsing takes longer than anything else, and few come often. */
const REMEMBERED_MAX = 500;
const remembered = new Map<string, Certificate>();

/** The first certificate of a PEM text. @throws {VerificationError} when there is none */
export function readCertificate(pem: Uint8Array): Certificate {
  const name = sha256Hex(pem);
  const certificate = remembered.get(name) ?? parsed(pem);
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(name, certificate);
  return certificate;
}

function parsed(pem: Uint8Array): Certificate {
  const der = pemBody(pem);
  try {
    if (der !== undefined) return describe(der, AsnConvert.parse(der, Asn1Certificate));
  } catch {
    // what the parser says of bytes is of no use to whoever verifies
  }
  return fail('form', 'no X.509 certificate in PEM');
}

function describe(der: Uint8Array, parsed: Asn1Certificate): Certificate {
  const { subject, issuer, validity, serialNumber, subjectPublicKeyInfo: key } = parsed.tbsCertificate;
  const signed = new Uint8Array(parsed.tbsCertificateRaw ?? new ArrayBuffer(0));
  const signature = new Uint8Array(parsed.signatureValue);
  const constraints = extension(parsed, id_ce_basicConstraints, BasicConstraints);
  const usage = extension(parsed, id_ce_keyUsage, KeyUsage);
  const extended = extension(parsed, id_ce_extKeyUsage, ExtendedKeyUsage);
  const keyId = extension(parsed, id_ce_subjectKeyIdentifier, SubjectKeyIdentifier);
  const parameters = key.algorithm.parameters;
  const isP256 =
    key.algorithm.algorithm === EC_PUBLIC_KEY &&
    parameters instanceof ArrayBuffer &&
    toHex(new Uint8Array(parameters)) === P256;
  return {
    fingerprint: sha256Hex(signed),
    der,
    subject: toHex(new Uint8Array(AsnConvert.serialize(subject))),
    issuer: toHex(new Uint8Array(AsnConvert.serialize(issuer))),
    commonName: namesOf(subject, COMMON_NAME).join(', '),
    organizationalUnits: namesOf(subject, ORGANIZATIONAL_UNIT),
    serialNumber: normalSerial(serialNumber),
    notBefore: validity.notBefore.getTime(),
    notAfter: validity.notAfter.getTime(),
    publicKey: isP256 ? new Uint8Array(key.subjectPublicKey) : undefined,
    isCa: constraints?.cA ?? false,
    pathLength: constraints?.pathLenConstraint,
    mayIssue: usage === undefined || (usage.toNumber() & KeyUsageFlags.keyCertSign) !== 0,
    extendedUsageAllowed: extended === undefined || extended.some((each) => USAGES.has(each)),
    subjectKeyId: keyId === undefined ? undefined : toHex(new Uint8Array(keyId.buffer)),
    isSignedBy: ({ publicKey }) =>
      parsed.signatureAlgorithm.algorithm === ECDSA_WITH_SHA256 &&
      publicKey !== undefined &&
      isSignedBy(publicKey, signed, signature),
  };
}

function extension<T>(certificate: Asn1Certificate, id: string, type: new () => T): T | undefined {
  const found = certificate.tbsCertificate.extensions?.find(({ extnID }) => extnID === id);
  return found === undefined ? undefined : AsnConvert.parse(found.extnValue.buffer, type);
}

const namesOf = (name: Name, type: string): readonly string[] =>
  name.flatMap((part) => part.filter((each) => each.type === type).map(({ value }) => value.toString()));

/** A serial number as hexadecimal digits without leading zeros. */
export function normalSerial(serial: ArrayBuffer): string {
  return toHex(new Uint8Array(serial)).replace(/^0+(?=.)/, '');
}
