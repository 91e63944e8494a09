import { beforeEach, describe, expect, test } from '@jest/globals';
import { compliance } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import type { Channel } from '../test-support/channel.js';
import {
  BOND,
  channelWithShare,
  CUSTODIAN,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const { RULES } = compliance;

let channel: Channel;
let parties: readonly string[];

beforeEach(async () => {
  channel = await channelWithShare();
  await register(channel, BOND);
  const names = ['Ada', 'Bob', 'Cleo', 'Dora'];
  parties = [];
  for (const name of names) parties = [...parties, await takeOn(channel, CUSTODIAN, name)];
  const allocations = [0, 1].map((index) => ({ holderId: parties[index], units: '100' }));
  await channel.submit(ISSUER, 'register:issue', { isin, allocations });
});

const [ADA, BOB, CLEO, DORA] = [0, 1, 2, 3];

/** Settles legs, `[from, to, units]`, of the share: how that ends, and what everybody holds then. */
async function settled(...legs: readonly (readonly [number, number, string])[]): Promise<readonly unknown[]> {
  await channel.submit(CUSTODIAN, 'instruction:propose', {
    instructionId: 'j-1',
    legs: legs.map(([from, to, units]) => ({ kind: 'delivery', isin, from: parties[from], to: parties[to], units })),
    mode: 'onAffirmation',
    ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-11-27' },
  });
  for (const index of new Set(legs.flatMap(([from, to]) => [from, to]))) {
    await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId: 'j-1', party: parties[index] });
  }
  const { result } = await channel.submit(REGISTRAR, 'instruction:settle', { instructionIds: ['j-1'] });
  const [outcome] = (result as { readonly instructions: readonly { status: string; code?: string }[] }).instructions;
  const held = [];
  for (const party of parties) {
    const holding = await channel.evaluate(REGULATOR, 'register:holding', [isin, party]);
    held.push((holding as { readonly units: string }).units);
  }
  return [outcome?.code ?? outcome?.status, ...held];
}

const adopt = (rules: compliance.RuleSet): Promise<unknown> => amendRules(channel, isin, rules);

describe('a rule is asked about what all legs leave', () => {
  test('a receiver out of two hands reaches the minimum by both together', async () => {
    await adopt({ transfer: RULES.holdingAtLeast({ side: 'receiver', units: '80' }) });
    expect(await settled([ADA, CLEO, '40'], [BOB, CLEO, '40'])).toEqual(['settled', '60', '60', '80', '0']);
  });

  test('and is refused when both together do not', async () => {
    await adopt({ transfer: RULES.holdingAtLeast({ side: 'receiver', units: '81' }) });
    expect(await settled([ADA, CLEO, '40'], [BOB, CLEO, '40'])).toEqual([
      'HOLDING_BELOW_MINIMUM',
      ...['100', '100', '0', '0'],
    ]);
  });

  test.each([
    ['80', 'settled'],
    ['79', 'HOLDING_ABOVE_MAXIMUM'],
  ])('a maximum of %s holds for two halves of 40 as for one whole: %s', async (units, ending) => {
    await adopt({ hold: RULES.holdingAtMost({ units }) });
    const [end] = await settled([ADA, CLEO, '40'], [BOB, CLEO, '40']);
    expect(end).toBe(ending);
  });

  test('who passes on what it receives is no holder of it', async () => {
    await adopt({ hold: RULES.holdingAtMost({ units: '100' }) });
    expect(await settled([ADA, BOB, '60'], [BOB, CLEO, '60'])).toEqual(['settled', '40', '100', '60', '0']);
  });

  test.each([
    ['a place becomes free by the seller that leaves, whichever leg comes first', 0],
    ['the same, the other way round', 1],
  ])('%s', async (_, rotation) => {
    await adopt({ transfer: RULES.holdersAtMost({ count: 3, of: {}, scope: 'security' }) });
    const legs: (readonly [number, number, string])[] = [
      [BOB, CLEO, '50'],
      [ADA, DORA, '100'],
    ];
    expect(await settled(...(rotation === 0 ? legs : [...legs].reverse()))).toEqual([
      'settled',
      '0',
      '50',
      '50',
      '100',
    ]);
  });

  test('and none becomes free when nobody leaves', async () => {
    await adopt({ transfer: RULES.holdersAtMost({ count: 3, of: {}, scope: 'security' }) });
    expect(await settled([BOB, CLEO, '50'], [ADA, DORA, '99'])).toEqual([
      'HOLDERS_EXCEEDED',
      ...['100', '100', '0', '0'],
    ]);
  });

  test.each([
    [2, 'HOLDERS_EXCEEDED'],
    [3, 'settled'],
  ])('a holder that leaves to two new ones makes one holder more: at most %s', async (count, ending) => {
    await adopt({ transfer: RULES.holdersAtMost({ count, of: {}, scope: 'security' }) });
    const [end] = await settled([ADA, CLEO, '50'], [ADA, DORA, '50']);
    expect(end).toBe(ending);
  });

  test('one security that is not allowed keeps the other one back too', async () => {
    await channel.submit(ISSUER, 'register:issue', {
      isin: BOND.isin,
      allocations: [{ holderId: parties[2], units: '10' }],
    });
    await adopt({ hold: RULES.holdingAtMost({ units: '5' }) });
    await channel.submit(CUSTODIAN, 'instruction:propose', {
      instructionId: 'swap',
      legs: [
        { kind: 'delivery', isin: BOND.isin, from: parties[2], to: parties[0], units: '10' },
        { kind: 'delivery', isin, from: parties[0], to: parties[2], units: '6' },
      ],
      mode: 'onAffirmation',
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-11-27' },
    });
    for (const index of [0, 2]) {
      await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId: 'swap', party: parties[index] });
    }
    const { result, writes } = await channel.submit(REGISTRAR, 'instruction:settle', { instructionIds: ['swap'] });
    expect(result).toMatchObject({ instructions: [{ status: 'reserved', code: 'HOLDING_ABOVE_MAXIMUM' }] });
    // due today: why it has not settled is on record, and nothing has moved
    expect(writes.map(({ key }) => key)).toEqual([expect.stringMatching(/^command\//), 'joint/swap']);
  });
});
