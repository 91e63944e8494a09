import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CommandId, MspId, OperatorId } from '@scrip/model';
import { signCommand } from '@scrip/signing';
import type { Committed } from '../test-support/channel.js';
import { JointMarket, type Terms } from '../test-support/joint-market.js';
import { signerOf, TEST_LEDGER, VALIDITY } from '../test-support/keyed-party.js';
import { advanceTo, BOND, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';

const PENALISED = { ...SHARE, isin: 'US5949181045', failPenalties: { lackOfUnits: '1', lackOfCash: '0.5' } };
const { isin } = PENALISED;
const usd = (amount: string): Terms => ({ amount, currency: 'USD' });
const PARTS: Terms = { partial: { minimumUnits: '2', multiple: '2' } };

let market: JointMarket;

/** Ada sells ten units, of which she has five. */
beforeEach(async () => {
  market = await JointMarket.open(['5'], PENALISED);
});

const sold = (more: Terms = {}): Terms => market.delivery(0, 1, '10', { isin, value: usd('100000.00'), ...more });
const outcomeOf = async (committed: Promise<Committed>): Promise<unknown> =>
  ((await committed).result as { readonly instructions: readonly unknown[] }).instructions[0];

describe('a delivery in parts', () => {
  test('settles what is there on the day on which it is due, and the rest when it comes', async () => {
    await market.bound('j-1', [sold()], PARTS);
    expect(await outcomeOf(market.settle('j-1'))).toMatchObject({ status: 'affirmed', code: 'UNITS_INSUFFICIENT' });
    expect(await market.held(isin)).toEqual(['5', '0', '0', '0']);
    await advanceTo(market.channel, '2026-11-24');
    const { events } = await market.settle('j-1');
    expect(events).toMatchObject([
      { type: 'JointInstructionPartSettled', movements: [{ units: '4' }], instruction: { parts: [{ units: '4' }] } },
    ]);
    expect(await market.held(isin)).toEqual(['1', '4', '0', '0']);
    expect((await market.settle('j-1')).events).toEqual([]);
    await advanceTo(market.channel, '2026-11-25');
    await market.settle('j-1');
    // six of ten units were open at the end of the 24th: 1 basis point of 60,000
    const penalty = { party: market.party(0), leg: 0, from: '2026-11-24', days: 1, amount: usd('6.00') };
    expect(await market.instruction('j-1')).toMatchObject({ status: 'affirmed', penalties: [penalty] });
    await market.issue(isin, 0, '5');
    expect(await outcomeOf(market.settle('j-1'))).toMatchObject({ status: 'settled' });
    expect(await market.held(isin)).toEqual(['0', '10', '0', '0']);
    expect(await market.instruction('j-1')).toMatchObject({ parts: [{ units: '4' }, { units: '6' }] });
    expect(await market.reserved(0, isin)).toEqual([]);
  });

  test('is paid in cash for each part, exactly altogether', async () => {
    await market.issue(BOND.isin, 1, '7');
    await market.bound('j-1', [sold(), market.delivery(1, 0, '7', { isin: BOND.isin })], PARTS);
    await advanceTo(market.channel, '2026-11-24');
    await market.settle('j-1');
    // seven tenths of four, rounded down
    expect([await market.held(isin), await market.held(BOND.isin)]).toEqual([
      ['1', '4', '0', '0'],
      ['2', '5', '0', '0'],
    ]);
    await market.issue(isin, 0, '5');
    await market.settle('j-1');
    expect([await market.held(isin), await market.held(BOND.isin)]).toEqual([
      ['0', '10', '0', '0'],
      ['7', '0', '0', '0'],
    ]);
  });

  test('waits for money outside the ledger, which is taken before all units are there', async () => {
    await market.channel.submit(ISSUER, 'operator:appoint', {
      operators: [{ operatorId: 'teller', roles: ['maker'], key: signerOf('teller').key }],
    });
    const payment = {
      kind: 'payment',
      from: market.party(1),
      to: market.party(0),
      amount: usd('33.35'),
      payingAgent: ISSUER,
    };
    await market.bound('j-1', [sold(), payment], PARTS);
    await advanceTo(market.channel, '2026-11-24');
    expect(await outcomeOf(market.settle('j-1'))).toMatchObject({ code: 'UNITS_INSUFFICIENT' });
    expect(await market.held(isin)).toEqual(['5', '0', '0', '0']);
    await pay('33.35', 'received');
    await market.settle('j-1');
    expect(await market.instruction('j-1')).toMatchObject({ parts: [{ units: '4', payment: usd('13.34') }] });
    await expect(pay('33.35', 'returned')).rejects.toMatchObject({ refusal: { code: 'PAYMENT_DIFFERS' } });
    await market.issue(isin, 0, '5');
    await market.settle('j-1');
    expect(await market.instruction('j-1')).toMatchObject({ parts: [{}, { units: '6', payment: usd('20.01') }] });
  });

  let paid = 0;
  const pay = async (amount: string, state: string): Promise<unknown> => {
    paid += 1;
    const body = { instructionId: 'j-1', leg: 1, amount: usd(amount), state };
    const named = { commandId: `pay-${String(paid)}` as CommandId, operator: 'teller' as OperatorId };
    const command = { function: 'instruction:statePayment', mspId: ISSUER as MspId, ...named, body };
    const signature = await signCommand(TEST_LEDGER, command, VALIDITY, signerOf('teller'));
    return market.channel.submit(ISSUER, 'instruction:statePayment', body, { ...named, signature });
  };

  test.each<[string, Terms]>([
    ['nobody has agreed to parts', {}],
    ['less is there than the least part', { partial: { minimumUnits: '6', multiple: '1' } }],
    ['no multiple is there', { partial: { minimumUnits: '1', multiple: '6' } }],
  ])('does not settle in part where %s', async (_, terms) => {
    await market.bound('j-1', [sold()], terms);
    await advanceTo(market.channel, '2026-11-24');
    expect(await outcomeOf(market.settle('j-1'))).toMatchObject({ status: 'affirmed', code: 'UNITS_INSUFFICIENT' });
    expect(await market.held(isin)).toEqual(['5', '0', '0', '0']);
    expect(await market.instruction('j-1')).not.toHaveProperty('parts');
  });

  test('takes nothing that is held back, and does not settle while the security is frozen', async () => {
    await market.bound('j-1', [sold()], PARTS);
    await market.bound('j-2', [market.delivery(0, 2, '2', { isin })], { mode: 'onOrder' });
    const frozen = { isin, basis: 'court-order', document: 'd'.repeat(64) };
    await market.channel.submit(REGULATOR, 'register:freezeSecurity', frozen);
    await advanceTo(market.channel, '2026-11-24');
    await market.settle('j-1');
    expect(await market.held(isin)).toEqual(['5', '0', '0', '0']);
    await market.channel.submit(REGULATOR, 'register:liftFreeze', {
      isin,
      basis: 'court-order',
      document: 'e'.repeat(64),
      scope: 'security',
      imposedBy: REGULATOR,
    });
    await market.settle('j-1');
    expect(await market.held(isin)).toEqual(['3', '2', '0', '0']);
  });

  test('is bought in for what remains of it', async () => {
    await market.bound('j-1', [sold()], { ...PARTS, buyIn: { extensionDays: 0 } });
    await advanceTo(market.channel, '2026-11-24');
    await market.settle('j-1');
    await advanceTo(market.channel, '2026-11-25');
    await market.channel.submit(REGISTRAR, 'instruction:callBuyIn', {
      ...{ instructionId: 'j-1', party: market.party(1), costs: usd('0.00'), document: 'd'.repeat(64) },
      outcome: { kind: 'compensation', marketValue: usd('61000.00') },
    });
    expect(await market.instruction('j-1')).toMatchObject({
      ...{ status: 'boughtIn', parts: [{ units: '4' }], penalties: [{ amount: usd('6.00') }] },
      boughtIn: { agreed: usd('60000.00'), difference: usd('1000.00') },
    });
  });
});
