import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Refusal } from '@scrip/model';
import type { Channel, Committed } from '../test-support/channel.js';
import {
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
const FRIDAY = '2026-11-20';
const HASH = 'd'.repeat(64);

let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;
let wrong: string;

beforeEach(async () => {
  channel = await channelWithShare();
  [ada, bob, cleo] = (await Promise.all(['Ada', 'Bob', 'Cleo'].map((name) => takeOn(channel, CUSTODIAN, name)))) as [
    string,
    string,
    string,
  ];
  await issue(ada, '100');
  await transfer('wrong', ada, bob, '60');
  wrong = `${lastTransaction}/0`;
  await raise('b-1');
});

let lastTransaction = '';
const issue = (holderId: string, units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units, price: '7' }] });

async function transfer(id: string, from: string, to: string, units: string): Promise<void> {
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf(id, from, to, units)] });
  const settled = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  lastTransaction = settled.transactionId;
}
const raise = (breakId: string, more: object = { holderId: bob }, mspId = CUSTODIAN): Promise<Committed> =>
  channel.submit(mspId, 'calendar:raiseBreak', { breakId, isin, reason: 'position', documentHash: HASH, ...more });
const correct = (more: object = {}, mspId = REGISTRAR): Promise<Committed> =>
  channel.submit(mspId, 'register:correct', {
    ...{ isin, corrects: { entry: wrong, on: FRIDAY }, breakId: 'b-1', toHolderId: ada, units: '60' },
    ...{ basis: 'statute', document: HASH, ...more },
  });
const refused = (call: () => Promise<unknown>): Promise<Refusal> => refusalWithoutTrace(channel, call);
const heldBy = async (holder: string): Promise<unknown> =>
  ((await channel.evaluate(ISSUER, 'register:holding', [isin, holder])) as { readonly units: string }).units;
const openBreaks = async (): Promise<readonly unknown[]> => {
  const found = await channel.evaluate(REGULATOR, 'calendar:openBreaks', ['TARGET']);
  return (found as { readonly breaks: readonly { readonly breakId: string }[] }).breaks.map(({ breakId }) => breakId);
};
const entry = (id: string): Promise<unknown> => channel.evaluate(ISSUER, 'register:entry', [isin, FRIDAY, id]);

