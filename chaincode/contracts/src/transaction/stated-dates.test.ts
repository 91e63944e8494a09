import { beforeEach, describe, expect, test } from '@jest/globals';
import { bodyHashOf, canonicalJson, type StatedDate } from '@scrip/model';
import { CHECKER, MAKER, type Channel, type Committed, type SubmitOptions } from '../test-support/channel.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  holderOf,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
/** The first business date of the tests is 20 November. */
const DATED = [{ calendar: 'TARGET', on: '2026-11-20', until: '2026-11-23' }];
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) };

let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  channel = await channelWithShare(FOUNDING_WITHOUT_WEEKENDS);
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units: '60', price: '7' }] });
});

const forced = (): object => ({ ...ORDER, isin, fromHolderId: ada, toHolderId: bob, units: '10' });
/** A regulator's maker orders a forced transfer. */
const propose = async (approvalId = 'order-1'): Promise<void> => {
  await channel.send(REGULATOR, 'register:forceTransfer', forced(), { commandId: approvalId });
};
/** Its checker approves it on stated dates. */
const approve = (dated: unknown = DATED, approvalId = 'order-1', commandId?: string): Promise<Committed> => {
  const decision = { approvalId, bodyHash: bodyHashOf('register:forceTransfer', forced()) };
  const options: SubmitOptions = { operator: CHECKER, ...(commandId === undefined ? {} : { commandId }) };
  return channel.send(REGULATOR, 'approval:approve', decision, dated === 'none' ? options : { ...options, dated });
};
/** Moves the business date by a day; the keys that the second of those who decide writes. */
async function step(businessDate: string): Promise<readonly string[]> {
  const correction = { calendar: 'TARGET', businessDate, reason: 'outage' };
  await channel.submit(REGULATOR, 'calendar:correct', correction);
  const { writes } = await channel.submit(REGISTRAR, 'calendar:correct', correction);
  return writes.map(({ key }) => key);
}
const refusal = (call: () => Promise<unknown>): Promise<unknown> =>
  refusalWithoutTrace(channel, call).then(({ code }) => code);

describe('a command that states its dates', () => {
  test('reads nothing that a step of the day writes, and two days that pass once', async () => {
    await propose();
    const { reads, writes } = await approve();
    const written = await step('2026-11-21');
    expect(written).toEqual(expect.arrayContaining(['date/TARGET', 'passedDay/TARGET/2026-11-20']));
    expect(reads.filter((key) => written.includes(key))).toEqual([]);
    expect(reads.filter((key) => key.startsWith('passedDay/')).sort()).toEqual([
      'passedDay/TARGET/2026-11-19',
      'passedDay/TARGET/2026-11-23',
    ]);
    expect(writes.find(({ key }) => key.startsWith('movement/'))?.key).toContain(`${isin}/2026-11-20/`);
  });

  test('without stated dates reads the business date: the same order goes stale with its next step', async () => {
    await propose();
    expect((await approve('none')).reads).toContain('date/TARGET');
  });

  test('conflicts with the step that ends its last day, and with no earlier one', async () => {
    await propose();
    const { reads } = await approve();
    for (const [date, isStale] of [
      ['2026-11-21', false],
      ['2026-11-22', false],
      ['2026-11-23', false],
      ['2026-11-24', true],
    ] as const) {
      const written = await step(date);
      expect([date, written.some((key) => reads.includes(key))]).toEqual([date, isStale]);
    }
  });

  test('is carried out on its date when others have come since, and not after its last day', async () => {
    await propose();
    await propose('order-2');
    await advanceTo(channel, '2026-11-23');
    const { writes } = await approve();
    expect(writes.find(({ key }) => key.startsWith('movement/'))?.key).toContain(`${isin}/2026-11-20/`);
    await advanceTo(channel, '2026-11-24');
    expect(await refusal(() => approve(DATED, 'order-2'))).toBe('STATED_DATE_PASSED');
  });

  test('that has ended days at once, by a correction, has ended those in between as well', async () => {
    await propose();
    await advanceTo(channel, '2026-12-01');
    expect(await refusal(() => approve())).toBe('STATED_DATE_PASSED');
  });

  test('is put under the seal of lawful override, which it does not read', async () => {
    await propose();
    await propose('order-2');
    const { reads, writes, transactionId } = await approve();
    const seal = writes.find(({ key }) => key.startsWith('overrideSeal/'));
    expect(seal).toMatchObject({ key: expect.stringMatching(/^overrideSeal\/[0-9a-f]{64}$/) });
    expect(JSON.parse(seal?.value ?? '')).toMatchObject({ by: transactionId });
    expect(seal).not.toHaveProperty('policy');
    expect(reads).not.toContain(seal?.key);
    await approve(DATED, 'order-2');
  });

  test('repeated finds its first result, whichever dates it states', async () => {
    await propose();
    const first = await approve(DATED, 'order-1', 'approval-1');
    const other = [{ calendar: 'TARGET', on: '2026-11-20', until: '2026-11-22' }];
    expect((await approve(other, 'order-1', 'approval-1')).result).toEqual(first.result);
  });

  const stated = (change: Partial<Record<keyof StatedDate, string>>): unknown => [{ ...DATED[0], ...change }];

  test.each<[string, unknown, string]>([
    ['a day that has not come', stated({ on: '2026-11-21' }), 'STATED_DATE_NOT_COME'],
    ['a last day before the first', stated({ until: '2026-11-19' }), 'FIELD_INVALID'],
    ['a last day far away', stated({ until: '2026-12-01' }), 'FIELD_INVALID'],
    ['a calendar that there is not', stated({ calendar: 'NOWHERE' }), 'PASSES'],
    ['two dates of one calendar', [...DATED, ...DATED], 'DUPLICATE_IN_BATCH'],
    ['no date', [], 'FIELD_INVALID'],
    ['something else', { on: '2026-11-20' }, 'FIELD_INVALID'],
  ])('of %s is refused', async (_, dated, code) => {
    await propose();
    if (code === 'PASSES') expect((await approve(dated)).reads).toContain('date/TARGET');
    else expect(await refusal(() => approve(dated))).toBe(code);
  });

  test('moves no date', async () => {
    const next = { calendar: 'TARGET', businessDate: '2026-11-20', phase: 'instructionCutOff' };
    const call = (): Promise<unknown> => channel.send(REGULATOR, 'calendar:advance', next, { dated: DATED });
    expect(await refusal(call)).toBe('STATED_DATE_UNFIT');
  });

  test('is no private one', async () => {
    const { record, reference } = holderOf(CUSTODIAN, 'Cleo');
    const options = { dated: DATED, transient: { record } };
    expect(await refusal(() => channel.send(CUSTODIAN, 'party:record', reference, options))).toBe('STATED_DATE_UNFIT');
  });

  test('is none of a batch', async () => {
    const body = { instructions: [instructionOf('i-1', ada, bob, '1')] };
    const commands = [{ commandId: 'b-1', operator: MAKER, body, dated: DATED }];
    const args = ['settlement:instruct', canonicalJson({ commands })];
    const { payload, writes } = await channel.execute(CUSTODIAN, channel.nextTransactionId(), args);
    expect(JSON.parse(payload)).toMatchObject({ outcomes: [{ refusal: { code: 'STATED_DATE_UNFIT' } }] });
    expect(writes).toEqual([]);
  });
});
