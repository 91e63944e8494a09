import { asObject, parsed, type JsonObject } from '../certificate.js';
import type { ReadWriteSet } from '../transaction/read-write-set.js';
import { during } from '../verification-error.js';

/**
 * The entry of the register by which a holder came to a lot: a transaction enters each movement under the id of the first lot
 * that it creates, so it is the last one that begins no later than the lot, if that is a movement to the holder. Undefined
 * where there is none, as when lots were set aside for somebody's vote.
 *
 * @throws {VerificationError} creation
 */
export function entryOfLot(
  { writes }: Pick<ReadWriteSet, 'writes'>,
  isin: string,
  lotId: string,
  holderId: string,
): JsonObject | undefined {
  const index = indexOf(lotId);
  let [begin, text] = [-1, ''];
  for (const [key, value] of writes) {
    const at = key.startsWith(`movement/${isin}/`) ? indexOf(key) : -1;
    if (value !== undefined && at > begin && at <= index) [begin, text] = [at, value];
  }
  if (begin === -1) return undefined;
  const entry = during('creation', 'an entry of the register', () => asObject(parsed(text), 'an entry'));
  return entry['to'] === holderId ? entry : undefined;
}

/** The number after the last slash of an id. */
const indexOf = (id: string): number => Number(id.slice(id.lastIndexOf('/') + 1));
