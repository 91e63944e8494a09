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
const COURT = { basis: 'court-order', document: DOCUMENT };
let channel: Channel;
let ada: string;
let bob: string;
let bank: string;
let lender: string;
let kim: KeyedParty;

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  bank = await takeOn(channel, REGISTRAR, 'Bank');
  lender = await takeOn(channel, CUSTODIAN, 'Lender');
  kim = await takeOnKeyed(channel, 'Kim', ['phone']);
  await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units: '100' }] });
});

const named = (encumbranceId: string): object => ({ isin, holderId: ada, encumbranceId });
/** A pledge for the bank that follows the units, unless more is said. */
const give = (encumbranceId: string, units: string, more: object = {}): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'register:encumber', {
    act: {
      ...{ ...named(encumbranceId), kind: 'pledge', units, beneficiary: bank, follows: true, document: DOCUMENT },
      ...more,
    },
  });
const attach = (encumbranceId: string, units: string, more: object = {}, caller = REGULATOR): Promise<Committed> =>
  channel.submit(caller, 'register:attachUnits', {
    ...named(encumbranceId),
    ...COURT,
    units,
    beneficiary: bob,
    ...more,
  });
const lift = (encumbranceId: string, caller = REGULATOR): Promise<Committed> =>
  channel.submit(caller, 'register:liftAttachment', { ...named(encumbranceId), ...COURT });
const release = (encumbranceId: string, more: object = {}, caller = REGISTRAR): Promise<Committed> =>
  channel.submit(caller, 'register:releaseUnits', { act: { ...named(encumbranceId), ...more } });
const stepBehind = (encumbranceId: string, behind: string, caller = REGISTRAR): Promise<Committed> =>
  channel.submit(caller, 'register:subordinate', { act: { ...named(encumbranceId), behind } });
const enforce = (encumbranceId: string, units: string, more: object = {}, caller = REGISTRAR): Promise<Committed> =>
  channel.submit(caller, 'register:enforce', {
    act: { ...named(encumbranceId), basis: 'terms', document: DOCUMENT, units, toHolderId: bank, ...more },
  });

async function settle(instruction: object): Promise<string> {
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  const { instructionId: id } = instruction as { readonly instructionId: string };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [{ status, code }] = (result as { readonly instructions: [{ status: string; code?: string }] }).instructions;
  return code ?? status;
}
const transfer = (units: string, subjectTo?: readonly string[]): Promise<string> =>
  settle({ ...instructionOf('i-1', ada, bob, units), ...(subjectTo === undefined ? {} : { subjectTo }) });

interface Told {
  readonly units: string;
  readonly available: string;
  readonly encumbrances: readonly Readonly<Record<'encumbranceId' | 'units' | 'parcel' | 'rank', string>>[];
}
/** Units, how many are available, and what lies on them: id, units, parcel and rank. */
async function lying(holder: string): Promise<unknown> {
  const told = (await channel.evaluate(REGULATOR, 'register:freezes', [isin, holder])) as Told;
  return [
    `${told.available} of ${told.units}`,
    ...told.encumbrances.map((each) => `${each.encumbranceId} ${each.units} ${each.parcel}.${each.rank}`),
  ];
}

