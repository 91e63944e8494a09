import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CommandId, MspId, OperatorId } from '@scrip/model';
import { signCommand } from '@scrip/signing';
import type { Channel, Committed } from '../test-support/channel.js';
import {
  signedBy,
  signerOf,
  takeOnKeyed,
  TEST_LEDGER,
  VALIDITY,
  type KeyedParty,
} from '../test-support/keyed-party.js';
import {
  advanceTo,
  BOND,
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
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const PRICE = { amount: '50.00', currency: 'USD' };
type Terms = Readonly<Record<string, unknown>>;

let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;

beforeEach(async () => {
  channel = await channelWithShare();
  await register(channel, BOND);
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, REGISTRAR, 'Bob');
  cleo = await takeOn(channel, CUSTODIAN, 'Cleo');
  await issue(isin, ada, '100');
  await issue(BOND.isin, bob, '5000');
  const operators = [{ operatorId: 'teller', roles: ['maker'], key: signerOf('teller').key }];
  await channel.submit(ISSUER, 'operator:appoint', { operators });
});

const issue = (of: string, holderId: string, units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin: of, allocations: [{ holderId, units }] });
const delivery = (of: string, from: string, to: string, units: string): Terms => ({
  ...{ kind: 'delivery', isin: of, from, to, units },
});
const payment = (from: string, to: string): Terms => ({
  ...{ kind: 'payment', from, to, amount: PRICE, payingAgent: ISSUER },
});
const terms = (instructionId: string, legs: readonly Terms[], more: Terms = {}): Terms => ({
  ...{ instructionId, legs, mode: 'onAffirmation' },
  ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24', lastDay: '2026-11-27' },
  ...more,
});
const propose = (...given: Parameters<typeof terms>): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'instruction:propose', terms(...given));
const custodianOf = (party: string): string => (party === bob ? REGISTRAR : CUSTODIAN);
const affirm = (instructionId: string, party: string, by = custodianOf(party)): Promise<Committed> =>
  channel.submit(by, 'instruction:affirm', { instructionId, party });
const settle = async (by: string, ...instructionIds: readonly string[]): Promise<unknown> =>
  (await channel.submit(by, 'instruction:settle', { instructionIds })).result;
const outcome = (status: string, code?: string): unknown => ({
  instructions: [expect.objectContaining({ status, ...(code === undefined ? {} : { code }) })],
});
const units = async (of: string, holder: string): Promise<string> =>
  ((await channel.evaluate(REGULATOR, 'register:holding', [of, holder])) as { readonly units: string }).units;
const reserved = async (of: string, holder: string): Promise<unknown> =>
  ((await channel.evaluate(REGULATOR, 'instruction:reservations', [of, holder])) as Terms)['reservations'];
const instruction = (id: string): Promise<unknown> => channel.evaluate(REGULATOR, 'instruction:get', [id]);
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

/** A share for bonds, between holders of two custodians, and what each party says to it. */
async function agreed(instructionId: string, more: Terms = {}, legs?: readonly Terms[]): Promise<void> {
  const swap = [delivery(isin, ada, bob, '60'), delivery(BOND.isin, bob, ada, '3000')];
  await propose(instructionId, legs ?? swap, more);
  await affirm(instructionId, ada);
  await affirm(instructionId, bob);
}

