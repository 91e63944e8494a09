import { beforeEach, describe, expect, test } from '@jest/globals';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import { takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
const DOCUMENT = 'd'.repeat(64);
let channel: Channel;
let ada: string;
let bank: string;
let kim: KeyedParty;

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bank = await takeOn(channel, REGISTRAR, 'Bank');
  kim = await takeOnKeyed(channel, 'Kim', ['phone']);
  const allocations = [ada, kim.partyId].map((holderId) => ({ holderId, units: '100' }));
  await channel.submit(ISSUER, 'register:issue', { isin, allocations });
});

const termsOf = (units: string, more: object = {}): object => ({
  ...{ kind: 'pledge', isin, holderId: ada, encumbranceId: 'e-1', units, beneficiary: bank, document: DOCUMENT },
  ...more,
});
const pledge = (units: string, more: object = {}, caller = CUSTODIAN): Promise<Committed> =>
  channel.submit(caller, 'register:encumber', { act: termsOf(units, more) });
const lock = (units: string, more: object = {}): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'register:encumber', { act: termsOf(units, { kind: 'lock', ...more }) });
const release = (caller = REGISTRAR, more: object = {}): Promise<Committed> =>
  channel.submit(caller, 'register:releaseUnits', { act: { isin, holderId: ada, encumbranceId: 'e-1', ...more } });
const held = (holder = ada): Promise<unknown> => channel.evaluate(REGULATOR, 'register:freezes', [isin, holder]);
const transfer = async (id: string, units: string): Promise<unknown> => {
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf(id, ada, bank, units)] });
  return settle(id);
};
const settle = async (id: string): Promise<unknown> => {
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [{ status, code }] = (result as { readonly instructions: [{ status: string; code?: string }] }).instructions;
  return code ?? status;
};

describe('a pledge', () => {
  test('keeps its units with the holder until the pledgee releases them; what was instructed then settles', async () => {
    const { events, writes } = await pledge('60');
    expect(events).toMatchObject([
      { type: 'UnitsEncumbered', encumbrance: { kind: 'pledge', units: '60', beneficiary: bank, since: '2026-11-20' } },
    ]);
    expect(writes.filter(({ key }) => key.startsWith('lot/'))).toEqual([]);
    expect(await held()).toMatchObject({ units: '100', encumbered: '60', available: '40' });
    expect(await transfer('i-1', '41')).toBe('UNITS_ENCUMBERED');
    expect(await transfer('i-2', '40')).toBe('settled');
    const { events: ended } = await release();
    expect(ended).toMatchObject([
      { type: 'EncumbranceEnded', endedBy: REGISTRAR, encumbrance: { encumbranceId: 'e-1' } },
    ]);
    expect(await settle('i-1')).toBe('settled');
    expect(await held()).toMatchObject({ units: '19', encumbered: '0', available: '19', encumbrances: [] });
  });

  test('and others lie on units of their own', async () => {
    await pledge('60');
    expect((await refusalOfCall(pledge('41', { encumbranceId: 'e-2' }))).code).toBe('UNITS_ENCUMBERED');
    await pledge('40', { encumbranceId: 'e-2' });
    expect(await held()).toMatchObject({ encumbered: '100', available: '0' });
  });

  test('passes with a holding that is recovered', async () => {
    await pledge('60');
    const recovery = { isin, fromHolderId: ada, toHolderId: kim.partyId, basis: 'terms', document: DOCUMENT };
    await channel.submit(REGISTRAR, 'register:recoverHolding', recovery);
    expect(await held(kim.partyId)).toMatchObject({ units: '200', encumbered: '60', available: '140' });
    expect(await held()).toMatchObject({ units: '0', encumbered: '0' });
    await release(REGISTRAR, { holderId: kim.partyId });
    expect(await held(kim.partyId)).toMatchObject({ available: '200' });
  });

  test('stands in the way of a forced transfer unless the order discharges it', async () => {
    await pledge('60');
    const order = {
      ...{ isin, fromHolderId: ada, toHolderId: bank, units: '70' },
      basis: 'court-order',
      document: DOCUMENT,
    };
    const forced = (more: object = {}): Promise<Committed> =>
      channel.submit(REGULATOR, 'register:forceTransfer', { ...order, ...more });
    expect((await refusalOfCall(forced())).code).toBe('UNITS_ENCUMBERED');
    expect((await refusalOfCall(forced({ discharges: ['e-2'] }))).code).toBe('ENCUMBRANCE_UNKNOWN');
    const { events } = await forced({ discharges: ['e-1'] });
    expect(events).toMatchObject([{ type: 'EncumbranceEnded', endedBy: REGULATOR }, { type: 'TransferForced' }]);
    expect(await held()).toMatchObject({ units: '30', available: '30' });
  });

  test('does not keep a freeze out, which lies over it', async () => {
    await pledge('60');
    const freeze = { isin, holderId: ada, units: '80', basis: 'court-order', document: DOCUMENT };
    await channel.submit(REGULATOR, 'register:freezeUnits', freeze);
    expect(await held()).toMatchObject({ encumbered: '60', frozen: '80', available: '0' });
    await release();
    expect(await held()).toMatchObject({ encumbered: '0', frozen: '80', available: '20' });
  });

  test('of a party with keys is signed by it', async () => {
    const terms = termsOf('60', { holderId: kim.partyId });
    const unsigned = pledge('60', { holderId: kim.partyId });
    expect((await refusalOfCall(unsigned)).code).toBe('SIGNATURES_INSUFFICIENT');
    const forLock = await kim.sign('register:encumber', { ...terms, kind: 'lock' });
    const mistaken = channel.submit(CUSTODIAN, 'register:encumber', { ...(forLock as object), act: terms });
    expect((await refusalOfCall(mistaken)).code).toBe('SIGNATURE_INVALID');
    const signed = await kim.sign('register:encumber', terms);
    await channel.submit(CUSTODIAN, 'register:encumber', signed);
    expect(await held(kim.partyId)).toMatchObject({ encumbered: '60' });
  });

  test('that was signed once is not made twice', async () => {
    const signed = await kim.sign('register:encumber', termsOf('60', { holderId: kim.partyId }));
    await channel.submit(CUSTODIAN, 'register:encumber', signed);
    await release(REGISTRAR, { holderId: kim.partyId });
    const again = channel.submit(CUSTODIAN, 'register:encumber', signed);
    expect((await refusalOfCall(again)).code).toBe('ENCUMBRANCE_EXISTS');
  });

  test('to a party with keys is released with its signature', async () => {
    await pledge('60', { beneficiary: kim.partyId });
    expect((await refusalOfCall(release(CUSTODIAN))).code).toBe('SIGNATURES_INSUFFICIENT');
    const signed = await kim.sign('register:releaseUnits', { isin, holderId: ada, encumbranceId: 'e-1' });
    await channel.submit(CUSTODIAN, 'register:releaseUnits', signed);
    expect(await held()).toMatchObject({ available: '100' });
  });
});

