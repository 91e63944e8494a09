import { base32nopad } from '@scure/base';
import { asObject, asText, parsed, type HolderOpening } from '../certificate.js';
import { sha256, sha256Hex, utf8 } from '../crypto/encoding.js';
import { during, ensure } from '../verification-error.js';
import type { CertifiedEntry } from './entry.js';

/** Bytes of the digest that an id holds. */
const ID_BYTES = 20;

/**
 * Who the holder is: the id is a commitment to organisation, name and salt, and the ledger has the hash of the private
 * record. Nobody can open either to another name.
 *
 * @throws {VerificationError} holder
 */
export function checkHolder(entry: CertifiedEntry, opening: HolderOpening): string {
  if ('record' in opening) {
    const isRecord = sha256Hex(utf8(opening.record)) === entry.recordHash;
    ensure(isRecord, 'holder', 'the record that is shown is not that of the holder');
    return during('holder', 'the record', () => asText(asObject(parsed(opening.record), 'record')['name'], 'name'));
  }
  const { name, salt } = opening;
  // the members are in their canonical order, and JSON.stringify writes texts as RFC 8785 does
  const digest = sha256(utf8(JSON.stringify({ mspId: entry.custodian, name, salt })));
  const id = `P${base32nopad.encode(digest.slice(0, ID_BYTES))}`;
  ensure(id === entry.holderId, 'holder', 'the name that is shown is not that of the holder');
  return name;
}