describe('encumbrances of the same units', () => {
  test('rank as they come and hold no more units than there are', async () => {
    const { result } = await give('e-1', '60');
    expect(result).toMatchObject({ rank: 1 });
    const second = await give('e-2', '80', { kind: 'lien', over: 'e-1', rank: 2, beneficiary: lender });
    expect(second.result).toMatchObject({ rank: 2 });
    await attach('c-1', '30', { over: 'e-1' });
    await give('e-3', '20', { kind: 'usufruct', beneficiary: bob });
    expect(await lying(ada)).toEqual(['0 of 100', 'e-1 60 1.1', 'e-2 80 1.2', 'c-1 30 1.3', 'e-3 20 2.1']);
  });

  test('move up when one before ends, and free the units that none covers any more', async () => {
    await give('e-1', '60');
    await give('e-2', '40', { over: 'e-1' });
    await release('e-1');
    expect(await lying(ada)).toEqual(['60 of 100', 'e-2 40 1.1']);
    await give('e-4', '50', { over: 'e-2' });
    expect(await lying(ada)).toEqual(['50 of 100', 'e-2 40 1.1', 'e-4 50 1.2']);
  });

  test('move up when the last day of one before is over', async () => {
    await give('e-1', '60', { until: '2026-11-20' });
    await give('e-2', '40', { over: 'e-1' });
    await advanceTo(channel, '2026-11-23');
    expect(await lying(ada)).toEqual(['60 of 100', 'e-2 40 1.1']);
  });

  test('change ranks by the word of the one that gives its rank away', async () => {
    await give('e-1', '60');
    await give('e-2', '60', { over: 'e-1', beneficiary: lender });
    expect((await refusalOfCall(stepBehind('e-1', 'e-2', CUSTODIAN))).code).toBe('AUTHORITY_DENIED');
    const { events } = await stepBehind('e-1', 'e-2');
    expect(events).toMatchObject([
      { type: 'EncumbranceChanged', previous: { encumbranceId: 'e-2' }, now: [{ encumbranceId: 'e-2', order: 1 }] },
      { type: 'EncumbranceChanged', previous: { encumbranceId: 'e-1' }, now: [{ encumbranceId: 'e-1', order: 2 }] },
    ]);
    expect(await lying(ada)).toEqual(['40 of 100', 'e-2 60 1.1', 'e-1 60 1.2']);
  });

  test('are certified in the order of their ranks', async () => {
    await give('e-1', '60');
    await attach('c-1', '30', { over: 'e-1' });
    const entry = await channel.evaluate(REGULATOR, 'register:certify', [isin, ada, 'n'.repeat(22)]);
    expect(entry).toMatchObject({
      ...{ schema: 2, encumbered: '60', available: '40' },
      encumbrances: [
        { kind: 'pledge', encumbranceId: 'e-1', beneficiary: bank, parcel: 1, rank: 1 },
        { kind: 'attachment', encumbranceId: 'c-1', beneficiary: bob, parcel: 1, rank: 2, orderedBy: REGULATOR },
      ],
    });
  });
});

describe('an attachment', () => {
  test('reaches units that an order has frozen, and ends by whoever entered it alone', async () => {
    await channel.submit(REGISTRAR, 'register:freezeUnits', { ...COURT, isin, holderId: ada, units: '100' });
    expect((await refusalOfCall(give('e-1', '10'))).code).toBe('UNITS_FROZEN');
    await attach('c-1', '10');
    expect((await refusalOfCall(release('c-1', {}, CUSTODIAN))).code).toBe('ATTACHMENT_BY_ORDER');
    expect((await refusalOfCall(lift('c-1', REGISTRAR))).code).toBe('AUTHORITY_DENIED');
    const { events } = await lift('c-1');
    expect(events).toMatchObject([{ type: 'EncumbranceEnded', endedBy: REGULATOR, lifting: COURT }]);
    expect(await lying(ada)).toEqual(['0 of 100']);
  });

  test('is entered by the registrar too', async () => {
    await attach('c-1', '10', {}, REGISTRAR);
    expect((await refusalOfCall(lift('c-1'))).code).toBe('AUTHORITY_DENIED');
    await lift('c-1', REGISTRAR);
    expect(await lying(ada)).toEqual(['100 of 100']);
  });
});