describe('a joint instruction', () => {
  test('is proposed without binding anybody: it takes its id and writes nothing of anybody else', async () => {
    const { writes, events } = await propose('j-1', [delivery(isin, ada, bob, '60')]);
    const keys = [expect.stringMatching(/^command\//), 'instruction/j-1', 'joint/j-1', `openJoint/${isin}/j-1`];
    expect(writes.map(({ key }) => key)).toEqual(keys);
    expect(events).toMatchObject([{ type: 'JointInstructionProposed', instruction: { status: 'proposed' } }]);
    expect(await reserved(isin, ada)).toEqual([]);
  });

  test('with the last affirmation reserves the units of all senders, and then settles as a whole', async () => {
    await propose('j-1', [delivery(isin, ada, bob, '60'), delivery(BOND.isin, bob, ada, '3000')]);
    expect((await affirm('j-1', ada)).result).toEqual({ instructionId: 'j-1', status: 'proposed' });
    const { result, events } = await affirm('j-1', bob);
    expect(result).toEqual({ instructionId: 'j-1', status: 'reserved' });
    expect(events.map(({ type }) => type)).toEqual(['JointInstructionAffirmed', 'JointInstructionReserved']);
    expect(await reserved(isin, ada)).toEqual([{ instructionId: 'j-1', units: '60' }]);
    expect(await reserved(BOND.isin, bob)).toEqual([{ instructionId: 'j-1', units: '3000' }]);
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled'));
    expect(await Promise.all([units(isin, ada), units(isin, bob)])).toEqual(['40', '60']);
    expect(await Promise.all([units(BOND.isin, ada), units(BOND.isin, bob)])).toEqual(['3000', '2000']);
    expect([...((await reserved(isin, ada)) as []), ...((await reserved(BOND.isin, bob)) as [])]).toEqual([]);
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled', 'INSTRUCTION_NOT_PENDING'));
    expect(await units(isin, bob)).toBe('60');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'by an organisation that keeps none of its parties',
      () => channel.submit(ISSUER, 'instruction:propose', terms('j-1', [delivery(isin, ada, bob, '1')])),
      'AUTHORITY_DENIED',
    ],
    ['with a party unknown', () => propose('j-1', [delivery(isin, ada, `P${'A'.repeat(32)}`, '1')]), 'PARTY_UNKNOWN'],
    ['of an unknown security', () => propose('j-1', [delivery('US5949181045', ada, bob, '1')]), 'SECURITY_UNKNOWN'],
    ['that delivers nothing', () => propose('j-1', [payment(ada, bob)]), 'INSTRUCTION_WITHOUT_DELIVERY'],
    ['from a party to itself', () => propose('j-1', [delivery(isin, ada, ada, '1')]), 'SAME_HOLDER'],
    [
      'through one who is no paying agent',
      () => propose('j-1', [delivery(isin, ada, bob, '1'), { ...payment(bob, ada), payingAgent: CUSTODIAN }]),
      'AUTHORITY_DENIED',
    ],
    [
      'that ends before it settles',
      () => propose('j-1', [delivery(isin, ada, bob, '1')], { lastDay: '2026-11-23' }),
      'INSTRUCTION_DATES_INVALID',
    ],
    [
      'due on a holiday',
      () => propose('j-1', [delivery(isin, ada, bob, '1')], { settlementDate: '2026-11-22' }),
      'NOT_A_BUSINESS_DAY',
    ],
    [
      'traded tomorrow',
      () => propose('j-1', [delivery(isin, ada, bob, '1')], { tradeDate: '2026-11-23' }),
      'TRADE_DATE_IN_FUTURE',
    ],
  ])('%s is refused, and nothing is written', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('shares its ids with transfers, and its consents', async () => {
    await propose('j-1', [delivery(isin, ada, bob, '1')]);
    const transfer = { instructions: [instructionOf('j-1', ada, bob, '1')] };
    expect(await refused(() => channel.submit(CUSTODIAN, 'settlement:instruct', transfer))).toBe('INSTRUCTION_EXISTS');
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-1', ada, bob, '1')] });
    expect(await refused(() => propose('i-1', [delivery(isin, ada, bob, '1')]))).toBe('INSTRUCTION_EXISTS');
    const consent = { instructionId: 'j-1', decision: 'approved' };
    expect((await channel.submit(ISSUER, 'compliance:consent', consent)).result).toEqual(consent);
  });
});

describe('the word of a party', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['brought in by another custodian', () => affirm('j-1', ada, REGISTRAR), 'AUTHORITY_DENIED'],
    ['of one who has no part', () => affirm('j-1', cleo), 'PARTY_NOT_OF_INSTRUCTION'],
    ['to what nobody proposed', () => affirm('j-2', ada), 'INSTRUCTION_UNKNOWN'],
    [
      'given by a program without a signature',
      () =>
        channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId: 'j-1', party: ada }, { operator: 'gateway' }),
      'SIGNATURES_INSUFFICIENT',
    ],
  ])('%s is refused', async (_, call, code) => {
    await propose('j-1', [delivery(isin, ada, bob, '1')]);
    expect(await refused(call)).toBe(code);
  });

  test('is said once, and not after the last day', async () => {
    await propose('j-1', [delivery(isin, ada, bob, '1')]);
    await affirm('j-1', ada);
    expect(await refused(() => affirm('j-1', ada))).toBe('AFFIRMED_ALREADY');
    await advanceTo(channel, '2026-11-30');
    expect(await refused(() => affirm('j-1', bob))).toBe('INSTRUCTION_EXPIRED');
  });

  test('of a party with keys is signed over all that the instruction says', async () => {
    const kim = await takeOnKeyed(channel, 'Kim', ['kim']);
    await issue(isin, kim.partyId, '5');
    const said = terms('j-1', [delivery(isin, kim.partyId, bob, '5')]);
    await channel.submit(CUSTODIAN, 'instruction:propose', said);
    const word = async (text: unknown): Promise<Terms> => ({
      ...{ instructionId: 'j-1', party: kim.partyId },
      authorisation: (await signedBy('instruction:affirm', text, [kim, 'kim'])).authorisation,
    });
    const give = (body: unknown): Promise<Committed> => channel.submit(CUSTODIAN, 'instruction:affirm', body);
    expect(await refused(() => give({ instructionId: 'j-1', party: kim.partyId }))).toBe('SIGNATURES_INSUFFICIENT');
    const other = await word({ ...affirmed(said), lastDay: '2026-12-01' });
    expect(await refused(() => give(other))).toBe('SIGNATURE_INVALID');
    expect(await refused(async () => give(await word(said)))).toBe('SIGNATURE_INVALID');
    const byAnother = await word({ ...affirmed(said), proposedBy: REGISTRAR });
    expect(await refused(() => give(byAnother))).toBe('SIGNATURE_INVALID');
    await give(await word(affirmed(said)));
    await affirm('j-1', bob);
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled'));
  });

  test('can be a withdrawal until the last one has affirmed', async () => {
    await propose('j-1', [delivery(isin, ada, bob, '1')]);
    await affirm('j-1', ada);
    const withdraw = (): Promise<Committed> =>
      channel.submit(CUSTODIAN, 'instruction:withdraw', { instructionId: 'j-1', party: ada });
    expect((await withdraw()).events).toMatchObject([{ type: 'JointInstructionWithdrawn' }]);
    expect(await refused(() => affirm('j-1', bob))).toBe('INSTRUCTION_NOT_PENDING');
    await agreed('j-2');
    const late = { instructionId: 'j-2', party: ada };
    expect(await refused(() => channel.submit(CUSTODIAN, 'instruction:withdraw', late))).toBe(
      'INSTRUCTION_NOT_PENDING',
    );
  });

  test('does not bind when its keys have gone before units are reserved', async () => {
    const kim = await takeOnKeyed(channel, 'Kim', ['kim', 'p256-kim']);
    await issue(isin, kim.partyId, '5');
    const said = terms('j-1', [delivery(isin, kim.partyId, bob, '5')]);
    await channel.submit(CUSTODIAN, 'instruction:propose', said);
    await channel.submit(CUSTODIAN, 'instruction:affirm', await signed(kim, affirmed(said)));
    const { keyId } = (await signedBy('instruction:affirm', said, [kim, 'kim'])).authorisation.signatures[0] ?? {};
    const act = { partyId: kim.partyId, sequence: 0, add: [], revoke: [keyId] };
    await channel.submit(CUSTODIAN, 'party:changeKeys', await kim.sign('party:changeKeys', act, 'p256-kim'));
    expect((await affirm('j-1', bob)).result).toMatchObject({ status: 'refused', code: 'SIGNATURES_INSUFFICIENT' });
    expect(await instruction('j-1')).toMatchObject({ status: 'refused', refusal: 'SIGNATURES_INSUFFICIENT' });
  });

  /** What is signed: the whole text, its version, and who proposed it. */
  const affirmed = (said: Terms): Terms => ({ ...said, version: 2, proposedBy: CUSTODIAN });
  const signed = async (party: KeyedParty, said: unknown): Promise<Terms> => ({
    ...{ instructionId: 'j-1', party: party.partyId },
    authorisation: (await signedBy('instruction:affirm', said, [party, 'kim'])).authorisation,
  });
});

