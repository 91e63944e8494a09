import { fromBase64 } from './crypto/encoding.js';
import { fail } from './verification-error.js';

/** Schema of the JSON form; another one is refused. */
export const CERTIFICATE_SCHEMA = 1;

/** Opens the salted id of a holder: who it is. By name and salt, or by the whole private record where that was amended. */
export type HolderOpening = { readonly name: string; readonly salt: string } | { readonly record: string };

/** An ownership certificate in its JSON form: messages of Fabric in base64, as peers signed them and blocks hold them. */
export interface Certificate {
  readonly schema: typeof CERTIFICATE_SCHEMA;
  /** The register entry: common.Envelope of the query with the answer and the peers' signatures. */
  readonly entry: string;
  /** common.Envelope of each transaction in which the lots, or the lots before them, came about. */
  readonly transactions: readonly string[];
  /** Every config block of the channel from block 0 on, with the signatures of its orderers: common.Block. */
  readonly configuration: readonly string[];
  /** The newest block without what is in it: its orderers signed which config block is the last. common.Block. */
  readonly head: string;
  /** Absent: the certificate does not say who the holder is. */
  readonly holder?: HolderOpening;
}

/** A certificate with its messages as bytes. */
export interface CertificateParts {
  readonly entry: Uint8Array;
  readonly transactions: readonly Uint8Array[];
  readonly configuration: readonly Uint8Array[];
  readonly head: Uint8Array;
  readonly holder?: HolderOpening;
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

const MEMBERS = ['schema', 'entry', 'transactions', 'configuration', 'head', 'holder'];

/** Reads the JSON form. @throws {VerificationError} that says what is wrong with it */
export function readCertificateFile(text: string): CertificateParts {
  const json = asObject(parsed(text), 'the certificate');
  const stray = Object.keys(json).find((name) => !MEMBERS.includes(name));
  if (stray !== undefined) fail('form', `a certificate has no member ${JSON.stringify(stray)}`);
  if (json['schema'] !== CERTIFICATE_SCHEMA) fail('form', `schema ${String(json['schema'])} is not known here`);
  return {
    entry: bytesOf(json['entry'], 'entry'),
    transactions: listOf(json['transactions'], 'transactions'),
    configuration: listOf(json['configuration'], 'configuration'),
    head: bytesOf(json['head'], 'head'),
    ...(json['holder'] === undefined ? {} : { holder: openingOf(asObject(json['holder'], 'holder')) }),
  };
}

/** Reads JSON text. @throws {VerificationError} */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('form', 'not JSON');
  }
}

/** A value that must be an object. @throws {VerificationError} */
export function asObject(value: unknown, name: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  return fail('form', `${name} is no JSON object`);
}

/** A value that must be a text. @throws {VerificationError} */
export const asText = (value: unknown, name: string): string =>
  typeof value === 'string' ? value : fail('form', `${name} is no text`);

/** A value that must be a list of objects. @throws {VerificationError} */
export const asObjects = (value: unknown, name: string): readonly JsonObject[] =>
  Array.isArray(value) ? value.map((each) => asObject(each, name)) : fail('form', `${name} is no list`);

const bytesOf = (value: unknown, name: string): Uint8Array =>
  fromBase64(asText(value, name)) ?? fail('form', `${name} is no base64`);

const listOf = (value: unknown, name: string): readonly Uint8Array[] =>
  Array.isArray(value) ? value.map((each) => bytesOf(each, name)) : fail('form', `${name} is no list`);

function openingOf(holder: JsonObject): HolderOpening {
  const members = Object.keys(holder).sort().join(' ');
  if (members === 'record') return { record: asText(holder['record'], 'record') };
  if (members !== 'name salt') return fail('form', 'a holder is shown by name and salt, or by its record');
  return { name: asText(holder['name'], 'name'), salt: asText(holder['salt'], 'salt') };
}
