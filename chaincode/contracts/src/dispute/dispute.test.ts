import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
import { takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import {
  advanceTo,
  CUSTODIAN,
  FOUNDING,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { adopt } from '../test-support/definitions.js';
import { AUTOMATIC, DEED, giveStanding, standingOf, titleBy } from '../test-support/title.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const DOCUMENT = 'd'.repeat(64);
const ORDER = { basis: 'administrative-order', document: 'e'.repeat(64) };
const ON_TERMS = { basis: 'terms', document: 'e'.repeat(64) };
const STRANGER = 'StrangerMSP';
/** Two business days to object in. */
const OPPOSED = {
  ...{ ...AUTOMATIC, name: 'Opposed' },
  protocol: { ...AUTOMATIC.protocol, objectionDays: 2 },
};
const WITH_STRANGER = {
  ...FOUNDING,
  participants: [
    ...FOUNDING.participants,
    { mspId: STRANGER, lei: '549300MLUDYVRQOOXS22', name: 'Stranger', roles: ['custodian'] },
  ],
};

let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;
let entry = '';

beforeEach(async () => {
  channel = await openedChannel(WITH_STRANGER);
  for (const [definition, of] of [
    [OPPOSED, isin],
    [AUTOMATIC, 'US5949181045'],
  ] as const) {
    await adopt(channel, definition);
    await register(channel, { ...SHARE, isin: of, title: titleBy(`${definition.name}@1`) });
    for (const [by, role] of [
      [REGISTRAR, 'registrar'],
      [CUSTODIAN, 'sellersCustodian'],
    ] as const) {
      await giveStanding(channel, standingOf(of, by, role));
    }
  }
  [ada, bob, cleo] = [
    await takeOn(channel, CUSTODIAN, 'Ada'),
    await takeOn(channel, CUSTODIAN, 'Bob'),
    await takeOn(channel, CUSTODIAN, 'Cleo'),
  ];
  await issue(ada, '100');
  entry = await transfer('t-1', ada, bob, '60');
});

const issue = (holderId: string, units: string, of = isin): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin: of, allocations: [{ holderId, units }] });

/** @returns the entry, or the reason for which nothing moved */
async function transfer(id: string, from: string, to: string, units: string, of = isin): Promise<string> {
  const today = ((await channel.evaluate(CUSTODIAN, 'calendar:businessDate', ['TARGET'])) as { businessDate: string })
    .businessDate;
  const dates = { tradeDate: today, settlementDate: today };
  const instructions = [{ ...instructionOf(id, from, to, units), ...dates, isin: of, deed: DEED }];
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
  const { terms } = (await channel.evaluate(CUSTODIAN, 'settlement:instruction', [id])) as { readonly terms: string };
  await channel.submit(CUSTODIAN, 'settlement:accept', { instructionId: id, party: to, terms });
  const settled = await channel.submit(REGISTRAR, 'settlement:settle', { isin: of, instructionIds: [id] });
  const { instructions: outcomes } = settled.result as { readonly instructions: readonly { code?: string }[] };
  return outcomes[0]?.code ?? `${settled.transactionId}/0`;
}
const objection = (more: object = {}): object => ({
  ...{ isin, disputeId: 'd-1', about: { entry, on: TODAY }, ground: 'fraud', document: DOCUMENT, ...more },
});
const raise = (more: object = {}, caller = CUSTODIAN): Promise<Committed> =>
  channel.submit(caller, 'dispute:raise', { act: objection(more) });
const agree = (party: string, decision: string, caller = CUSTODIAN): Promise<Committed> =>
  channel.submit(caller, 'dispute:agree', { act: { isin, disputeId: 'd-1', party, decision } });
const decide = (decision: string, caller = REGULATOR, ground: object = ORDER): Promise<Committed> =>
  channel.submit(caller, 'dispute:decide', { ...ground, isin, disputeId: 'd-1', decision });
const withdraw = (caller = CUSTODIAN): Promise<Committed> =>
  channel.submit(caller, 'dispute:withdraw', { isin, disputeId: 'd-1' });
const correct = (more: object = {}): Promise<Committed> =>
  channel.submit(REGISTRAR, 'register:correct', {
    ...{ ...ORDER, isin, corrects: { entry, on: TODAY }, disputeId: 'd-1', toHolderId: ada, units: '60', ...more },
  });
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const dispute = (): Promise<unknown> => channel.evaluate(REGULATOR, 'dispute:get', [isin, 'd-1']);
const frozen = async (holder: string): Promise<unknown> =>
  ((await channel.evaluate(REGULATOR, 'register:freezes', [isin, holder])) as { readonly frozen: string }).frozen;
