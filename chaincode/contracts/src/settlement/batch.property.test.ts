import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Channel } from '../test-support/channel.js';
import {
  BOND,
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;

/** What can be wrong with one instruction of a batch, and how that ends. */
const FAULTS = {
  'more than there is': 'refused',
  'from a frozen holder': 'unchanged',
  'of another security': 'unchanged',
  'due later': 'unchanged',
  'settled before': 'unchanged',
  unknown: 'unchanged',
} as const;
type Fault = keyof typeof FAULTS;
const isFault = (text: string): text is Fault => Object.hasOwn(FAULTS, text);

interface Sound {
  readonly from: number;
  readonly to: number;
  readonly units: bigint;
}
const sound = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 2 }), fc.bigInt(1n, 60n))
  .map(([from, by, units]): Sound => ({ from, to: (from + by) % 3, units }));
const fault = fc.constantFrom(...Object.keys(FAULTS).filter(isFault));
const batches = fc.array(fc.oneof({ weight: 3, arbitrary: sound }, { weight: 2, arbitrary: fault }), {
  minLength: 1,
  maxLength: 12,
});

let channel: Channel;
let restore: () => void;
let ids: readonly string[] = [];
let frozen: string;

beforeAll(async () => {
  channel = await channelWithShare();
  await register(channel, BOND);
  for (const name of ['Ada', 'Bob', 'Cleo']) ids = [...ids, await takeOn(channel, CUSTODIAN, name)];
  frozen = await takeOn(channel, CUSTODIAN, 'Frozen');
  const issue = (of: string, ...holders: readonly string[]): Promise<unknown> =>
    channel.submit(ISSUER, 'register:issue', {
      isin: of,
      allocations: holders.map((holderId) => ({ holderId, units: '100' })),
    });
  await issue(isin, ...ids, frozen);
  await issue(BOND.isin, ids[0] ?? '');
  const [ada = '', bob = ''] = ids;
  await channel.submit(CUSTODIAN, 'settlement:instruct', {
    instructions: [
      instructionOf('more than there is', ada, bob, '100000'),
      instructionOf('from a frozen holder', frozen, bob, '1'),
      { ...instructionOf('of another security', ada, bob, '1'), isin: BOND.isin },
      { ...instructionOf('due later', ada, bob, '1'), settlementDate: '2026-11-23' },
      instructionOf('settled before', ada, bob, '1'),
    ].map((each) => ({ ...each, instructionId: (each['instructionId'] ?? '').replaceAll(' ', '-') })),
  });
  await settle(['settled-before']);
  await channel.submit(REGULATOR, 'register:freezeHolder', {
    ...{ holderId: frozen, isin, basis: 'court-order', document: 'd'.repeat(64) },
  });
  restore = channel.peer.ledger.checkpoint();
}, 60_000);

async function settle(instructionIds: readonly string[]): Promise<readonly string[]> {
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds });
  return (result as { readonly instructions: readonly { readonly status: string }[] }).instructions.map(
    ({ status }) => status,
  );
}

/** What everybody holds, by holder: lots are named by transactions, which differ. */
function holdings(): ReadonlyMap<string, bigint> {
  const held = new Map<string, bigint>();
  for (const [, value] of channel.peer.ledger.range('lot/', 'lot0')) {
    const lot = JSON.parse(value) as { readonly isin: string; readonly holderId: string; readonly units: string };
    const name = `${lot.isin} ${lot.holderId}`;
    held.set(name, (held.get(name) ?? 0n) + BigInt(lot.units));
  }
  return held;
}

interface Transferred {
  readonly consumed: readonly string[];
  readonly created: readonly { readonly lotId: string }[];
}

interface StoredLot {
  readonly lotId: string;
  readonly holderId: string;
  readonly sources: readonly string[];
}

/** The lots on the ledger by their ids. */
const lots = (): ReadonlyMap<string, StoredLot> =>
  new Map(
    channel.peer.ledger
      .range('lot/', 'lot0')
      .map(([, value]) => JSON.parse(value) as StoredLot)
      .map((lot) => [lot.lotId, lot]),
  );

describe('property: a batch', () => {
  test('ends for every sound instruction as it would without the faulty ones', async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        restore();
        const batch = given.filter((each, index) => typeof each !== 'string' || given.indexOf(each) === index);
        const named = batch.map((each, index) => ({
          each,
          id: typeof each === 'string' ? each.replaceAll(' ', '-') : `i-${String(index)}`,
        }));
        const soundOnes = named.flatMap(({ each, id }) => (typeof each === 'string' ? [] : [{ ...each, id }]));
        const instructions = soundOnes.map(({ from, to, units, id }) =>
          instructionOf(id, ids[from] ?? '', ids[to] ?? '', units.toString()),
        );
        if (instructions.length > 0) await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
        const again = channel.peer.ledger.checkpoint();
        const alone = soundOnes.length === 0 ? [] : await settle(soundOnes.map(({ id }) => id));
        const expected = holdings();
        again();
        const mixed = await settle(named.map(({ id }) => id));
        expect(holdings()).toEqual(expected);
        const statusOf = new Map(named.map(({ id }, index) => [id, mixed[index]]));
        expect(soundOnes.map(({ id }) => statusOf.get(id))).toEqual(alone);
        for (const { each, id } of named)
          if (typeof each === 'string') expect([id, statusOf.get(id)]).toEqual([id, FAULTS[each]]);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('leaves what it says it leaves: no lot that came and went, one remainder for all that a sender moves', async () => {
    const any = fc.array(sound, { minLength: 1, maxLength: 12 });
    const ofOne = any.map((given) => given.map((each): Sound => ({ ...each, from: 0, to: 1 + (each.to % 2) })));
    const movements = fc.oneof(any, ofOne);
    await fc.assert(
      fc.asyncProperty(movements, async (given) => {
        restore();
        const named = given.map((each, index) => ({ ...each, id: `i-${String(index)}` }));
        const instructions = named.map(({ from, to, units, id }) =>
          instructionOf(id, ids[from] ?? '', ids[to] ?? '', units.toString()),
        );
        await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
        const before = lots();
        const body = { isin, instructionIds: named.map(({ id }) => id) };
        const { events, transactionId } = await channel.submit(REGISTRAR, 'settlement:settle', body);
        const after = lots();
        const transfers = events.filter(
          ({ type }) => type === 'HoldingTransferred',
        ) as unknown as readonly Transferred[];
        const gone = [...before.keys()].filter((id) => !after.has(id));
        const come = [...after.keys()].filter((id) => !before.has(id));
        expect(transfers.flatMap(({ consumed }) => consumed).sort()).toEqual(gone.sort());
        expect(transfers.flatMap(({ created }) => created.map(({ lotId }) => lotId)).sort()).toEqual(come.sort());
        const sources = come.flatMap((id) => after.get(id)?.sources ?? []);
        expect(sources.filter((id) => !gone.includes(id) || id.startsWith(transactionId))).toEqual([]);
        if (given.some(({ from }) => from !== 0)) return;
        const ofSender = come.filter((id) => after.get(id)?.holderId === ids[0]);
        expect(ofSender.length).toBeLessThanOrEqual(1);
        expect(come).toHaveLength(transfers.length + ofSender.length);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
