import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import { takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import {
  advanceTo,
  CUSTODIAN,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { register } from '../test-support/securities.js';

const { RULES: R } = compliance;
const TODAY = '2026-11-20';
/** A receipt for shares, ten to one, and a share that is exchanged two for three. */
const RECEIPT = {
  ...{ ...SHARE, isin: 'US5949181045', authorisedUnits: '5000' },
  exchangeableInto: [
    { isin: SHARE.isin, ratio: { numerator: '1', denominator: '10' }, tacks: true },
    {
      ...{ isin: 'US02079K3059', ratio: { numerator: '3', denominator: '2' }, tacks: false },
      ...{ from: '2026-11-20', until: '2026-11-30' },
    },
  ],
};
const OTHER = { ...SHARE, isin: 'US02079K3059' };

let channel: Channel;
let ada: string;
let kim: KeyedParty;
let exchanges = 0;

beforeEach(async () => {
  channel = await openedChannel();
  for (const security of [SHARE, RECEIPT, OTHER]) await register(channel, security);
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  kim = await takeOnKeyed(channel, 'Kim', ['phone']);
  await issue(RECEIPT.isin, { holderId: ada, units: '60', price: '4' });
});

const issue = (isin: string, ...allocations: readonly object[]): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations });
const act = (units: string, more: object = {}): Record<string, string> => ({
  ...{ isin: RECEIPT.isin, intoIsin: SHARE.isin, holderId: ada, units },
  exchangeId: `x-${String((exchanges += 1))}`,
  ...more,
});
const exchange = (asked: object, caller = CUSTODIAN): Promise<Committed> =>
  channel.submit(caller, 'register:exchange', { act: asked });
const refused = async (asked: object, caller = CUSTODIAN): Promise<string> =>
  (await refusalWithoutTrace(channel, () => exchange(asked, caller))).code;
interface Verdicts {
  readonly allowed: boolean;
  readonly intoUnits?: string;
}
const dryRun = (asked: object): Promise<Verdicts> =>
  channel.evaluate(CUSTODIAN, 'register:dryRunExchange', [canonicalJson(asked)]) as Promise<Verdicts>;
const held = (isin: string, holder = ada): Promise<unknown> =>
  channel.evaluate(REGULATOR, 'register:holding', [isin, holder]);
const issued = async (isin: string): Promise<string> =>
  ((await channel.evaluate(REGULATOR, 'register:holders', [isin])) as { readonly issued: string }).issued;

