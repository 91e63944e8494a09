import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { CaError, CODE, plainError } from './ca-error.js';
import { subjectFields, type SubjectFields } from './subject-name.js';
import { messageOf } from '../network-error.js';

/** What the CA takes from a PKCS #10 request. */
export interface CertificateRequest {
  readonly subject: SubjectFields;
  readonly publicKey: x509.PublicKey;
  readonly alternativeNames: x509.JsonGeneralNames;
  /** Whether it asks for the certificate of a CA. */
  readonly isForCa: boolean;
  /** Whether the requester has proved to have the private key. */
  hasValidSignature(): Promise<boolean>;
}

const PEM_BLOCK = /-----BEGIN ([^-]*)-----([A-Za-z0-9+/=\s]*)-----END \1-----/;
const LABELS: ReadonlySet<string> = new Set(['NEW CERTIFICATE REQUEST', 'CERTIFICATE REQUEST']);
const EXTENSIONS_MAX = 100;
/** cfssl's CSRError and BadRequest (`errors/error.go`). */
const CSR_BAD_REQUEST = 9300;

/** Greatest number of bytes of each part of a name (RFC 5280, appendix A.1, upper bounds). */
const LIMITS: readonly (readonly [field: string, name: string, limit: number])[] = [
  ['CN', 'CN', 64],
  ['2.5.4.5', 'serial number', 64],
  ['OU', 'organizational unit name', 64],
  ['O', 'organization name', 64],
  ['C', 'country name', 2],
  ['L', 'locality name', 128],
  ['ST', 'state name', 128],
];

/** Reads a certificate request in PEM; refuses what is none. */
export function parseCertificateRequest(pem: string): CertificateRequest {
  const [, label, body] = PEM_BLOCK.exec(pem) ?? [];
  if (label === undefined || body === undefined) throw new CaError(400, CODE.badCsr, 'CSR Decode failed');
  if (!LABELS.has(label)) {
    throw plainError(JSON.stringify({ code: CSR_BAD_REQUEST, message: 'not a certificate or csr' }));
  }
  const request = decode(Buffer.from(body, 'base64'));
  const names = request.getExtension('2.5.29.17');
  const constraints = request.getExtension('2.5.29.19');
  return {
    subject: subjectFields(request.subjectName),
    publicKey: request.publicKey,
    alternativeNames: names instanceof x509.SubjectAlternativeNameExtension ? names.names.toJSON() : [],
    isForCa: constraints instanceof x509.BasicConstraintsExtension && constraints.ca,
    hasValidSignature: () => request.verify().catch(() => false),
  };
}

/** Refuses a name with a part that is too long. */
export function requireLengths({ subject }: CertificateRequest): void {
  const values: Readonly<Record<string, readonly string[]>> = {
    CN: [subject.commonName],
    '2.5.4.5': [subject.serialNumber],
    OU: subject.organizationalUnit,
    O: subject.organization,
    C: subject.country,
    L: subject.locality,
    ST: subject.province,
  };
  for (const [field, name, limit] of LIMITS) {
    const tooLong = values[field]?.find((value) => Buffer.byteLength(value) > limit);
    if (tooLong === undefined) continue;
    const reason = `The ${name} '${tooLong}' exceeds the maximum character limit of ${limit}`;
    throw new CaError(400, CODE.csrInput, `CSR input validation failed: ${reason}`);
  }
}

function decode(der: Buffer): x509.Pkcs10CertificateRequest {
  try {
    const request = new x509.Pkcs10CertificateRequest(der);
    // They are decoded when they are read first.
    if (request.extensions.length > EXTENSIONS_MAX) throw new RangeError('too many extensions');
    return request;
  } catch (error) {
    throw plainError(`asn1: ${messageOf(error)}`);
  }
}