const heldBy = async (holder: string): Promise<unknown> =>
  ((await channel.evaluate(REGULATOR, 'register:holding', [isin, holder])) as { readonly units: string }).units;

describe('an objection to a transfer that is final', () => {
  test('freezes what the receiver still has of it, and is on record with its ground', async () => {
    await issue(bob, '5');
    const { events } = await raise();
    expect(events).toMatchObject([
      {
        type: 'DisputeRaised',
        dispute: {
          ...{ disputeId: 'd-1', state: 'open', units: '60', fromHolderId: ada, holderId: bob, ground: 'fraud' },
          ...{ raisedBy: CUSTODIAN, raisedAs: 'sendersCustodian', raisedOn: TODAY },
        },
      },
      { type: 'FreezeImposed', freeze: { scope: 'units', holderId: bob, units: '60', dispute: 'd-1' } },
    ]);
    expect(await frozen(bob)).toBe('60');
    expect(await transfer('t-2', bob, cleo, '6')).toBe('UNITS_FROZEN');
    expect(await transfer('t-3', bob, cleo, '5')).toMatch(/\/0$/);
    expect(await channel.evaluate(REGULATOR, 'dispute:list', [isin])).toMatchObject({ disputes: [{ state: 'open' }] });
  });

  test('reaches no further than what the receiver has not passed on', async () => {
    await transfer('t-2', bob, cleo, '25');
    expect((await raise()).result).toMatchObject({ units: '35', holderId: bob });
    expect(await frozen(cleo)).toBe('0');
  });

  test('finds nothing where all has passed on', async () => {
    await transfer('t-2', bob, cleo, '60');
    expect(await refused(() => raise())).toBe('UNITS_PASSED_ON');
  });

  test('is possible up to the last of so many business days', async () => {
    await advanceTo(channel, '2026-11-24');
    await raise();
    await withdraw();
    await advanceTo(channel, '2026-11-25');
    expect(await refused(() => raise({ disputeId: 'd-2' }))).toBe('OBJECTION_TOO_LATE');
  });

  test('is not foreseen where the protocol says no days', async () => {
    const other = 'US5949181045';
    await issue(ada, '10', other);
    const elsewhere = await transfer('t-9', ada, bob, '5', other);
    expect(await refused(() => raise({ isin: other, about: { entry: elsewhere, on: TODAY } }))).toBe(
      'OBJECTION_NOT_FORESEEN',
    );
  });

  test('is made by the sender itself with its signature, whoever brings it', async () => {
    const kim: KeyedParty = await takeOnKeyed(channel, 'Kim', ['phone']);
    await issue(kim.partyId, '10');
    const of = await forced(kim.partyId, bob);
    expect(await refused(() => raise({ about: { entry: of, on: TODAY } }))).toBe('ENTRY_NOT_DISPUTABLE');
    const signed = await kim.sign('dispute:raise', objection(), 'phone');
    // Kim has no part in the transfer
    expect(await refused(() => channel.submit(STRANGER, 'dispute:raise', signed))).toBe('SIGNATURES_INSUFFICIENT');
  });

  async function forced(from: string, to: string): Promise<string> {
    const body = { ...ORDER, isin, fromHolderId: from, toHolderId: to, units: '1' };
    return `${(await channel.submit(REGULATOR, 'register:forceTransfer', body)).transactionId}/0`;
  }

  test.each([
    [REGISTRAR, 'registrar'],
    [ISSUER, 'issuer'],
    [REGULATOR, 'notary'],
  ])('may be made by %s, as %s', async (caller, raisedAs) => {
    await raise({}, caller);
    expect(await dispute()).toMatchObject({ raisedAs, raisedBy: caller });
  });

  test.each<[string, object, string, string]>([
    ['by who has no part in it', {}, STRANGER, 'AUTHORITY_DENIED'],
    ['without a ground', { ground: 'because' }, CUSTODIAN, 'FIELD_INVALID'],
    ['to an entry of another day', { about: { entry: `${'9'.repeat(64)}/0`, on: TODAY } }, CUSTODIAN, 'ENTRY_UNKNOWN'],
  ])('is refused %s', async (_, more, caller, code) => {
    expect(await refused(() => raise(more, caller))).toBe(code);
  });

  test('is made once, unless it was taken back', async () => {
    await raise();
    expect(await refused(() => raise({ disputeId: 'd-2' }))).toBe('DISPUTE_EXISTS');
    expect(await refused(() => withdraw(REGISTRAR))).toBe('AUTHORITY_DENIED');
    await withdraw();
    expect(await dispute()).toMatchObject({ state: 'settled', endedOn: TODAY });
    expect(await frozen(bob)).toBe('0');
    expect(await refused(() => raise())).toBe('DISPUTE_EXISTS');
    await raise({ disputeId: 'd-2' });
  });

  test('of two transfers to one holder freezes the units of both', async () => {
    await raise();
    const second = await transfer('t-2', ada, bob, '30');
    await raise({ disputeId: 'd-2', about: { entry: second, on: TODAY } });
    expect(await frozen(bob)).toBe('90');
  });

  test('stands beside an order over the units, and is lifted by neither it nor its organisation', async () => {
    await raise({}, REGISTRAR);
    const freeze = { ...ORDER, isin, holderId: bob, units: '10' };
    await channel.submit(REGISTRAR, 'register:freezeUnits', freeze);
    expect(await frozen(bob)).toBe('60');
    const lift = { ...ORDER, scope: 'units', isin, holderId: bob, imposedBy: REGISTRAR };
    await channel.submit(REGISTRAR, 'register:liftFreeze', lift);
    expect(await refused(() => channel.submit(REGISTRAR, 'register:liftFreeze', lift))).toBe('FREEZE_ABSENT');
    expect(await frozen(bob)).toBe('60');
    const taken = { ...ORDER, isin, fromHolderId: bob, toHolderId: cleo, units: '1' };
    expect(await refused(() => channel.submit(REGULATOR, 'register:forceTransfer', taken))).toBe('UNITS_FROZEN');
  });
});

