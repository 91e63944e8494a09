import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CommandId, type MspId, type OperatorId } from '@scrip/model';
import { signCommand } from '@scrip/signing';
import fc from 'fast-check';
import type { Channel } from '../test-support/channel.js';
import { Expected, Market, PRICE, type Leg, type Terms } from '../test-support/expected-joint.js';
import { signerOf, TEST_LEDGER, VALIDITY } from '../test-support/keyed-party.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { register } from '../test-support/securities.js';

/** Sequences of one run; a long run asks for more. */
const RUNS = Number(process.env['SCRIP_SETTLEMENT_RUNS'] ?? '200');

/** Tokenised cash: a unit is a cent. */
const CASH = {
  ...SHARE,
  ...{ isin: 'DE0001102580', name: 'Test cash', cfi: 'TCNXXX', currency: 'EUR', authorisedUnits: '100000' },
  denomination: { amount: '0.01', currency: 'EUR' },
  instrument: { is: 'tokenisedCash@1', with: { claimOn: 'central-bank' } },
  terms: [
    { is: 'redeemsAtPar@1', with: { withinDays: 1 } },
    { is: 'backedBy@1', with: { reserve: 'the balance sheet' } },
    { is: 'paysNoInterest@1', with: {} },
  ],
};
const ISINS = [SHARE.isin, CASH.isin] as const;
const CUSTODIANS = [CUSTODIAN, REGISTRAR, CUSTODIAN] as const;
const DAYS = [
  '2026-11-20',
  '2026-11-23',
  '2026-11-24',
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
  '2026-11-30',
] as const;
const SLOTS = 3;

type Step =
  | { readonly kind: 'affirm' | 'withdraw'; readonly slot: number; readonly party: number }
  | { readonly kind: 'settle'; readonly slots: readonly number[]; readonly ordered: boolean }
  | { readonly kind: 'net'; readonly slots: readonly number[]; readonly ordered: boolean }
  | { readonly kind: 'pay'; readonly slot: number; readonly state: 'received' | 'returned' }
  | { readonly kind: 'transfer'; readonly from: number; readonly to: number; readonly units: bigint }
  | { readonly kind: 'day' };

const party = fc.integer({ min: 0, max: 2 });
const slot = fc.integer({ min: 0, max: SLOTS - 1 });
const sides = fc.tuple(party, fc.integer({ min: 1, max: 2 })).map(([from, by]) => ({ from, to: (from + by) % 3 }));
const delivery = fc
  .tuple(sides, fc.integer({ min: 0, max: 1 }), fc.bigInt(1n, 80n))
  .map(([between, isin, units]): Leg => ({ kind: 'delivery', ...between, isin, units }));
const payment = sides.map((between): Leg => ({ kind: 'payment', ...between }));
/** A leg in the other direction of a delivery: cash, or a payment outside the ledger. */
const counterOf = ({ from, to }: Leg, units: bigint): Leg =>
  units % 4n === 0n
    ? { kind: 'payment', from: to, to: from }
    : { kind: 'delivery', from: to, to: from, isin: 1, units };
const whole: fc.Arbitrary<Terms> = fc
  .record({
    first: delivery,
    isNetted: fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
    more: fc.array(fc.oneof({ weight: 4, arbitrary: delivery }, { weight: 1, arbitrary: payment }), { maxLength: 3 }),
    mode: fc.constantFrom('onAffirmation' as const, 'onDate' as const, 'onOrder' as const),
    settlesOn: fc.constantFrom(0, 0, 1, 2),
    lasts: fc.constantFrom(0, 0, 1, 2),
  })
  .map(({ first, more, mode, settlesOn, lasts, isNetted }) => ({
    legs: [first, ...more],
    mode,
    settlesOn,
    endsOn: settlesOn + lasts,
    isNetted,
  }));
const partly: fc.Arbitrary<Terms> = fc
  .record({
    sides,
    units: fc.bigInt(100n, 150n),
    counter: fc.option(fc.bigInt(1n, 80n), { nil: undefined }),
    minimum: fc.bigInt(1n, 30n),
    multiple: fc.bigInt(1n, 9n),
    settlesOn: fc.integer({ min: 0, max: 1 }),
    isNetted: fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
  })
  .map(({ sides: between, units, counter, minimum, multiple, settlesOn, isNetted }) => {
    const first: Leg = { kind: 'delivery', ...between, isin: 0, units };
    const legs = counter === undefined ? [first] : [first, counterOf(first, counter)];
    const partial = { minimum, multiple };
    return { legs, mode: 'onAffirmation', settlesOn, endsOn: settlesOn + 3, isNetted, partial };
  });