describe('reserved units', () => {
  test('move for nobody else: a transfer waits, and settles when they are free', async () => {
    await agreed('j-1');
    const transfer = { instructions: [instructionOf('i-1', ada, cleo, '41')] };
    await channel.submit(CUSTODIAN, 'settlement:instruct', transfer);
    const batch = { isin, instructionIds: ['i-1'] };
    const transferred = async (): Promise<unknown> =>
      (await channel.submit(REGISTRAR, 'settlement:settle', batch)).result;
    expect(await transferred()).toMatchObject({ instructions: [{ status: 'unchanged', code: 'UNITS_RESERVED' }] });
    await advanceTo(channel, '2026-11-30');
    await issue(isin, ada, '1');
    expect(await transferred()).toMatchObject({ instructions: [{ status: 'settled' }] });
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('expired'));
  });

  test('are not reserved twice: a second instruction waits without reserving anything', async () => {
    await agreed('j-1');
    await propose('j-2', [delivery(BOND.isin, bob, ada, '1'), delivery(isin, ada, bob, '41')]);
    await affirm('j-2', ada);
    expect((await affirm('j-2', bob)).result).toMatchObject({ status: 'affirmed', code: 'UNITS_RESERVED' });
    expect(await reserved(BOND.isin, bob)).toEqual([{ instructionId: 'j-1', units: '3000' }]);
    expect(await settle(REGISTRAR, 'j-2')).toEqual(outcome('affirmed', 'UNITS_RESERVED'));
    await issue(isin, ada, '1');
    expect(await settle(REGISTRAR, 'j-2')).toEqual(outcome('settled'));
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled'));
  });

  test('are the net ones: what a party receives in the same instruction it can deliver', async () => {
    await propose('j-1', [delivery(isin, ada, bob, '60'), delivery(isin, bob, cleo, '60')]);
    for (const party of [ada, bob, cleo]) await affirm('j-1', party);
    expect(await reserved(isin, ada)).toEqual([{ instructionId: 'j-1', units: '60' }]);
    expect(await reserved(isin, bob)).toEqual([]);
    const { events } = await channel.submit(REGISTRAR, 'instruction:settle', { instructionIds: ['j-1'] });
    expect(events).toMatchObject([{ movements: [{ fromHolderId: ada, toHolderId: cleo, units: '60' }] }]);
  });

  test('wait for the day from which they are to be reserved', async () => {
    await agreed('j-1', { reserveOn: '2026-11-23' });
    expect(await reserved(isin, ada)).toEqual([]);
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('affirmed', 'RESERVATION_NOT_DUE'));
    await advanceTo(channel, '2026-11-23');
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled'));
  });
});

