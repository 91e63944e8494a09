import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Committed } from '../test-support/channel.js';
import { JointMarket, type Terms } from '../test-support/joint-market.js';
import { advanceTo, CUSTODIAN, ISSUER, REGISTRAR, SHARE } from '../test-support/market.js';

const usd = (amount: string): Terms => ({ amount, currency: 'USD' });
const BUY_IN: Terms = { buyIn: { extensionDays: 2 } };
const [ADA, BOB, CLEO] = [0, 1, 2] as const;

let market: JointMarket;

/** Ada owes Bob ten units that she does not have, since Tuesday the 24th; Cleo has ten. */
beforeEach(async () => {
  market = await JointMarket.open(['0', '0', '10']);
  await market.bound('j-1', [market.delivery(ADA, BOB, '10', { value: usd('1000.00') })], {
    ...BUY_IN,
    lastDay: '2026-12-04',
  });
  await advanceTo(market.channel, '2026-11-24');
  await market.settle('j-1');
});

const call = (more: Terms = {}, by = REGISTRAR): Promise<Committed> =>
  market.channel.submit(by, 'instruction:callBuyIn', {
    ...{ instructionId: 'j-1', party: market.party(BOB), costs: usd('5.00'), document: 'd'.repeat(64) },
    ...{ outcome: { kind: 'delivery', delivery: 'cover' } },
    ...more,
  });
async function cover(units = '10'): Promise<void> {
  await market.bound('cover', [market.delivery(CLEO, BOB, units, { value: usd('1200.00') })], {
    ...{ settlementDate: '2027-01-29', lastDay: '2027-02-26' },
  });
  await market.settle('cover');
}

describe('a buy-in', () => {
  test('ends the failed delivery by that of another party, which is named once', async () => {
    await advanceTo(market.channel, '2026-11-27');
    await cover();
    const { result, events, writes } = await call();
    expect(result).toEqual({ instructionId: 'j-1', status: 'boughtIn' });
    expect(writes.map(({ key }) => key).sort()).toEqual([
      expect.stringMatching(/^command\//),
      'joint/cover',
      'joint/j-1',
      `openJoint/${SHARE.isin}/j-1`,
    ]);
    expect(events).toMatchObject([{ type: 'JointInstructionBoughtIn', cover: { coverOf: 'j-1' } }]);
    expect(await market.instruction('j-1')).toMatchObject({
      boughtIn: {
        ...{ agreed: usd('1000.00'), price: usd('1200.00'), difference: usd('200.00'), costs: usd('5.00') },
        ...{ owedBy: market.party(ADA), owedTo: market.party(BOB), calledOn: '2026-11-27' },
      },
    });
    expect(await market.held()).toEqual(['0', '10', '0', '0']);
    await market.issue(SHARE.isin, ADA, '10');
    expect((await market.settle('j-1')).result).toMatchObject({ instructions: [{ code: 'INSTRUCTION_NOT_PENDING' }] });
    expect(await market.held()).toEqual(['10', '10', '0', '0']);
  });

  test('is paid for where units cannot be had', async () => {
    await advanceTo(market.channel, '2026-11-27');
    await call({ outcome: { kind: 'compensation', marketValue: usd('1010.00') } });
    expect(await market.instruction('j-1')).toMatchObject({ boughtIn: { difference: usd('10.00') } });
  });

  test.each<[string, string, () => Promise<unknown>, string]>([
    ['before the days agreed have passed', '2026-11-26', () => call({}), 'BUY_IN_DIFFERS'],
    [
      'by the failing party',
      '2026-11-27',
      () => call({ party: market.party(ADA) }, CUSTODIAN),
      'PARTY_NOT_OF_INSTRUCTION',
    ],
    ['through another custodian', '2026-11-27', () => call({}, CUSTODIAN), 'AUTHORITY_DENIED'],
    ['by who is no custodian', '2026-11-27', () => call({}, ISSUER), 'AUTHORITY_DENIED'],
    [
      'by what nobody knows',
      '2026-11-27',
      () => call({ outcome: { kind: 'delivery', delivery: 'none' } }),
      'INSTRUCTION_UNKNOWN',
    ],
    ['by itself', '2026-11-27', () => call({ outcome: { kind: 'delivery', delivery: 'j-1' } }), 'BUY_IN_DIFFERS'],
    ['after the last day', '2026-12-07', () => call(), 'INSTRUCTION_EXPIRED'],
  ])('%s is refused, and nothing is written', async (_, day, act, code) => {
    await advanceTo(market.channel, day);
    await cover();
    expect(await market.refused(act)).toBe(code === 'BUY_IN_DIFFERS' && day === '2026-11-26' ? 'BUY_IN_NOT_DUE' : code);
    expect(await market.instruction('j-1')).toMatchObject({ status: 'affirmed' });
  });

  test('is refused by a delivery of other units, by one of before, and of what has got its units', async () => {
    await cover('10');
    await advanceTo(market.channel, '2026-11-27');
    expect(await market.refused(() => call())).toBe('BUY_IN_DIFFERS');
    await market.issue(SHARE.isin, ADA, '10');
    await market.settle('j-1');
    expect(await market.refused(() => call())).toBe('INSTRUCTION_NOT_PENDING');
  });
});