const terms = fc.oneof({ weight: 3, arbitrary: whole }, { weight: 2, arbitrary: partly });
const single = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ kind: fc.constant('affirm' as const), slot, party }),
  fc.record({
    kind: fc.constant('settle' as const),
    slots: fc.uniqueArray(slot, { minLength: 1, maxLength: SLOTS }),
    ordered: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('pay' as const),
    slot,
    state: fc.constantFrom('received' as const, 'returned' as const),
  }),
  fc.tuple(sides, fc.bigInt(1n, 120n)).map(([between, units]): Step => ({ kind: 'transfer', ...between, units })),
  fc.constant({ kind: 'day' as const }),
  fc.constant({ kind: 'day' as const }),
  fc.record({ kind: fc.constant('withdraw' as const), slot, party }),
);
const netting: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('net' as const),
  slots: fc.uniqueArray(slot, { minLength: 2, maxLength: SLOTS }),
  ordered: fc.boolean(),
});
const step = fc.oneof({ weight: 3, arbitrary: single }, { weight: 1, arbitrary: netting });
/** Everybody owes the next one about as much as the one before owes it: nobody needs to hold all of it. */
const ring = fc.array(fc.bigInt(50n, 70n), { minLength: SLOTS, maxLength: SLOTS }).map((owed) =>
  owed.map((units, from): Terms => {
    const legs: Leg[] = [{ kind: 'delivery', isin: 0, from, to: (from + 1) % SLOTS, units }];
    return { legs, mode: 'onAffirmation', settlesOn: 0, endsOn: 3, isNetted: true };
  }),
);
/** Most sequences begin with all parties bound, because random words rarely come together. */
const sequences = fc.record({
  given: fc.oneof(
    { weight: 3, arbitrary: fc.array(terms, { minLength: SLOTS, maxLength: SLOTS }) },
    { weight: 1, arbitrary: ring },
  ),
  bound: fc.array(
    fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
    { minLength: SLOTS, maxLength: SLOTS },
  ),
  steps: fc.array(step, { minLength: 3, maxLength: 10 }),
});

let channel: Channel;
let restore: () => void;
let ids: readonly string[] = [];
let used = 0;
/** How sequences ended, so that the comparison is known to have seen all of it. */
const ends = new Map<string, number>();

beforeAll(async () => {
  channel = await channelWithShare();
  await register(channel, CASH);
  for (const [index, name] of ['Ada', 'Bob', 'Cleo'].entries()) {
    ids = [...ids, await takeOn(channel, CUSTODIANS[index] ?? '', name)];
  }
  const issue = (isin: string, ...held: readonly (readonly [number, string])[]): Promise<unknown> =>
    channel.submit(ISSUER, 'register:issue', {
      isin,
      allocations: held.map(([who, units]) => ({ holderId: ids[who], units })),
    });
  await issue(SHARE.isin, [0, '100'], [1, '60']);
  await issue(CASH.isin, [1, '100'], [2, '100']);
  const operators = [{ operatorId: 'teller', roles: ['maker'], key: signerOf('teller').key }];
  await channel.submit(ISSUER, 'operator:appoint', { operators });
  restore = channel.peer.ledger.checkpoint();
}, 60_000);

const succeeded = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );
const custodianOf = (who: number): string => CUSTODIANS[who] ?? '';
const idOf = (index: number): string => `j-${String(index)}`;

async function propose(index: number, given: Terms): Promise<void> {
  const { legs, mode, settlesOn, endsOn, isNetted, partial } = given;
  const between = ({ from, to }: Leg): object => ({ from: ids[from], to: ids[to] });
  const proposer = legs.some(({ from, to }) => from !== 1 || to !== 1) ? CUSTODIAN : REGISTRAR;
  await channel.submit(proposer, 'instruction:propose', {
    instructionId: idOf(index),
    legs: legs.map((leg) =>
      leg.kind === 'payment'
        ? { kind: 'payment', ...between(leg), amount: PRICE, payingAgent: ISSUER }
        : { kind: 'delivery', ...between(leg), isin: ISINS[leg.isin], units: leg.units },
    ),
    mode,
    ...{ tradeDate: DAYS[0], settlementDate: DAYS[settlesOn], lastDay: DAYS[endsOn] },
    ...(isNetted ? { netting: 'allowed' } : {}),
    ...(partial === undefined ? {} : { partial: { minimumUnits: partial.minimum, multiple: partial.multiple } }),
  });
}

