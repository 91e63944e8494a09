import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Database } from '../storage/database.js';
import { OverrideStore } from './override-store.js';

const PREPARED = {
  ...{ id: 'o-1', channel: 'securities', function: 'settlement:settle', body: { a: 1 }, act: undefined },
  ...{ summary: 'it is settled', basis: 'court-order', document: 'd'.repeat(64), preparedBy: 'desk-1' },
  ...{ preparedAt: '2026-11-27T12:00:00.000Z', expiresAt: '2026-11-30T12:00:00.000Z', transactionId: 'ab' },
  ...{ envelope: Uint8Array.of(1, 2), payload: Uint8Array.of(3), endorsers: ['AMSP'] },
};

let directory: string;
let database: Database;
let now: string;
let store: OverrideStore;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scrip-overrides-'));
  database = new Database(join(directory, 'store.sqlite'), 'durable');
  store = new OverrideStore(database, () => new Date(now));
  now = '2026-11-27T12:00:00.000Z';
  await store.keep(PREPARED);
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

test('gives back what was kept, with its bytes', () => {
  expect(store.find('securities', 'o-1')).toEqual({
    ...{ ...PREPARED, status: 'prepared', submittedBy: undefined, block: undefined },
  });
  expect(store.find('placements', 'o-1')).toBeUndefined();
});

test('what nobody has submitted in time is expired and waits no longer', () => {
  now = '2026-11-30T11:59:59.999Z';
  expect([store.find('securities', 'o-1')?.status, store.open('securities')]).toEqual(['prepared', 1]);
  now = PREPARED.expiresAt;
  expect([store.find('securities', 'o-1')?.status, store.open('securities')]).toEqual(['expired', 0]);
});

test('what became of a submission stays, whatever the time', async () => {
  await store.note('o-1', 'insufficient', 'control-1', 7);
  now = '2027-01-01T00:00:00.000Z';
  expect(store.find('securities', 'o-1')).toMatchObject({ status: 'insufficient', submittedBy: 'control-1', block: 7 });
  expect(store.open('securities')).toBe(0);
});

test('of two endorsements of an organisation the first stays', async () => {
  const given = { certificate: 'pem', signature: Uint8Array.of(1), name: 'Ada', addedBy: 'desk-1', addedAt: now };
  await store.endorse('o-1', { mspId: 'BMSP', ...given });
  await store.endorse('o-1', { mspId: 'BMSP', ...given, name: 'Bob' });
  await store.endorse('o-1', { mspId: 'AMSP', ...given });
  expect(store.endorsements('o-1').map(({ mspId, name }) => [mspId, name])).toEqual([
    ['AMSP', 'Ada'],
    ['BMSP', 'Ada'],
  ]);
});
