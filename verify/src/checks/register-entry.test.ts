import { describe, expect, test } from '@jest/globals';
import type { ReadWriteSet } from '../transaction/read-write-set.js';
import { entryOfLot } from './register-entry.js';

const ISIN = 'DE000A283WZ3';
const DEED = 'e'.repeat(64);

/** A transaction that enters a transfer to Ada, whose lots are 0 and 1, and one to Bob, whose lot is 2. */
const SET: Pick<ReadWriteSet, 'writes'> = {
  writes: new Map<string, string | undefined>([
    [`lot/${ISIN}/ADA/tx/0`, '{}'],
    [`movement/${ISIN}/2026-11-23/tx/2`, JSON.stringify({ kind: 'transfer', from: 'CLEO', to: 'BOB' })],
    [`movement/${ISIN}/2026-11-23/tx/0`, JSON.stringify({ kind: 'transfer', from: 'CLEO', to: 'ADA', deed: DEED })],
    [`movement/US0378331005/2026-11-23/tx/1`, JSON.stringify({ kind: 'transfer', from: 'CLEO', to: 'ADA' })],
  ]),
};

describe('the entry by which a holder came to a lot', () => {
  test('is the movement to the holder in which the lot was created', () => {
    expect(entryOfLot(SET, ISIN, 'tx/0', 'ADA')).toMatchObject({ to: 'ADA', deed: DEED });
    expect(entryOfLot(SET, ISIN, 'tx/1', 'ADA')).toMatchObject({ to: 'ADA', deed: DEED });
    expect(entryOfLot(SET, ISIN, 'tx/2', 'BOB')).toEqual({ kind: 'transfer', from: 'CLEO', to: 'BOB' });
  });

  test('is none for what the sender is left with, and where the transaction entered none', () => {
    expect(entryOfLot(SET, ISIN, 'tx/1', 'CLEO')).toBeUndefined();
    expect(entryOfLot(SET, 'FR0000000001', 'tx/0', 'ADA')).toBeUndefined();
  });
});