async function pay(index: number, leg: number, amount: Expected['price'], state: string): Promise<boolean> {
  used += 1;
  const body = { instructionId: idOf(index), leg, amount, state };
  const named = { commandId: `pay-${String(used)}` as CommandId, operator: 'teller' as OperatorId };
  const command = { function: 'instruction:statePayment', mspId: ISSUER as MspId, ...named, body };
  const signature = await signCommand(TEST_LEDGER, command, VALIDITY, signerOf('teller'));
  return succeeded(channel.submit(ISSUER, 'instruction:statePayment', body, { ...named, signature }));
}

/** Sends a settlement twice under one command id: the second time it changes nothing and answers the same (I7). */
async function settle(indexes: readonly number[], by: string): Promise<readonly string[]> {
  used += 1;
  const options = { commandId: `settle-${String(used)}` };
  const body = { instructionIds: indexes.map(idOf) };
  const { result } = await channel.submit(by, 'instruction:settle', body, options);
  const before = channel.peer.ledger.snapshot();
  expect((await channel.submit(by, 'instruction:settle', body, options)).result).toEqual(result);
  expect(channel.peer.ledger.snapshot()).toBe(before);
  return (result as { readonly instructions: readonly { readonly status: string }[] }).instructions.map(
    ({ status }) => status,
  );
}

async function transfer({ from, to, units }: Extract<Step, { kind: 'transfer' }>, day: number): Promise<unknown> {
  used += 1;
  const instructionId = `t-${String(used)}`;
  const on = { tradeDate: DAYS[day], settlementDate: DAYS[day] };
  const instructions = [{ ...instructionOf(instructionId, ids[from] ?? '', ids[to] ?? '', units.toString()), ...on }];
  await channel.submit(custodianOf(from), 'settlement:instruct', { instructions });
  const batch = { isin: SHARE.isin, instructionIds: [instructionId] };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', batch);
  return (result as { readonly instructions: readonly { readonly status: string }[] }).instructions[0]?.status;
}

async function report(given: Extract<Step, { kind: 'pay' }>, market: Market): Promise<void> {
  const each = market.at(given.slot);
  const leg = each.terms.legs.findIndex(({ kind }) => kind === 'payment');
  if (leg < 0) return;
  const isDone = await pay(given.slot, leg, each.price, given.state);
  const before = given.state === 'received' ? undefined : 'received';
  const takesMoney = each.status === 'reserved' || (each.status === 'affirmed' && each.terms.partial !== undefined);
  expect(isDone).toBe(takesMoney && each.paid.get(leg) === before);
  if (isDone) each.paid.set(leg, given.state);
}

async function settleNetted(given: Extract<Step, { kind: 'net' }>, market: Market): Promise<void> {
  used += 1;
  const body = { instructionIds: given.slots.map(idOf) };
  const by = given.ordered ? CUSTODIAN : REGISTRAR;
  const isDone = await succeeded(channel.submit(by, 'instruction:settleNetted', body));
  const all = given.slots.map((index) => market.at(index));
  expect(isDone).toBe(market.net(all, given.ordered));
  if (isDone) ends.set('netted', (ends.get('netted') ?? 0) + 1);
}