describe('units under encumbrances that follow', () => {
  beforeEach(async () => {
    await give('e-1', '60');
    await give('u-1', '40', { kind: 'usufruct', over: 'e-1', beneficiary: lender });
  });

  test('stay where they are unless the instruction is subject to all of them', async () => {
    expect(await transfer('41')).toBe('UNITS_ENCUMBERED');
    expect(await settle({ ...instructionOf('i-2', ada, bob, '41'), subjectTo: ['e-1'] })).toBe('ENCUMBRANCE_UNNAMED');
    expect(await lying(bob)).toEqual(['0 of 0']);
  });

  test('pass with them: same id, rank, document and day', async () => {
    expect(await transfer('70', ['e-1', 'u-1'])).toBe('settled');
    expect(await lying(ada)).toEqual(['30 of 30']);
    expect(await lying(bob)).toEqual(['10 of 70', 'e-1 60 1.1', 'u-1 40 1.2']);
    expect((await refusalOfCall(release('e-1'))).code).toBe('ENCUMBRANCE_UNKNOWN');
    await release('e-1', { holderId: bob });
    expect(await lying(bob)).toEqual(['30 of 70', 'u-1 40 1.1']);
  });

  test('pass in part with exactly their part of each', async () => {
    expect(await transfer('45', ['e-1', 'u-1'])).toBe('settled');
    expect(await lying(ada)).toEqual(['40 of 55', 'e-1 15 1.1']);
    expect(await lying(bob)).toEqual(['0 of 45', 'e-1 45 1.1', 'u-1 40 1.2']);
  });

  test('give their income to the usufructuary, whoever holds them', async () => {
    const incomeOf = (holder: string): Promise<unknown> =>
      channel.evaluate(REGULATOR, 'register:income', [isin, holder]);
    expect(await incomeOf(ada)).toMatchObject({
      units: '100',
      income: [
        { partyId: lender, units: '40', encumbranceId: 'u-1' },
        { partyId: ada, units: '60' },
      ],
    });
    await transfer('60', ['e-1', 'u-1']);
    expect(await incomeOf(bob)).toMatchObject({
      income: [
        { partyId: lender, units: '40' },
        { partyId: bob, units: '20' },
      ],
    });
  });

  test('do not pass under an attachment, which an order alone takes along', async () => {
    await attach('c-1', '10', { over: 'e-1' });
    expect(await transfer('60', ['e-1', 'u-1', 'c-1'])).toBe('ENCUMBRANCE_STAYS');
    const order = { ...COURT, isin, fromHolderId: ada, toHolderId: bob, units: '60' };
    const forced = (more: object): Promise<Committed> =>
      channel.submit(REGULATOR, 'register:forceTransfer', { ...order, ...more });
    const silent = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(forced({ discharges: ['c-1'], subjectTo: ['e-1'] }))).code).toBe('ENCUMBRANCE_UNNAMED');
    expect(channel.peer.ledger.snapshot()).toBe(silent);
    await forced({ discharges: ['c-1'], subjectTo: ['e-1', 'u-1'] });
    expect(await lying(bob)).toEqual(['0 of 60', 'e-1 60 1.1', 'u-1 40 1.2']);
  });

  test('are discharged by an order from the last rank on, unless it says that it stands above the ranks', async () => {
    const order = { ...COURT, isin, fromHolderId: ada, toHolderId: bob, units: '60' };
    const forced = (more: object): Promise<Committed> =>
      channel.submit(REGULATOR, 'register:forceTransfer', { ...order, ...more });
    const silent = channel.peer.ledger.snapshot();
    const first = { discharges: ['e-1'], subjectTo: ['u-1'] };
    expect((await refusalOfCall(forced(first))).code).toBe('DISCHARGE_OUT_OF_RANK');
    expect((await refusalOfCall(forced({ discharges: ['e-1'] }))).code).toBe('DISCHARGE_OUT_OF_RANK');
    expect(channel.peer.ledger.snapshot()).toBe(silent);
    const { writes } = await forced({ ...first, overrides: 'ranks' });
    expect(await lying(bob)).toEqual(['20 of 60', 'u-1 40 1.1']);
    const entry = writes.find(({ key }) => key.startsWith('movement/'));
    expect(JSON.parse(entry?.value ?? '{}')).toMatchObject({ order: { overrides: 'ranks' } });
  });

  test('pass with a recovery as they are', async () => {
    await channel.submit(REGISTRAR, 'register:recoverHolding', { ...COURT, isin, fromHolderId: ada, toHolderId: bob });
    expect(await lying(ada)).toEqual(['0 of 0']);
    expect(await lying(bob)).toEqual(['40 of 100', 'e-1 60 1.1', 'u-1 40 1.2']);
  });

  test('settle in the batch in which they are instructed, and the entry says to what they are subject', async () => {
    const instruction = { ...instructionOf('i-1', ada, bob, '60'), subjectTo: ['e-1', 'u-1'] };
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
    const batch = { isin, instructionIds: ['i-1'] };
    const { transactionId, events } = await channel.submit(REGISTRAR, 'settlement:settle', batch);
    expect(events.map((event) => (event as { readonly type: string }).type)).toEqual([
      ...['EncumbranceChanged', 'EncumbranceChanged', 'HoldingTransferred'],
    ]);
    const entry = await channel.evaluate(REGULATOR, 'register:entry', [isin, '2026-11-20', `${transactionId}/0`]);
    expect(entry).toMatchObject({ kind: 'transfer', subjectTo: ['e-1', 'u-1'] });
  });
});