describe('when it settles', () => {
  test('on its date: not the day before', async () => {
    await agreed('j-1', { mode: 'onDate' });
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('reserved', 'SETTLEMENT_DATE_NOT_REACHED'));
    await advanceTo(channel, '2026-11-23');
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('reserved', 'SETTLEMENT_DATE_NOT_REACHED'));
    await advanceTo(channel, '2026-11-24');
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled'));
  });

  test('on the order of its proposer: not by the registrar', async () => {
    await agreed('j-1', { mode: 'onOrder', settlementDate: '2026-11-20' });
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('reserved', 'SETTLEMENT_NOT_ORDERED'));
    expect(await settle(CUSTODIAN, 'j-1')).toEqual(outcome('settled'));
  });

  test('by nobody who has no part in it', async () => {
    await agreed('j-1');
    expect(await refused(() => settle(ISSUER, 'j-1'))).toBe('AUTHORITY_DENIED');
  });

  test('on its last day, and expired the day after, with nothing left reserved', async () => {
    await agreed('j-1', { mode: 'onOrder' });
    await agreed('j-2', { mode: 'onDate' }, [delivery(isin, ada, bob, '1')]);
    await advanceTo(channel, '2026-11-27');
    expect(await settle(REGISTRAR, 'j-2')).toEqual(outcome('settled'));
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('reserved', 'SETTLEMENT_NOT_ORDERED'));
    expect(await instruction('j-1')).toMatchObject({
      failure: { since: '2026-11-24', code: 'SETTLEMENT_NOT_ORDERED' },
    });
    await advanceTo(channel, '2026-11-30');
    expect(await settle(CUSTODIAN, 'j-1')).toEqual(outcome('expired'));
    expect(await reserved(isin, ada)).toEqual([]);
    expect(await reserved(BOND.isin, bob)).toEqual([]);
  });

  test('each alone: what cannot go on keeps nothing back', async () => {
    await agreed('good');
    await propose('half', [delivery(isin, ada, bob, '1')]);
    await agreed('poor', {}, [delivery(isin, ada, bob, '500')]);
    await agreed('also', {}, [delivery(isin, ada, bob, '40')]);
    expect(await settle(REGISTRAR, 'half', 'good', 'nothing', 'poor', 'also')).toMatchObject({
      instructions: [
        { status: 'proposed', code: 'INSTRUCTION_NOT_AFFIRMED' },
        { status: 'settled' },
        { status: 'unknown', code: 'INSTRUCTION_UNKNOWN' },
        { status: 'affirmed', code: 'UNITS_INSUFFICIENT' },
        { status: 'settled' },
      ],
    });
    expect(await units(isin, bob)).toBe('100');
  });
});