describe('a correction of the register', () => {
  test('is a new entry: the old one stands, each shows the other, and the break is resolved by it', async () => {
    const before = await entry(wrong);
    const { transactionId, events } = await correct();
    expect([await heldBy(ada), await heldBy(bob)]).toEqual(['100', '0']);
    const id = `${transactionId}/0`;
    expect(events).toMatchObject([
      {
        ...{ type: 'RegisterCorrected', fromHolderId: bob, toHolderId: ada, units: '60', entry: id, breakId: 'b-1' },
        order: { basis: 'statute', document: HASH, by: REGISTRAR },
        corrects: { entry: wrong, on: FRIDAY },
      },
      { type: 'BreakResolved', break: { resolution: { by: REGISTRAR, on: FRIDAY, entry: id } } },
    ]);
    const corrections = [{ entry: id, on: FRIDAY, units: '60' }];
    expect(await entry(wrong)).toEqual({ ...(before as object), corrections });
    expect(await entry(id)).toMatchObject({
      kind: 'correction',
      corrects: { entry: wrong, on: FRIDAY },
      corrections: [],
    });
  });

  test('of fewer units than the break is over lessens it, and the rest ends it', async () => {
    await raise('b-2', { holderId: bob, units: '60' });
    const { transactionId, events } = await correct({ units: '40', breakId: 'b-2' });
    const first = { entry: `${transactionId}/0`, on: FRIDAY, units: '40' };
    expect(events[1]).toMatchObject({ type: 'BreakChanged', break: { breakId: 'b-2', corrections: [first] } });
    expect(events[1]).not.toHaveProperty('break.resolution');
    expect(await openBreaks()).toEqual(['b-1', 'b-2']);
    expect((await refused(() => correct({ units: '21', breakId: 'b-2' }))).code).toBe('CORRECTION_EXCEEDS_ENTRY');
    const { events: last } = await correct({ units: '20', breakId: 'b-2' });
    expect(last[1]).toMatchObject({ type: 'BreakResolved', break: { breakId: 'b-2', resolution: { by: REGISTRAR } } });
    expect(await openBreaks()).toEqual(['b-1']);
  });

  test('of more units than the break is over is refused', async () => {
    await raise('b-2', { holderId: bob, units: '30' });
    expect((await refused(() => correct({ units: '31', breakId: 'b-2' }))).code).toBe('CORRECTION_EXCEEDS_BREAK');
  });

  test('goes to somebody else than who gave the units, where that is right', async () => {
    await correct({ toHolderId: cleo, units: '20' });
    expect([await heldBy(ada), await heldBy(bob), await heldBy(cleo)]).toEqual(['40', '40', '20']);
  });

  test('takes nothing from who acquired from the wrong holder in good faith', async () => {
    await transfer('sold', bob, cleo, '30');
    expect((await refused(() => correct())).code).toBe('UNITS_PASSED_ON');
    await correct({ units: '30' });
    expect([await heldBy(ada), await heldBy(bob), await heldBy(cleo)]).toEqual(['70', '0', '30']);
  });

  test('of an entry takes no more than it brought, all corrections together', async () => {
    await issue(bob, '100');
    await correct({ units: '40' });
    await raise('b-2');
    expect((await refused(() => correct({ units: '21', breakId: 'b-2' }))).code).toBe('CORRECTION_EXCEEDS_ENTRY');
    await correct({ units: '20', breakId: 'b-2' });
    expect(await entry(wrong)).toMatchObject({ corrections: [{ units: '40' }, { units: '20' }] });
  });

  test('can itself be corrected', async () => {
    const { transactionId } = await correct();
    await raise('b-2', { holderId: ada });
    await correct({ corrects: { entry: `${transactionId}/0`, on: FRIDAY }, breakId: 'b-2', toHolderId: cleo });
    expect([await heldBy(ada), await heldBy(cleo)]).toEqual(['40', '60']);
  });

  test('does not take units that are frozen, or out of a frozen security', async () => {
    const order = { basis: 'court-order', document: HASH };
    await channel.submit(REGULATOR, 'register:freezeUnits', { ...order, isin, holderId: bob, units: '10' });
    expect((await refused(() => correct())).code).toBe('UNITS_FROZEN');
    await channel.submit(REGULATOR, 'register:freezeSecurity', { ...order, isin });
    expect((await refused(() => correct({ units: '10' }))).code).toBe('SECURITY_FROZEN');
  });

  test('gives the right holder the day and the price that it states', async () => {
    const { events } = await correct({ acquiredOn: FRIDAY, price: '5.5' });
    expect(events[0]).toMatchObject({ created: [{ holderId: ada, acquiredOn: FRIDAY, price: '5.5' }] });
  });

  test.each([
    ['another organisation than the registrar', {}, 'AUTHORITY_DENIED', CUSTODIAN],
    [
      'of an entry that is none',
      { corrects: { entry: `${'9'.repeat(64)}/0`, on: FRIDAY } },
      'ENTRY_UNKNOWN',
      REGISTRAR,
    ],
    ['without a break', { breakId: 'none' }, 'BREAK_UNKNOWN', REGISTRAR],
    ['to a stranger', { toHolderId: `P${'A'.repeat(32)}` }, 'PARTY_UNKNOWN', REGISTRAR],
    ['without a legal basis', { basis: 'because' }, 'FIELD_INVALID', REGISTRAR],
    ['as of a day before the entry', { acquiredOn: '2026-11-19' }, 'DATE_INVALID', REGISTRAR],
    ['as of a day to come', { acquiredOn: '2026-11-23' }, 'DATE_INVALID', REGISTRAR],
  ])('%s is refused', async (_, more, code, mspId) => {
    expect((await refused(() => correct(more, mspId))).code).toBe(code);
  });

  test('of another day than the entry was made on is not found', async () => {
    const { code } = await refused(() => correct({ corrects: { entry: wrong, on: '2026-11-19' } }));
    expect(code).toBe('ENTRY_UNKNOWN');
  });

  test('needs a break that another organisation has raised', async () => {
    await raise('b-3', {}, REGISTRAR);
    expect((await refused(() => correct({ breakId: 'b-3' }))).code).toBe('BREAK_UNCONFIRMED');
  });

  test.each<[string, () => object]>([
    ['the holding of somebody else', () => ({ holderId: cleo })],
    ['no holding', () => ({})],
    ['money that is missing', () => ({ holderId: bob, reason: 'cash' })],
  ])('does not end a break over %s', async (_, more) => {
    await raise('b-2', more());
    expect((await refused(() => correct({ breakId: 'b-2' }))).code).toBe('BREAK_OF_ANOTHER_MATTER');
  });

  test('ends a break over the holding of who should have had the units', async () => {
    await raise('b-2', { holderId: ada });
    await correct({ breakId: 'b-2' });
  });

  test('over what a run has found by hash waits for the next one, which ends it or tells what is left', async () => {
    const found = (holder: string, expected: string): object => ({
      ...{ reason: 'position', subject: `holder:${holder}`, expected: { units: expected }, found: { hash: HASH } },
    });
    const report = (...differences: readonly object[]): Promise<Committed> =>
      channel.submit(CUSTODIAN, 'reconciliation:report', {
        ...{ isin, scope: 'custody', businessDate: FRIDAY, records: 2 },
        ...{ differences, differencesTotal: differences.length },
        figures: [{ name: 'holdings', expected: { units: '40' }, found: { hash: HASH } }],
      });
    const { events } = await report(found(ada, '40'), found(cleo, '0'));
    const ids = events
      .filter((event) => event['type'] === 'BreakRaised')
      .map((event) => (event['break'] as { readonly breakId: string }).breakId);
    for (const breakId of ids) {
      const owner = { mspId: REGISTRAR, role: 'registrar' };
      await channel.submit(CUSTODIAN, 'calendar:assignBreak', { calendar: 'TARGET', breakId, owner });
    }
    const [breakId] = ids;
    expect((await refused(() => correct({ breakId: ids[1] }))).code).toBe('BREAK_OF_ANOTHER_MATTER');
    const { events: told } = await correct({ breakId, units: '40' });
    expect(told[1]).toMatchObject({
      ...{ type: 'BreakChanged', break: { breakId, raisedBy: CUSTODIAN, corrections: [{ units: '40' }] } },
    });
    expect((await refused(() => correct({ breakId, units: '20' }))).code).toBe('BREAK_AWAITS_RUN');
    const { result, events: changed } = await report(found(ada, '80'));
    expect(result).toMatchObject({ kept: 1, closed: 1 });
    expect(changed).toContainEqual(expect.objectContaining({ type: 'BreakChanged' }));
    await correct({ breakId, units: '20' });
    expect((await report()).result).toMatchObject({ closed: 1 });
    expect(await openBreaks()).toEqual(['b-1']);
  });

  test('resolves a break that is open and the registrar’s to clear up', async () => {
    await raise('b-2', { owner: { mspId: ISSUER } });
    expect((await refused(() => correct({ breakId: 'b-2' }))).code).toBe('BREAK_NOT_OWN');
    await channel.submit(CUSTODIAN, 'calendar:resolveBreak', { calendar: 'TARGET', breakId: 'b-1', noteHash: HASH });
    expect((await refused(() => correct())).code).toBe('BREAK_NOT_OPEN');
  });
});