describe('a lock', () => {
  test('ends after its last day by itself', async () => {
    await lock('100', { until: '2026-11-23' });
    await advanceTo(channel, '2026-11-23');
    expect(await transfer('i-1', '1')).toBe('UNITS_ENCUMBERED');
    await advanceTo(channel, '2026-11-24');
    expect(await settle('i-1')).toBe('settled');
    expect((await refusalOfCall(release())).code).toBe('ENCUMBRANCE_UNKNOWN');
  });

  test('is released before by whom it serves, and by nobody else', async () => {
    await lock('100');
    expect((await refusalOfCall(release(CUSTODIAN))).code).toBe('AUTHORITY_DENIED');
    await release();
    expect(await transfer('i-1', '100')).toBe('settled');
  });
});

test.each<[string, () => Promise<unknown>, string]>([
  ['of more than is held', () => pledge('101'), 'UNITS_INSUFFICIENT'],
  ['of nothing', () => pledge('0'), 'UNITS_INVALID'],
  ['to oneself', () => pledge('1', { beneficiary: ada }), 'SAME_HOLDER'],
  ['to nobody known', () => pledge('1', { beneficiary: `P${'A'.repeat(32)}` }), 'PARTY_UNKNOWN'],
  ['that follows though it is to keep units', () => lock('1', { follows: true }), 'FIELD_INVALID'],
  ['that is over', () => lock('1', { until: '2026-11-19' }), 'FREEZE_EXPIRED'],
  ['by another custodian', () => pledge('1', {}, REGISTRAR), 'AUTHORITY_DENIED'],
  ['by the regulator', () => pledge('1', {}, REGULATOR), 'AUTHORITY_DENIED'],
  ['released that is none', () => release(), 'ENCUMBRANCE_UNKNOWN'],
])('%s is refused', async (_, call, code) => {
  const before = channel.peer.ledger.snapshot();
  expect((await refusalOfCall(call())).code).toBe(code);
  expect(channel.peer.ledger.snapshot()).toBe(before);
});