describe('an exchange', () => {
  test('takes units out of one register and brings as many as the ratio says to the other, each entry naming both', async () => {
    await advanceTo(channel, '2026-12-10');
    const asked = act('40');
    expect(await dryRun(asked)).toMatchObject({ allowed: true, intoUnits: '4' });
    const { events, writes } = await exchange(asked);
    expect(events).toMatchObject([
      {
        ...{ type: 'UnitsExchanged', issued: '20', intoIssued: '4' },
        exchange: { ...asked, intoUnits: '4', businessDate: '2026-12-10' },
      },
    ]);
    const entries = writes
      .filter(({ key }) => key.startsWith('movement/'))
      .map(({ value }) => JSON.parse(Buffer.from(value ?? []).toString()) as { readonly value: object });
    expect(JSON.stringify(entries)).toContain(`"exchange":{"isin":"${SHARE.isin}","units":"4"}`);
    expect(JSON.stringify(entries)).toContain(`"exchange":{"isin":"${RECEIPT.isin}","units":"40"}`);
    expect([await issued(RECEIPT.isin), await issued(SHARE.isin)]).toEqual(['20', '4']);
    // the price is that of ten receipts; the day of acquisition tacks
    expect(await held(SHARE.isin)).toMatchObject({
      lots: [{ units: '4', price: '40', acquiredOn: TODAY, origin: 'exchange' }],
    });
    expect(await held(RECEIPT.isin)).toMatchObject({ lots: [{ units: '20', price: '4', origin: 'remainder' }] });
  });

  test('keeps what was paid exactly where no decimal number says it, and begins anew where terms do not tack', async () => {
    await issue(RECEIPT.isin, { holderId: kim.partyId, units: '2', price: '5' });
    await advanceTo(channel, '2026-11-24');
    await exchange(act('60', { intoIsin: OTHER.isin }));
    expect(await held(OTHER.isin)).toMatchObject({
      lots: [{ units: '90', price: '8', pricePer: '3', acquiredOn: '2026-11-24' }],
    });
  });

  test('of all of a lot, of which nothing is left, has an entry of its own on either side', async () => {
    const { writes } = await exchange(act('60'));
    const ids = writes
      .filter(({ key }) => key.startsWith('movement/'))
      .map(({ key }) => key.split('/').slice(3).join('/'));
    expect(new Set(ids).size).toBe(2);
  });

  test('of part of a lot of which the price is for several units leaves both as they were paid', async () => {
    const back = { ...OTHER, isin: 'US88160R1014', authorisedUnits: '5000' };
    await register(channel, back);
    await exchange(act('60', { intoIsin: OTHER.isin }));
    const transfer = { isin: OTHER.isin, fromHolderId: ada, toHolderId: kim.partyId, units: '30' };
    const dates = { tradeDate: TODAY, settlementDate: TODAY, instructionId: 'i-1' };
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [{ ...transfer, ...dates }] });
    await channel.submit(REGISTRAR, 'settlement:settle', { isin: OTHER.isin, instructionIds: ['i-1'] });
    expect(await held(OTHER.isin)).toMatchObject({ lots: [{ units: '60', price: '8', pricePer: '3' }] });
  });

  test.each<[string, () => Promise<string>]>([
    ['EXCHANGE_LEAVES_FRACTION', () => refused(act('45'))],
    ['UNITS_INSUFFICIENT', () => refused(act('70'))],
    ['EXCHANGE_NOT_OFFERED', () => refused({ ...act('10'), isin: SHARE.isin, intoIsin: RECEIPT.isin })],
    ['SECURITY_UNKNOWN', () => refused(act('10', { intoIsin: 'US0231351067' }))],
    ['AUTHORITY_DENIED', () => refused(act('10'), REGISTRAR)],
    ['SIGNATURES_INSUFFICIENT', () => refused(act('10', { holderId: kim.partyId }))],
  ])('is refused with %s', async (code, call) => {
    expect(await call()).toBe(code);
  });

  test('is refused before and after its time, and twice', async () => {
    const asked = act('10');
    await exchange(asked);
    expect(await refused({ ...asked, units: '20' })).toBe('EXCHANGE_EXISTS');
    await advanceTo(channel, '2026-12-01');
    expect(await refused(act('2', { intoIsin: OTHER.isin }))).toBe('EXCHANGE_NOT_OFFERED');
  });

  test('respects the authorised units of what is got', async () => {
    await issue(RECEIPT.isin, { holderId: ada, units: '4000' });
    await issue(SHARE.isin, { holderId: ada, units: '995' });
    expect(await refused(act('60'))).toBe('AUTHORISED_UNITS_EXCEEDED');
    await exchange(act('50'));
    expect(await issued(SHARE.isin)).toBe('1000');
  });

  test('of a holder with keys needs its signature', async () => {
    await issue(RECEIPT.isin, { holderId: kim.partyId, units: '20' });
    const asked = act('20', { holderId: kim.partyId });
    await channel.submit(CUSTODIAN, 'register:exchange', await kim.sign('register:exchange', asked));
    expect(await held(SHARE.isin, kim.partyId)).toMatchObject({ units: '2' });
  });

  test('leaves pledged and frozen units, and stays within a sub-account', async () => {
    const document = 'd'.repeat(64);
    await channel.submit(REGULATOR, 'register:freezeUnits', {
      ...{ isin: RECEIPT.isin, holderId: ada, units: '50', basis: 'court-order', document },
    });
    expect(await refused(act('20'))).toBe('UNITS_FROZEN');
    await channel.submit(CUSTODIAN, 'party:declareCapacity', { partyId: kim.partyId, holdsAs: 'nominee', document });
    await issue(RECEIPT.isin, { holderId: kim.partyId, designation: [ada], units: '30' });
    const asked = { ...act('30', { holderId: kim.partyId }), designation: [ada] };
    await channel.submit(CUSTODIAN, 'register:exchange', await kim.sign('register:exchange', asked));
    expect(await channel.evaluate(REGULATOR, 'register:heldFor', [SHARE.isin, ada])).toMatchObject({ units: '3' });
  });
});

describe('rules of both securities', () => {
  const adopt = (isin: string, rules: compliance.RuleSet): Promise<Committed> => amendRules(channel, isin, rules);

  test('bind the units that leave, as a transfer does: a lock-up is not exchanged away', async () => {
    await adopt(RECEIPT.isin, { transfer: R.lockedUntil({ acquiredUpTo: TODAY, until: '2026-12-15' }) });
    expect(await refused(act('10'))).toBe('LOCKED_UP');
    await advanceTo(channel, '2026-12-15');
    await exchange(act('10'));
  });

  test('judge whoever gets the units as their holder, and the dry run says the same', async () => {
    await adopt(SHARE.isin, { hold: R.holdingAtMost({ units: '4' }), transfer: R.heldFor({ period: 'P1Y' }) });
    const asked = act('50');
    expect(await dryRun(asked)).toMatchObject({
      ...{ allowed: false, given: { allowed: true }, intoUnits: '5' },
      got: { compliance: [{ outcome: 'met' }, { event: 'hold', reasons: ['HOLDING_ABOVE_MAXIMUM'] }] },
    });
    expect((await refusalOfCall(exchange(asked))).code).toBe('HOLDING_ABOVE_MAXIMUM');
    await exchange(act('40'));
  });

  test('count a holder that comes once', async () => {
    await adopt(SHARE.isin, { transfer: R.holdersAtMost({ count: 1, scope: 'security', of: {} }) });
    await exchange(act('10'));
    await issue(RECEIPT.isin, { holderId: kim.partyId, units: '20' });
    const asked = act('20', { holderId: kim.partyId });
    expect(await dryRun(asked)).toMatchObject({ allowed: false, got: { allowed: false } });
  });
});