describe('delivery against payment', () => {
  const state = async (given: Terms = {}, by = ISSUER, more: Terms = {}): Promise<Committed> => {
    const body = { instructionId: 'j-1', leg: 1, amount: PRICE, state: 'received', ...given };
    commands += 1;
    const commandId = `payment-${String(commands)}`;
    const operator = 'teller';
    const named = { commandId: commandId as CommandId, operator: operator as OperatorId, mspId: by as MspId };
    const command = { function: 'instruction:statePayment', ...named, body };
    const signature = await signCommand(TEST_LEDGER, command, VALIDITY, signerOf('teller'));
    return channel.submit(by, 'instruction:statePayment', body, { commandId, operator, signature, ...more });
  };
  let commands = 0;
  const versusPayment = (more: Terms = {}): Promise<void> =>
    agreed('j-1', more, [delivery(isin, ada, bob, '60'), payment(bob, ada)]);

  test('waits for the word of the paying agent, then moves the units', async () => {
    await versusPayment();
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('reserved', 'PAYMENT_NOT_RECEIVED'));
    expect((await state()).events).toMatchObject([{ type: 'PaymentStated', instruction: { status: 'reserved' } }]);
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('settled'));
    expect(await units(isin, bob)).toBe('60');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['of another amount', () => state({ amount: { ...PRICE, amount: '49.99' } }), 'PAYMENT_DIFFERS'],
    ['in another currency', () => state({ amount: { ...PRICE, currency: 'EUR' } }), 'PAYMENT_DIFFERS'],
    ['of a leg that is a delivery', () => state({ leg: 0 }), 'PAYMENT_DIFFERS'],
    ['of a leg that there is not', () => state({ leg: 2 }), 'PAYMENT_DIFFERS'],
    ['given back before it was received', () => state({ state: 'returned' }), 'PAYMENT_STATED_ALREADY'],
    [
      'by an operator without a key',
      () =>
        channel.submit(ISSUER, 'instruction:statePayment', {
          ...{ instructionId: 'j-1', leg: 1, amount: PRICE, state: 'received' },
        }),
      'SIGNATURES_INSUFFICIENT',
    ],
    ['with a signature for something else', () => state({}, ISSUER, { commandId: 'another' }), 'SIGNATURE_INVALID'],
    [
      'by another organisation',
      () =>
        channel.submit(REGISTRAR, 'instruction:statePayment', {
          ...{ instructionId: 'j-1', leg: 1, amount: PRICE, state: 'received' },
        }),
      'AUTHORITY_DENIED',
    ],
  ])('a payment %s is refused', async (_, call, code) => {
    await versusPayment();
    expect(await refused(call)).toBe(code);
  });

  test('a payment is taken for reserved units only, and counted once', async () => {
    await propose('j-1', [delivery(isin, ada, bob, '60'), payment(bob, ada)]);
    expect(await refused(() => state())).toBe('INSTRUCTION_NOT_RESERVED');
    await affirm('j-1', ada);
    await affirm('j-1', bob);
    await state();
    expect(await refused(() => state())).toBe('PAYMENT_STATED_ALREADY');
    await settle(REGISTRAR, 'j-1');
    expect(await refused(() => state())).toBe('INSTRUCTION_NOT_RESERVED');
  });

  test('what was paid does not expire; given back, it does', async () => {
    await versusPayment({ mode: 'onOrder' });
    await state();
    await advanceTo(channel, '2026-11-30');
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('reserved', 'SETTLEMENT_NOT_ORDERED'));
    await state({ state: 'returned' });
    expect(await refused(() => state())).toBe('PAYMENT_STATED_ALREADY');
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('expired'));
    expect(await reserved(isin, ada)).toEqual([]);
  });

  test('a regulator states that it was given back for an agent without standing, and nothing else', async () => {
    const operators = [{ operatorId: 'teller', roles: ['maker'], key: signerOf('teller').key }];
    await channel.submit(REGULATOR, 'operator:appoint', { operators });
    await versusPayment({ mode: 'onOrder' });
    await state();
    const giveBack = (): Promise<Committed> => state({ state: 'returned' }, REGULATOR);
    expect(await refused(giveBack)).toBe('AUTHORITY_DENIED');
    await channel.submit(REGULATOR, 'authority:changeStanding', {
      ...{ mspId: ISSUER, status: 'suspended', reason: 'insolvency' },
    });
    await giveBack();
    expect(await refused(() => state({}, REGULATOR))).toBe('AUTHORITY_DENIED');
    await advanceTo(channel, '2026-11-30');
    expect(await settle(REGISTRAR, 'j-1')).toEqual(outcome('expired'));
  });
});
