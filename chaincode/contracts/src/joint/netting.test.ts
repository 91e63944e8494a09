import { beforeEach, describe, expect, test } from '@jest/globals';
import { compliance, LIMITS } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import type { Committed } from '../test-support/channel.js';
import { JointMarket, type Terms } from '../test-support/joint-market.js';
import { advanceTo, BOND, CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const NETTED: Terms = { netting: 'allowed' };
const [ADA, BOB, CLEO, DORA] = [0, 1, 2, 3] as const;

let market: JointMarket;

beforeEach(async () => {
  market = await JointMarket.open(['3', '0', '0', '0']);
});

const net = (...instructionIds: readonly string[]): Promise<Committed> =>
  market.channel.submit(REGISTRAR, 'instruction:settleNetted', { instructionIds });
const refused = (...ids: readonly string[]): Promise<string> => market.refused(() => net(...ids));

/** Ada owes Bob ten, Bob Cleo nine, Cleo Ada eight: Ada has three. */
async function ring(more: Terms = NETTED): Promise<void> {
  await market.bound('j-1', [market.delivery(ADA, BOB, '10')], more);
  await market.bound('j-2', [market.delivery(BOB, CLEO, '9')], more);
  await market.bound('j-3', [market.delivery(CLEO, ADA, '8')], more);
}

describe('lots', () => {
  const priced = (units: string, price: string): Promise<Committed> =>
    market.channel.submit(ISSUER, 'register:issue', {
      ...{ isin: SHARE.isin, allocations: [{ holderId: market.party(DORA), units, price }] },
    });
  const prices = async (): Promise<readonly unknown[]> => {
    const holding = await market.channel.evaluate(REGULATOR, 'register:holding', [SHARE.isin, market.party(DORA)]);
    return (holding as { readonly lots: readonly { readonly price: string }[] }).lots.map(({ price }) => price);
  };

  beforeEach(async () => {
    for (const price of ['5', '9', '7']) await priced('4', price);
  });

  test('go in the order that a delivery says', async () => {
    await market.bound('j-1', [market.delivery(DORA, ADA, '4', { lots: 'highestPrice' })]);
    await market.settle('j-1');
    expect((await prices()).toSorted()).toEqual(['5', '7']);
  });

  test('go in one order for all that a set nets, or the instruction that says another one keeps it', async () => {
    await market.bound('j-1', [market.delivery(DORA, ADA, '4', { lots: 'highestPrice' })], {
      ...NETTED,
      mode: 'onDate',
    });
    await market.bound('j-2', [market.delivery(DORA, BOB, '4')], { ...NETTED, mode: 'onDate' });
    await market.bound('j-3', [market.delivery(DORA, CLEO, '4', { lots: 'highestPrice' })], {
      ...NETTED,
      mode: 'onDate',
    });
    await advanceTo(market.channel, '2026-11-24');
    const { code, details } = await refusalWithoutTrace(market.channel, () => net('j-1', 'j-2', 'j-3'));
    expect([code, details]).toEqual(['LOT_ORDERS_DIFFER', { instructionId: 'j-2' }]);
    await net('j-1', 'j-3');
    expect(await prices()).toEqual(['5']);
  });
});

describe('instructions that settle on their net', () => {
  test('settle although none of them could for itself, and each says with which others', async () => {
    await ring();
    expect((await market.settle('j-1', 'j-2', 'j-3')).result).toMatchObject({
      instructions: [{ status: 'affirmed' }, { status: 'affirmed' }, { status: 'affirmed' }],
    });
    const { events } = await net('j-3', 'j-1', 'j-2');
    expect(await market.held()).toEqual(['1', '1', '1', '0']);
    expect(events.map(({ type }) => type)).toEqual([
      ...['JointInstructionsNetted', 'JointInstructionSettled', 'JointInstructionSettled', 'JointInstructionSettled'],
    ]);
    expect(events[0]).toMatchObject({
      instructionIds: ['j-1', 'j-2', 'j-3'],
      movements: [
        { fromHolderId: market.party(ADA), units: '1' },
        { fromHolderId: market.party(ADA), units: '1' },
      ],
    });
    expect(await market.instruction('j-2')).toMatchObject({
      ...{ status: 'settled', nettedWith: ['j-1', 'j-3'] },
      moments: { final: { businessDate: '2026-11-20' } },
    });
    expect(await refused('j-1', 'j-2')).toBe('INSTRUCTION_NOT_PENDING');
  });

  test('need their net alone: what one of them had reserved for itself is free for it', async () => {
    await market.bound('j-1', [market.delivery(ADA, BOB, '3')], NETTED);
    await market.bound('j-2', [market.delivery(BOB, CLEO, '3')], NETTED);
    expect(await market.reserved(ADA)).toEqual([{ instructionId: 'j-1', units: '3' }]);
    await net('j-1', 'j-2');
    expect(await market.held()).toEqual(['0', '0', '3', '0']);
    expect(await market.reserved(ADA)).toEqual([]);
  });

  test('set off cash against securities, all or nothing', async () => {
    await market.issue(BOND.isin, BOB, '50');
    const cash = (from: 0 | 1, to: 0 | 1, units: string): Terms =>
      market.delivery(from, to, units, { isin: BOND.isin });
    await market.bound('j-1', [market.delivery(ADA, BOB, '10'), cash(BOB, ADA, '1000')], NETTED);
    await market.bound('j-2', [market.delivery(BOB, ADA, '8'), cash(ADA, BOB, '960')], NETTED);
    await net('j-1', 'j-2');
    expect([await market.held(), await market.held(BOND.isin)]).toEqual([
      ['1', '2', '0', '0'],
      ['40', '10', '0', '0'],
    ]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'of which one has not agreed to it',
      () => market.bound('j-4', [market.delivery(CLEO, ADA, '1')]),
      'NETTING_NOT_AGREED',
    ],
    ['of which one is not affirmed', () => propose('j-4'), 'INSTRUCTION_NOT_AFFIRMED'],
    [
      'of which one is not due',
      () => market.bound('j-4', [market.delivery(CLEO, ADA, '1')], { ...NETTED, mode: 'onDate' }),
      'SETTLEMENT_DATE_NOT_REACHED',
    ],
    [
      'of which one is not paid',
      () => market.bound('j-4', [market.delivery(CLEO, ADA, '1'), payment(ADA, CLEO)], NETTED),
      'PAYMENT_NOT_RECEIVED',
    ],
    [
      'by more than there is',
      () => market.bound('j-4', [market.delivery(ADA, DORA, '4')], NETTED),
      'UNITS_INSUFFICIENT',
    ],
    ['with one that nobody knows', () => Promise.resolve(), 'INSTRUCTION_UNKNOWN'],
  ])('%s do not settle, and nothing of any is changed', async (_, arrange, code) => {
    await ring();
    await arrange();
    const { code: refusal, details } = await refusalWithoutTrace(market.channel, () => net('j-1', 'j-2', 'j-3', 'j-4'));
    expect(refusal).toBe(code);
    if (code !== 'UNITS_INSUFFICIENT') expect(details).toMatchObject({ instructionId: 'j-4' });
    else expect(details).toMatchObject({ holderId: market.party(ADA), isin: SHARE.isin });
    await net('j-1', 'j-2', 'j-3');
    expect(await market.held()).toEqual(['1', '1', '1', '0']);
  });

  const propose = (instructionId: string): Promise<unknown> =>
    market.channel.submit(CUSTODIAN, 'instruction:propose', {
      ...{ instructionId, legs: [market.delivery(CLEO, ADA, '1')], mode: 'onAffirmation', ...NETTED },
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24', lastDay: '2026-12-31' },
    });
  const payment = (from: number, to: number): Terms => ({
    ...{ kind: 'payment', from: market.party(from), to: market.party(to) },
    ...{ amount: { amount: '1.00', currency: 'USD' }, payingAgent: ISSUER },
  });

  test('are refused to who has no part in one of them, and beyond the bounds', async () => {
    await ring();
    const stranger = (): Promise<unknown> =>
      market.channel.submit(ISSUER, 'instruction:settleNetted', { instructionIds: ['j-1', 'j-2'] });
    expect(await market.refused(stranger)).toBe('AUTHORITY_DENIED');
    expect(await refused('j-1', 'j-1')).toBe('DUPLICATE_IN_BATCH');
    expect(await refused('j-1')).toBe('FIELD_INVALID');
    const legs = Array.from({ length: 20 }, () => market.delivery(CLEO, ADA, '1'));
    const many = Array.from({ length: LIMITS.legsPerNettingSetMax / 20 + 1 }, (_, index) => `m-${String(index)}`);
    for (const id of many) await market.bound(id, legs, NETTED);
    expect(await refused(...many)).toBe('LIMIT_EXCEEDED');
  });

  test('are judged by what all of them leave', async () => {
    const { RULES } = compliance;
    const rules = { hold: RULES.holdingAtMost({ units: '1' }) };
    await amendRules(market.channel, SHARE.isin, rules);
    await ring();
    await market.bound('j-4', [market.delivery(ADA, CLEO, '1')], NETTED);
    expect(await refused('j-1', 'j-2', 'j-3', 'j-4')).toBe('HOLDING_ABOVE_MAXIMUM');
    // ten and nine units pass through hands that may hold one
    await net('j-1', 'j-2', 'j-3');
    expect(await market.held()).toEqual(['1', '1', '1', '0']);
  });

  test('need the consent that each of them needs', async () => {
    const { RULES } = compliance;
    const rules = { transfer: RULES.approvedBy({ role: 'issuer' }) };
    await amendRules(market.channel, SHARE.isin, rules);
    await ring();
    const ids = ['j-1', 'j-2', 'j-3'];
    for (const instructionId of ids) {
      expect(await refused(...ids)).toBe('CONSENT_MISSING');
      await market.channel.submit(ISSUER, 'compliance:consent', { instructionId, decision: 'approved' });
    }
    await net(...ids);
    expect(await market.held()).toEqual(['1', '1', '1', '0']);
  });

  test('keep what their failing has cost, and are not late on the day on which they are due', async () => {
    await ring();
    await advanceTo(market.channel, '2026-11-24');
    await market.settle('j-1', 'j-2');
    expect(await market.instruction('j-1')).toMatchObject({ failure: { code: 'UNITS_INSUFFICIENT' } });
    await net('j-1', 'j-2', 'j-3');
    expect(await market.instruction('j-1')).not.toHaveProperty('failure');
    const { instructionIds } = { instructionIds: ['j-1', 'j-2'] };
    expect(
      await market.refused(() => market.channel.submit(REGULATOR, 'instruction:settleNetted', { instructionIds })),
    ).toBe('AUTHORITY_DENIED');
  });
});
