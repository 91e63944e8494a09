import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Committed } from '../test-support/channel.js';
import { JointMarket } from '../test-support/joint-market.js';
import { advanceTo, ISSUER, REGULATOR, SHARE } from '../test-support/market.js';

const PREIMAGE = '0'.repeat(64);
// SHA-256 of 32 zero bytes
const LOCK = { hashLock: { hash: '66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925' } };

let market: JointMarket;

beforeEach(async () => {
  market = await JointMarket.open(['10']);
  const dates = { settlementDate: '2026-11-23', lastDay: '2026-11-24' };
  await market.bound('j-1', [market.delivery(0, 1, '4')], { ...LOCK, ...dates });
});

const present = (preimage = PREIMAGE, by = ISSUER): Promise<Committed> =>
  market.channel.submit(by, 'instruction:presentPreimage', { instructionId: 'j-1', preimage });

describe('a hash lock', () => {
  test('keeps its units reserved until somebody opens it: then it settles, and the preimage is public', async () => {
    expect((await market.settle('j-1')).result).toMatchObject({ instructions: [{ code: 'PREIMAGE_NOT_PRESENTED' }] });
    expect(await market.reserved(0)).toEqual([{ instructionId: 'j-1', units: '4' }]);
    await advanceTo(market.channel, '2026-11-24');
    const { result, events } = await present();
    expect(result).toEqual({ instructionId: 'j-1', status: 'settled' });
    expect(events).toMatchObject([{ type: 'JointInstructionSettled', instruction: { preimage: PREIMAGE } }]);
    expect([await market.held(), await market.reserved(0)]).toEqual([['6', '4', '0', '0'], []]);
    expect(await market.refused(() => present())).toBe('INSTRUCTION_NOT_RESERVED');
  });

  test('is not opened by other bytes, nor after its last day, when its units are free again', async () => {
    expect(await market.refused(() => present('1'.repeat(64)))).toBe('PREIMAGE_WRONG');
    await advanceTo(market.channel, '2026-11-25');
    expect(await market.refused(() => present())).toBe('INSTRUCTION_EXPIRED');
    expect((await market.settle('j-1')).result).toMatchObject({ instructions: [{ status: 'expired' }] });
    expect([await market.held(), await market.reserved(0)]).toEqual([['10', '0', '0', '0'], []]);
  });

  test('stays open where it cannot settle now: it waits past its last day, and settles when it can', async () => {
    await advanceTo(market.channel, '2026-11-24');
    const frozen = { isin: SHARE.isin, basis: 'court-order', document: 'd'.repeat(64) };
    await market.channel.submit(REGULATOR, 'register:freezeSecurity', frozen);
    expect((await present()).result).toEqual({ instructionId: 'j-1', status: 'reserved', code: 'SECURITY_FROZEN' });
    expect(await market.reserved(0)).toEqual([{ instructionId: 'j-1', units: '4' }]);
    await advanceTo(market.channel, '2026-11-25');
    expect((await market.settle('j-1')).result).toMatchObject({
      instructions: [{ status: 'reserved', code: 'SECURITY_FROZEN' }],
    });
    const lifted = {
      isin: SHARE.isin,
      basis: 'court-order',
      document: 'e'.repeat(64),
      scope: 'security',
      imposedBy: REGULATOR,
    };
    await market.channel.submit(REGULATOR, 'register:liftFreeze', lifted);
    expect((await market.settle('j-1')).result).toMatchObject({ instructions: [{ status: 'settled' }] });
    expect([await market.held(), await market.reserved(0)]).toEqual([['6', '4', '0', '0'], []]);
  });

  test('is of a text that has one', async () => {
    await market.bound('j-2', [market.delivery(0, 1, '1')]);
    const other = { instructionId: 'j-2', preimage: PREIMAGE };
    const call = (): Promise<unknown> => market.channel.submit(ISSUER, 'instruction:presentPreimage', other);
    expect(await market.refused(call)).toBe('HASH_LOCK_ABSENT');
  });
});
