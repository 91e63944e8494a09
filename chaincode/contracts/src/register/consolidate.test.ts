import { beforeEach, expect, test } from '@jest/globals';
import { canonicalJson, LIMITS } from '@scrip/model';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
let channel: Channel;
let ada: string;
let lots: readonly string[];

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  const ids: string[] = [];
  for (const units of ['10', '20', '30']) {
    if (units === '30') await advanceTo(channel, '2026-11-23');
    const allocations = [{ holderId: ada, units, price: '7' }];
    const { result } = await channel.submit(ISSUER, 'register:issue', { isin, allocations });
    ids.push(...(result as { readonly lots: readonly string[] }).lots);
  }
  lots = ids;
});

const consolidate = (lotIds: readonly string[], caller = CUSTODIAN): Promise<Committed> =>
  channel.submit(caller, 'register:consolidate', { isin, holderId: ada, lotIds });

test('makes one lot of several, with an entry in the same transaction; the holding stays the same', async () => {
  const { events, writes, transactionId } = await consolidate(lots.slice(0, 2));
  expect(events).toMatchObject([
    { type: 'LotsConsolidated', consumed: lots.slice(0, 2), created: [{ units: '30', origin: 'consolidation' }] },
  ]);
  const entries = writes.filter(({ key }) => key.startsWith('movement/'));
  expect(entries.map(({ value }) => JSON.parse(value ?? '') as unknown)).toMatchObject([
    { kind: 'consolidation', from: ada, units: '30', verdictHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, ada])).toMatchObject({
    units: '60',
    lots: [
      { lotId: `${transactionId}/0`, units: '30', acquiredOn: '2026-11-20', price: '7', sources: lots.slice(0, 2) },
      { lotId: lots[2], acquiredOn: '2026-11-23' },
    ],
  });
});

test('is the way out for a holding of more lots than can be looked at', async () => {
  const [[, value] = ['', '']] = channel.peer.ledger.range(`lot/${isin}/${ada}/`, `lot/${isin}/${ada}0`);
  const dust = Array.from({ length: LIMITS.lotsPerHoldingReadMax + 1 }, (_, index) => {
    const transactionId = `f${index.toString(16).padStart(63, '0')}`;
    const lot = { ...(JSON.parse(value) as object), lotId: `${transactionId}/0`, units: '1' };
    return { collection: '', key: `lot/${isin}/${ada}/${transactionId}/0`, value: canonicalJson(lot) };
  });
  channel.peer.ledger.plant(dust);
  const redeem = { isin, holderId: ada, units: '1', basis: 'terms', document: 'd'.repeat(64) };
  expect((await refusalOfCall(channel.submit(ISSUER, 'register:redeem', redeem))).code).toBe('LIMIT_EXCEEDED');
  expect((await consolidate(lots.slice(0, 2))).events).toMatchObject([{ type: 'LotsConsolidated' }]);
});

test.each<[string, () => Promise<unknown>, string]>([
  ['of lots of different days', () => consolidate(lots), 'LOTS_DIFFER'],
  ['of a lot that is gone', () => consolidate([lots[0] ?? '', `${'f'.repeat(64)}/0`]), 'LOT_UNKNOWN'],
  ['of one lot', () => consolidate(lots.slice(0, 1)), 'FIELD_INVALID'],
  ['by another organisation', () => consolidate(lots.slice(0, 2), REGISTRAR), 'AUTHORITY_DENIED'],
])('%s is refused', async (_, call, code) => {
  const before = channel.peer.ledger.snapshot();
  expect((await refusalOfCall(call())).code).toBe(code);
  expect(channel.peer.ledger.snapshot()).toBe(before);
});