async function take(given: Step, market: Market): Promise<void> {
  switch (given.kind) {
    case 'affirm': {
      const { slot: index, party: who } = given;
      const said = channel.submit(custodianOf(who), 'instruction:affirm', {
        instructionId: idOf(index),
        party: ids[who],
      });
      const isDone = await succeeded(said);
      expect(isDone).toBe(market.affirm(market.at(index), who));
      return;
    }
    case 'withdraw': {
      const each = market.at(given.slot);
      const word = { instructionId: idOf(given.slot), party: ids[given.party] };
      const isDone = await succeeded(channel.submit(custodianOf(given.party), 'instruction:withdraw', word));
      expect(isDone).toBe(each.status === 'proposed' && each.parties.has(given.party));
      if (isDone) each.status = 'withdrawn';
      return;
    }
    case 'settle': {
      const statuses = await settle(given.slots, given.ordered ? CUSTODIAN : REGISTRAR);
      for (const index of given.slots) market.settle(market.at(index), given.ordered);
      expect(statuses).toEqual(given.slots.map((index) => market.instructions[index]?.status));
      return;
    }
    case 'net': {
      await settleNetted(given, market);
      return;
    }
    case 'pay': {
      await report(given, market);
      return;
    }
    case 'transfer': {
      const expected = market.transfer(given.from, given.to, given.units);
      expect(await transfer(given, market.day)).toBe(expected);
      return;
    }
    case 'day': {
      const next = DAYS[market.day + 1];
      if (next === undefined) return;
      await advanceTo(channel, next);
      market.day += 1;
    }
  }
}

interface Lot {
  readonly isin: string;
  readonly holderId: string;
  readonly units: string;
}
interface Reserved {
  readonly isin: string;
  readonly holderId: string;
  readonly reservations: readonly { readonly instructionId: string; readonly units: string }[];
}
const stored = (prefix: string): readonly unknown[] =>
  channel.peer.ledger.range(`${prefix}/`, `${prefix}0`).map(([, value]) => JSON.parse(value) as unknown);

/** Conservation, I3 and I5, read from the state itself: all keys, not only those that are asked for. */
function compare(market: Market): void {
  const lots = stored('lot') as readonly Lot[];
  const reserved = stored('reserved') as readonly Reserved[];
  const units = (all: readonly { readonly units: string }[]): bigint =>
    all.reduce((sum, each) => sum + BigInt(each.units), 0n);
  const held = ISINS.map((isin) => lots.filter((lot) => lot.isin === isin));
  expect(held.map(units)).toEqual([160n, 200n]);
  const found = ISINS.flatMap((isin, index) =>
    ids.map((id) => {
      const waiting = reserved.find((each) => each.isin === isin && each.holderId === id)?.reservations ?? [];
      return { held: units((held[index] ?? []).filter(({ holderId }) => holderId === id)), waiting: units(waiting) };
    }),
  );
  const expected = ISINS.flatMap((_, isin) =>
    ids.map((_id, who) => ({ held: market.heldBy(isin, who), waiting: market.reserved(isin, who) })),
  );
  expect(found).toEqual(expected);
  expect(found.filter((each) => each.waiting > each.held)).toEqual([]);
  const statuses = (stored('joint') as readonly { readonly status: string }[]).map(({ status }) => status);
  expect(statuses).toEqual(market.instructions.map(({ status }) => status));
  const waitedFor = new Set(reserved.flatMap(({ reservations }) => reservations.map((each) => each.instructionId)));
  const open = market.instructions.flatMap((each, index) => (each.status === 'reserved' ? [idOf(index)] : []));
  expect([...waitedFor].every((id) => open.includes(id))).toBe(true);
}

describe('property: joint instructions', () => {
  test(`agree with plain arithmetic after every step of ${String(RUNS)} sequences`, async () => {
    await fc.assert(
      fc.asyncProperty(sequences, async ({ given, bound, steps }) => {
        restore();
        const market = new Market(given.map((each) => new Expected(each)));
        for (const [index, each] of given.entries()) await propose(index, each);
        for (const [index, each] of market.instructions.entries()) {
          if (bound[index] !== true) continue;
          for (const who of each.parties) await take({ kind: 'affirm', slot: index, party: who }, market);
        }
        for (const each of steps) {
          await take(each, market);
          compare(market);
        }
        for (const { status, done } of market.instructions) {
          const name = done > 0n ? `${status} in parts` : status;
          ends.set(name, (ends.get(name) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS },
    );
    process.stdout.write(`settlement endings: ${JSON.stringify(Object.fromEntries([...ends].sort()))}\n`);
    // every ending was reached: the comparison has looked at all of them
    const reachable = ['settled', 'expired', 'withdrawn', 'reserved', 'affirmed', 'netted', 'affirmed in parts'];
    if (RUNS >= 200) expect(reachable.filter((status) => !ends.has(status))).toEqual([]);
  }, 3_600_000);
});