describe('an enforcement', () => {
  test('gives the units to the pledgee; what is after ends, what is before stays with them', async () => {
    await give('e-1', '60', { beneficiary: lender });
    await give('e-2', '40', { over: 'e-1' });
    await give('u-1', '20', { kind: 'usufruct', over: 'e-1', beneficiary: bob });
    const { events, transactionId } = await enforce('e-2', '40');
    expect(events).toMatchObject([
      { type: 'EncumbranceChanged', previous: { encumbranceId: 'e-1', units: '60' } },
      { type: 'EncumbranceEnded', encumbrance: { encumbranceId: 'e-2' } },
      { type: 'EncumbranceEnded', encumbrance: { encumbranceId: 'u-1' } },
      { type: 'EncumbranceEnforced', encumbranceId: 'e-2', units: '40', toHolderId: bank },
    ]);
    expect(await lying(ada)).toEqual(['40 of 60', 'e-1 20 1.1']);
    expect(await lying(bank)).toEqual(['0 of 40', 'e-1 40 1.1']);
    const entry = await channel.evaluate(REGULATOR, 'register:entry', [isin, '2026-11-20', `${transactionId}/0`]);
    expect(entry).toMatchObject({
      ...{ kind: 'enforcement', enforces: 'e-2', from: ada, to: bank },
      order: { basis: 'terms', document: DOCUMENT, by: REGISTRAR },
    });
  });

  test('of a part, for a buyer, leaves the rest encumbered', async () => {
    await give('e-1', '60', { kind: 'lien' });
    await enforce('e-1', '25', { toHolderId: bob });
    expect(await lying(ada)).toEqual(['40 of 75', 'e-1 35 1.1']);
    expect(await lying(bob)).toEqual(['25 of 25']);
  });

  test('waits for an attachment that comes before, and ends one that comes after', async () => {
    await attach('c-1', '10');
    await give('e-1', '60', { over: 'c-1' });
    await attach('c-2', '60', { over: 'c-1' });
    expect((await refusalOfCall(enforce('e-1', '60'))).code).toBe('ENFORCEMENT_BLOCKED');
    await lift('c-1');
    await enforce('e-1', '60');
    expect([await lying(ada), await lying(bank)]).toEqual([['40 of 40'], ['60 of 60']]);
  });

  test('is demanded with the signature of a pledgee that has keys', async () => {
    await give('e-1', '60', { beneficiary: kim.partyId });
    const demand = { ...named('e-1'), basis: 'terms', document: DOCUMENT, units: '60', toHolderId: bob };
    const unsigned = channel.submit(REGISTRAR, 'register:enforce', { act: demand });
    expect((await refusalOfCall(unsigned)).code).toBe('SIGNATURES_INSUFFICIENT');
    const signed = await kim.sign('register:enforce', demand);
    const other = { ...(signed as object), act: { ...demand, toHolderId: bank } };
    expect((await refusalOfCall(channel.submit(REGISTRAR, 'register:enforce', other))).code).toBe('SIGNATURE_INVALID');
    await channel.submit(REGISTRAR, 'register:enforce', signed);
    expect(await lying(bob)).toEqual(['60 of 60']);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'the security is frozen',
      () => channel.submit(REGULATOR, 'register:freezeSecurity', { isin, ...COURT }),
      'SECURITY_FROZEN',
    ],
    [
      'the holder is frozen',
      () => channel.submit(REGULATOR, 'register:freezeHolder', { holderId: ada, ...COURT }),
      'HOLDER_FROZEN',
    ],
    [
      'units are frozen',
      () => channel.submit(REGULATOR, 'register:freezeUnits', { isin, holderId: ada, units: '41', ...COURT }),
      'UNITS_FROZEN',
    ],
  ])('waits while %s', async (_, freeze, code) => {
    await give('e-1', '60');
    await freeze();
    expect((await refusalOfCall(enforce('e-1', '60'))).code).toBe(code);
  });
});

