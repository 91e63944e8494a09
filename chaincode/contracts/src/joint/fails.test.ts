import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
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
import { register } from '../test-support/securities.js';

const PENALISED = { ...SHARE, isin: 'US5949181045', failPenalties: { lackOfUnits: '1', lackOfCash: '0.5' } };
const { isin } = PENALISED;

let channel: Channel;
let ada: string;
let bob: string;

/** Ada sells sixty units, of which she has fifty-nine, for Monday. */
beforeEach(async () => {
  channel = await channelWithShare();
  await register(channel, PENALISED);
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  await issue('59');
  const value = { amount: '60000.00', currency: 'USD' };
  await channel.submit(CUSTODIAN, 'instruction:propose', {
    ...{ instructionId: 'j-1', mode: 'onAffirmation' },
    legs: [{ kind: 'delivery', isin, from: ada, to: bob, units: '60', value }],
    ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-23', lastDay: '2026-12-31' },
  });
  for (const party of [ada, bob]) {
    await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId: 'j-1', party });
  }
});

const issue = (units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units }] });
const settle = (): Promise<Committed> => channel.submit(REGISTRAR, 'instruction:settle', { instructionIds: ['j-1'] });
const settledOn = async (date: string): Promise<Committed> => {
  await advanceTo(channel, date);
  return settle();
};
const instruction = (): Promise<unknown> => channel.evaluate(REGULATOR, 'instruction:get', ['j-1']);
const penalty = (from: string, days: number, amount: string): unknown => ({
  ...{ party: ada, leg: 0, from, days, amount: { amount, currency: 'USD' } },
});

describe('an instruction that fails', () => {
  test('says why and by which legs since the day on which it was due', async () => {
    expect((await settle()).events).toEqual([]);
    const { result, events } = await settledOn('2026-11-23');
    expect(result).toMatchObject({ instructions: [{ status: 'affirmed', code: 'UNITS_INSUFFICIENT' }] });
    const failure = { since: '2026-11-23', code: 'UNITS_INSUFFICIENT', legs: [0], accruedTo: '2026-11-23' };
    expect(events).toMatchObject([{ type: 'JointInstructionFailing', instruction: { failure } }]);
  });

  test('costs who lacks units a penalty for each business day, until it settles', async () => {
    await settledOn('2026-11-23');
    const first = penalty('2026-11-23', 1, '6.00');
    expect((await settledOn('2026-11-24')).events).toMatchObject([{ instruction: { penalties: [first] } }]);
    const again = await settle();
    expect([again.events, again.writes.length]).toEqual([[], 1]);
    await advanceTo(channel, '2026-11-30');
    await issue('1');
    expect((await settle()).result).toMatchObject({ instructions: [{ status: 'settled' }] });
    // Tuesday to Friday; on Monday it has settled
    expect(await instruction()).toMatchObject({ penalties: [penalty('2026-11-23', 5, '30.00')] });
  });

  test('costs nothing when it settles on the day on which it was due', async () => {
    await settledOn('2026-11-23');
    await issue('1');
    await settle();
    expect(await instruction()).toMatchObject({ status: 'settled' });
    expect(await instruction()).not.toHaveProperty('failure');
    expect(await instruction()).not.toHaveProperty('penalties');
  });

  test('that nobody looked at for days is charged for all of them', async () => {
    await settledOn('2026-11-23');
    expect((await settledOn('2026-12-01')).events).toMatchObject([
      { instruction: { penalties: [penalty('2026-11-23', 6, '36.00')] } },
    ]);
  });
});