describe('a dispute', () => {
  beforeEach(() => raise());

  test('is dismissed by the order of a regulator, and the units are free', async () => {
    const { events } = await decide('dismissed');
    expect(events.map(({ type }) => type)).toEqual(['DisputeDecided', 'FreezeLifted']);
    expect(await dispute()).toMatchObject({ state: 'dismissed', decided: { ...ORDER, by: REGULATOR, on: TODAY } });
    expect(await transfer('t-2', bob, cleo, '60')).toMatch(/\/0$/);
    expect(await refused(() => decide('upheld'))).toBe('DISPUTE_NOT_OPEN');
    expect(await refused(() => raise({ disputeId: 'd-2' }))).toBe('DISPUTE_EXISTS');
    expect(await refused(() => correct())).toBe('DISPUTE_NOT_UPHELD');
  });

  test('is decided by the registrar where both parties want the same', async () => {
    expect(await refused(() => decide('upheld', REGISTRAR, ON_TERMS))).toBe('DISPUTE_NOT_AGREED');
    await agree(ada, 'upheld');
    await agree(bob, 'dismissed');
    expect(await refused(() => decide('upheld', REGISTRAR, ON_TERMS))).toBe('DISPUTE_NOT_AGREED');
    expect(await refused(() => agree(cleo, 'upheld'))).toBe('PARTY_NOT_OF_DISPUTE');
    expect(await refused(() => agree(bob, 'upheld', STRANGER))).toBe('AUTHORITY_DENIED');
    await agree(bob, 'upheld');
    await decide('upheld', REGISTRAR, ON_TERMS);
    expect(await dispute()).toMatchObject({ state: 'upheld', decided: { ...ON_TERMS, by: REGISTRAR } });
    expect(await refused(() => agree(ada, 'dismissed'))).toBe('DISPUTE_NOT_OPEN');
  });

  test('that is upheld keeps the units until a new entry brings them back', async () => {
    expect(await refused(() => correct())).toBe('DISPUTE_NOT_UPHELD');
    await decide('upheld');
    expect(await frozen(bob)).toBe('60');
    expect(await refused(() => correct({ toHolderId: cleo }))).toBe('DISPUTE_OF_ANOTHER_MATTER');
    const { transactionId, events } = await correct();
    expect(events.map(({ type }) => type)).toEqual(['DisputeCorrected', 'FreezeLifted', 'RegisterCorrected']);
    expect([await heldBy(ada), await heldBy(bob), await frozen(bob)]).toEqual(['100', '0', '0']);
    const correctedBy = { entry: `${transactionId}/0`, on: TODAY };
    expect(await dispute()).toMatchObject({ state: 'upheld', correctedBy, endedOn: TODAY });
    expect(await channel.evaluate(REGULATOR, 'register:entry', [isin, TODAY, entry])).toMatchObject({
      corrections: [{ ...correctedBy, units: '60' }],
    });
    expect(await refused(() => correct())).toBe('CORRECTION_EXCEEDS_ENTRY');
  });

  test('goes with the units to the record that succeeds the receiver’s', async () => {
    const recovery = { ...ORDER, isin, fromHolderId: bob, toHolderId: cleo };
    await channel.submit(REGISTRAR, 'register:recoverHolding', recovery);
    expect([await frozen(bob), await frozen(cleo)]).toEqual(['0', '60']);
    expect(await dispute()).toMatchObject({ holderId: cleo });
    await decide('upheld');
    await correct();
    expect([await heldBy(ada), await heldBy(cleo)]).toEqual(['100', '0']);
  });

  test('is decided by nobody else', async () => {
    expect(await refused(() => decide('dismissed', ISSUER))).toBe('AUTHORITY_DENIED');
  });
});

