import { beforeEach, expect, test } from '@jest/globals';
import type { Committed } from '../test-support/channel.js';
import { JointMarket, type Terms } from '../test-support/joint-market.js';
import { CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';

const { isin } = SHARE;
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) };
let market: JointMarket;

/** Ada has 100 and Cleo 20: all of it is kept for an exchange between them that waits for a word that may never come. */
beforeEach(async () => {
  market = await JointMarket.open(['100', '0', '20']);
  const legs = [market.delivery(0, 1, '100'), market.delivery(2, 1, '20')];
  await market.bound('j-1', legs, { mode: 'onOrder', lastDay: '2027-11-20' });
  expect(await market.reserved(0)).toEqual([{ instructionId: 'j-1', units: '100' }]);
});

const submit = (caller: string, name: string, body: Terms): Promise<Committed> =>
  market.channel.submit(caller, name, { ...ORDER, isin, ...body });
const ORDERS: readonly (readonly [string, (more: Terms) => Promise<Committed>])[] = [
  [
    'a forced transfer',
    (more) =>
      submit(REGULATOR, 'register:forceTransfer', {
        ...{ fromHolderId: market.party(0), toHolderId: market.party(3), units: '70' },
        ...more,
      }),
  ],
  [
    'a recovery',
    (more) =>
      submit(REGISTRAR, 'register:recoverHolding', {
        ...{ fromHolderId: market.party(0), toHolderId: market.party(3) },
        ...more,
      }),
  ],
  ['a redemption', (more) => submit(ISSUER, 'register:redeem', { holderId: market.party(0), units: '70', ...more })],
];

test.each(ORDERS)('%s reaches units that an instruction keeps, where it ends it for all parties', async (_, order) => {
  expect(await market.refused(() => order({}))).toBe('UNITS_RESERVED');
  const { events, writes } = await order({ ends: ['j-1'] });
  const endedBy = { ...ORDER, ends: ['j-1'] };
  expect(events[0]).toMatchObject({
    type: 'JointInstructionRefused',
    instruction: { status: 'refused', refusal: 'ENDED_BY_ORDER', decidedOn: '2026-11-20', endedBy },
  });
  expect(events.at(-1)).toMatchObject({ order: endedBy });
  const entry = writes.find(({ key }) => key.startsWith('movement/'));
  expect(JSON.parse(entry?.value ?? '{}')).toMatchObject({ order: endedBy });
  expect(await market.instruction('j-1')).toMatchObject({ status: 'refused', endedBy });
  expect([await market.reserved(0), await market.reserved(2)]).toEqual([[], []]);
  expect((await market.held())[2]).toBe('20');
  expect(await market.settle('j-1')).toMatchObject({
    result: { instructions: [{ status: 'refused', code: 'INSTRUCTION_NOT_PENDING' }] },
  });
});

test.each(ORDERS)('%s ends no instruction that keeps nothing of the holding', async (_, order) => {
  for (const id of ['j-2', 'unknown']) {
    if (id === 'j-2') await market.bound(id, [market.delivery(1, 3, '1')], { mode: 'onOrder' });
    expect(await market.refused(() => order({ ends: ['j-1', id] }))).toBe('INSTRUCTION_NOT_RESERVED');
  }
  expect(await market.refused(() => order({ ends: ['j-1', 'j-1'] }))).toBe('DUPLICATE_IN_BATCH');
  expect(await market.reserved(0)).toHaveLength(1);
});

test('an instruction is not open for longer than a year', async () => {
  const legs = [market.delivery(0, 1, '1')];
  const proposed = (lastDay: string): Promise<unknown> =>
    market.channel.submit(CUSTODIAN, 'instruction:propose', {
      ...{ instructionId: `j-${lastDay}`, legs, mode: 'onOrder', lastDay },
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24' },
    });
  expect(await market.refused(() => proposed('2027-11-22'))).toBe('INSTRUCTION_TOO_LONG');
  await proposed('2027-11-21');
});
