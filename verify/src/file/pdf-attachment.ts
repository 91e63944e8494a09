import { Unzlib } from 'fflate';
import { joined } from '../crypto/encoding.js';
import { ensure, fail } from '../verification-error.js';

/** Bytes of an attachment when it is inflated; a hundred times those of a large certificate. */
const ATTACHMENT_BYTES_MAX = 64 * 1024 * 1024;
/** Bytes that are inflated at a time, so that the bound above is noticed soon. */
const INFLATED_AT_ONCE = 16 * 1024;
/** A header may come after other bytes (ISO 32000-1, annex H.3, note 13). */
const HEADER_WITHIN = 1024;

/** Whether a file is a PDF. */
export const isPdf = (file: Uint8Array): boolean => asLatin(file.subarray(0, HEADER_WITHIN)).includes('%PDF-');

/**
 * The one file that is attached to a PDF (ISO 32000-1, 7.11.4). Nothing else of the PDF is read, its pages least of all. An
 * embedded file is a stream, which no object stream can hold, so it is found by its type, also after other programs have
 * saved the PDF or signed it.
 *
 * @throws {VerificationError} form
 */
export function attachmentOf(pdf: Uint8Array): Uint8Array {
  const text = asLatin(pdf);
  const found = [...text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)];
  ensure(found.length > 0, 'form', 'the PDF has no certificate attached');
  ensure(found.length === 1, 'form', `the PDF has ${found.length} files attached and not the certificate alone`);
  const type = found[0]?.index ?? 0;
  const object = text.lastIndexOf(' obj', type);
  const stream = /stream\r?\n/g;
  stream.lastIndex = type;
  const start = stream.exec(text) === null ? -1 : stream.lastIndex;
  const end = text.indexOf('endstream', start);
  ensure(object !== -1 && start !== -1 && end !== -1, 'form', 'the file that is attached to the PDF is not whole');
  const dictionary = text.slice(object, start);
  const data = pdf.subarray(start, end);
  const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.match(/\w+/g) ?? [];
  if (filters.length === 0) return data;
  const isFlate = filters.join() === 'FlateDecode';
  ensure(isFlate, 'form', `the PDF holds its attachment as ${filters.join(' of ')}: ${TAKE_OUT}`);
  return inflated(data);
}

const TAKE_OUT = 'take it out with another program, and verify that';

/** As many characters as bytes; those beyond ASCII are not looked at. */
const asLatin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

function inflated(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflating = new Unzlib((part) => {
    length += part.length;
    ensure(length <= ATTACHMENT_BYTES_MAX, 'form', 'the file that is attached to the PDF is too large');
    parts.push(part);
  });
  try {
    for (let at = 0; at < data.length; at += INFLATED_AT_ONCE) {
      inflating.push(data.subarray(at, at + INFLATED_AT_ONCE), at + INFLATED_AT_ONCE >= data.length);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      fail('form', `the attachment of the PDF cannot be read, ${error.message}: ${TAKE_OUT}`);
    throw error;
  }
  return joined(...parts);
}