describe('a dispute that nobody decides', () => {
  /** Sixty business days from the 20th of November on; two of them would be holidays. */
  const LAST_DAY = '2027-02-16';
  const reach = async (last: string): Promise<void> => {
    for (const step of ['2026-12-18', '2027-01-18', last]) await advanceTo(channel, step);
  };
  beforeEach(() => raise());

  test('says until when it holds, and holds on that day', async () => {
    expect(await dispute()).toMatchObject({ until: LAST_DAY });
    await reach(LAST_DAY);
    expect(await frozen(bob)).toBe('60');
    await decide('upheld');
    expect(await dispute()).toMatchObject({ state: 'upheld' });
  });

  test('lapses: the units are free, and neither the parties nor a regulator decide it any more', async () => {
    await agree(ada, 'upheld');
    await reach('2027-02-17');
    expect(await frozen(bob)).toBe('0');
    expect(await refused(() => agree(bob, 'upheld'))).toBe('DISPUTE_LAPSED');
    expect(await refused(() => decide('upheld'))).toBe('DISPUTE_LAPSED');
    expect(await refused(() => correct())).toBe('DISPUTE_NOT_UPHELD');
    expect(await transfer('t-2', bob, cleo, '60')).toMatch(/\/0$/);
  });

  test('is closed on the record by the registrar alone, and not raised anew', async () => {
    expect(await refused(() => decide('dismissed', REGISTRAR, ON_TERMS))).toBe('DISPUTE_NOT_AGREED');
    await reach('2027-02-17');
    await decide('dismissed', REGISTRAR, ON_TERMS);
    expect(await dispute()).toMatchObject({ state: 'dismissed', endedOn: '2027-02-17' });
    expect(await refused(() => raise({ disputeId: 'd-2' }))).toBe('OBJECTION_TOO_LATE');
  });

  test('leaves its units to another one', async () => {
    await reach('2027-02-17');
    const second = await transfer('t-2', ada, bob, '30');
    const raised = await raise({ disputeId: 'd-2', about: { entry: second, on: '2027-02-17' } });
    expect(raised.result).toMatchObject({ units: '30' });
    expect(await frozen(bob)).toBe('30');
  });

  test('but was upheld in time keeps its units until the register is corrected', async () => {
    const { events } = await decide('upheld');
    expect(events.map(({ type }) => type)).toEqual(['DisputeDecided', 'FreezeImposed']);
    await reach('2027-02-17');
    expect(await frozen(bob)).toBe('60');
    await correct();
    expect([await heldBy(ada), await frozen(bob)]).toEqual(['100', '0']);
  });
});

test('whoever has acquired in good faith before the objection keeps the units: what is owed for them is outside the register', async () => {
  await transfer('t-2', bob, cleo, '25');
  await raise();
  await decide('upheld');
  const refusal = await refusalWithoutTrace(channel, () => correct());
  expect(refusal).toMatchObject({ code: 'UNITS_PASSED_ON', details: { passedOn: '25' } });
  await correct({ units: '35' });
  expect([await heldBy(ada), await heldBy(bob), await heldBy(cleo)]).toEqual(['75', '0', '25']);
});

test('a correction rests on a break or on a dispute, and on one of them', async () => {
  await raise();
  await decide('upheld');
  expect(await refused(() => correct({ breakId: 'b-1' }))).toBe('FIELD_INVALID');
  expect(await refused(() => correct({ disputeId: 'd-9' }))).toBe('DISPUTE_UNKNOWN');
});