const READY = async (): Promise<void> => {
  await give('e-1', '60');
  await give('e-2', '40', { over: 'e-1', kind: 'usufruct' });
  await attach('c-1', '10', { over: 'e-1' });
};

test.each<[string, () => Promise<unknown>, string]>([
  ['a rank that is taken', () => give('e-3', '1', { over: 'e-1', rank: 1 }), 'ENCUMBRANCE_RANK_TAKEN'],
  ['a rank that nobody is before', () => give('e-3', '1', { rank: 2 }), 'ENCUMBRANCE_RANK_TAKEN'],
  ['to lie over none', () => give('e-3', '1', { over: 'e-9' }), 'ENCUMBRANCE_UNKNOWN'],
  ['to lie over more units than there are', () => give('e-3', '101', { over: 'e-1' }), 'UNITS_ENCUMBERED'],
  ['an attachment by the word of the holder', () => give('e-3', '1', { kind: 'attachment' }), 'FIELD_INVALID'],
  ['an attachment on agreed terms', () => attach('c-2', '1', { basis: 'terms' }), 'FIELD_INVALID'],
  ['an attachment by a custodian', () => attach('c-2', '1', {}, CUSTODIAN), 'AUTHORITY_DENIED'],
  ['an attachment of more than is held', () => attach('c-2', '101'), 'UNITS_INSUFFICIENT'],
  ['to lift a pledge', () => lift('e-1', REGISTRAR), 'AUTHORITY_DENIED'],
  ['to step behind what is before', () => stepBehind('e-2', 'e-1'), 'ENCUMBRANCE_NOT_BEFORE'],
  ['that an attachment steps back', () => stepBehind('c-1', 'e-1', CUSTODIAN), 'ATTACHMENT_BY_ORDER'],
  ['to enforce a usufruct', () => enforce('e-2', '1'), 'ENCUMBRANCE_NOT_ENFORCEABLE'],
  ['to enforce more than is pledged', () => enforce('e-1', '61'), 'ENFORCEMENT_EXCEEDS_ENCUMBRANCE'],
  ['to enforce for the holder', () => enforce('e-1', '1', { toHolderId: ada }), 'SAME_HOLDER'],
  ['to enforce by a custodian', () => enforce('e-1', '1', {}, CUSTODIAN), 'AUTHORITY_DENIED'],
  ['to enforce what is none', () => enforce('e-9', '1'), 'ENCUMBRANCE_UNKNOWN'],
])('%s is refused', async (_, call, code) => {
  await READY();
  const before = channel.peer.ledger.snapshot();
  expect((await refusalOfCall(call())).code).toBe(code);
  expect(channel.peer.ledger.snapshot()).toBe(before);
});
