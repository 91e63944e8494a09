import { DomainError, LIMITS, parseCanonicalJson, type ErrorCode, type Reader } from '@scrip/model';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';

/**
 * A private record as it came with the proposal: it enters neither the block nor the public state.
 *
 * @param name - name of the transient value
 * @param missing - the code when it did not come
 * @throws DomainError `missing`, COMMAND_MALFORMED, LIMIT_EXCEEDED and those of the reader
 */
export function presented<T>(ledger: LedgerTransaction, name: string, reader: Reader<T>, missing: ErrorCode): T {
  const text = ledger.transient(name);
  if (text === undefined) throw new DomainError(missing, { transient: name });
  return reader(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), `/${name}`);
}
