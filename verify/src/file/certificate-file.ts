import { readCertificateFile, type Certificate } from '../certificate.js';
import { sha256Hex, utf8 } from '../crypto/encoding.js';
import { ensure, fail } from '../verification-error.js';
import { attachmentOf, isPdf } from './pdf-attachment.js';

/** A certificate as a file has it: the JSON form, as text or bytes, or a PDF to which it is attached. */
export type CertificateFile = string | Uint8Array;

/** The JSON form in a file. @throws {VerificationError} form */
export function textOf(file: CertificateFile): string {
  if (typeof file === 'string') {
    ensure(!file.startsWith('%PDF-'), 'form', 'a PDF is verified from its bytes, which were taken for text');
    return file;
  }
  const bytes = isPdf(file) ? attachmentOf(file) : file;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('form', 'not UTF-8');
  }
}

/**
 * The JSON form in the one way of writing it that has a fingerprint: canonical JSON (RFC 8785), as gateways hand it out.
 *
 * @throws {VerificationError} form
 */
export function canonicalText(file: CertificateFile): string {
  const text = textOf(file);
  readCertificateFile(text);
  const { configuration, entry, head, holder, schema, transactions } = JSON.parse(text) as Certificate;
  const inOrder = holder === undefined || 'record' in holder ? holder : { name: holder.name, salt: holder.salt };
  return JSON.stringify({ configuration, entry, head, holder: inOrder, schema, transactions });
}

/**
 * SHA-256 of a certificate, in hexadecimal digits: the same for its JSON form, however spaced, and the PDF that holds it.
 *
 * @throws {VerificationError} form
 */
export const fingerprintOf = (file: CertificateFile): string => sha256Hex(utf8(canonicalText(file)));
