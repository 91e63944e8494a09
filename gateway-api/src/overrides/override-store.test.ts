import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Database } from '../storage/database.js';
import type { ChannelServices } from '../services.js';
import { OverrideStore } from './override-store.js';
import { overrideToday } from './override-view.js';

const PREPARED = {
  ...{ id: 'o-1', channel: 'securities', function: 'settlement:settle', body: { a: 1 }, act: undefined },
  ...{ summary: 'it is settled', basis: 'court-order', document: 'd'.repeat(64), preparedBy: 'desk-1' },
  ...{
    preparedAt: '2026-11-27T12:00:00.000Z',
    dated: [{ calendar: 'TARGET', on: '2026-11-27', until: '2026-12-02' }],
    transactionId: 'ab',
  },
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

test('what became of a submission stays, and it waits no longer', async () => {
  expect(store.prepared('securities').map(({ id }) => id)).toEqual(['o-1']);
  await store.note('o-1', 'insufficient', 'control-1', 7);
  expect(store.find('securities', 'o-1')).toMatchObject({ status: 'insufficient', submittedBy: 'control-1', block: 7 });
  expect(store.prepared('securities')).toEqual([]);
});

test.each([
  ['before its last day is over', '2026-12-02', 'prepared'],
  ['after it', '2026-12-03', 'expired'],
])('%s it is so by the business date of its calendar', (_, date, status) => {
  const dates = [
    { calendar: 'TARGET', date },
    { calendar: 'OTHER', date: '2027-01-01' },
  ];
  const queries = { businessDays: { dates: () => dates } } as unknown as ChannelServices['queries'];
  const override = store.find('securities', 'o-1');
  expect(override && overrideToday(queries, override).status).toBe(status);
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
