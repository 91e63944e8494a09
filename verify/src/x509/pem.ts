import { fromBase64 } from '../crypto/encoding.js';

/** As Go's encoding/pem has it: the lines that begin and end a block have nothing else on them but blanks. */
const PEM_BLOCK = /^-----BEGIN (.*)-----[ \t]*\r?\n([A-Za-z0-9+/ \t\r\n]*={0,2}[ \t\r\n]*)^-----END \1-----[ \t]*$/m;

/** What the first block of a PEM text (RFC 7468) encodes, whatever its label; undefined when there is none. */
export function pemBody(text: Uint8Array): Uint8Array | undefined {
  const [, , body] = PEM_BLOCK.exec(new TextDecoder().decode(text)) ?? [];
  return body === undefined ? undefined : fromBase64(body.replaceAll(/[ \t\r\n]/g, ''));
}
