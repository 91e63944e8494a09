import { beforeEach, describe, expect, test } from '@jest/globals';
import { CHECKER, type Channel, type Committed } from '../test-support/channel.js';
import { signedBy, takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
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
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
const DUE = '2026-11-24';
const ORDER = { instructionId: 'i-1', basis: 'court-order', document: 'd'.repeat(64) };
let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;

/** A transfer from Ada, of the custodian, to Bob, of the registrar, that is due in two business days. */
beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, REGISTRAR, 'Bob');
  cleo = await takeOn(channel, CUSTODIAN, 'Cleo');
  await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units: '100' }] });
  await instruct(instructionOf('i-1', ada, bob, '30'));
});

const instruct = (instruction: Readonly<Record<string, string>>): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [{ ...instruction, settlementDate: DUE }] });
const withdraw = (mspId: string, party: string, more: object = {}): Promise<Committed> =>
  channel.submit(mspId, 'instruction:withdraw', { instructionId: 'i-1', party, ...more });
const instruction = (): Promise<unknown> => channel.evaluate(REGULATOR, 'settlement:instruction', ['i-1']);
const settle = async (): Promise<unknown> => {
  await advanceTo(channel, DUE);
  return (await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1'] })).result;
};
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const KEPT = { instructions: [{ status: 'unchanged', code: 'INSTRUCTION_NOT_PENDING' }] };
const pending = async (): Promise<number> => {
  const found = await channel.evaluate(REGULATOR, 'settlement:pending', [isin]);
  return (found as { readonly instructions: readonly unknown[] }).instructions.length;
};

describe('a pending transfer', () => {
  test('stands with the word of one party, and ends with that of both', async () => {
    const { events } = await withdraw(REGISTRAR, bob);
    expect(events).toMatchObject([{ type: 'WithdrawalStated', instruction: { status: 'pending' } }]);
    expect(await pending()).toBe(1);
    const { result, events: last } = await withdraw(CUSTODIAN, ada);
    expect(result).toEqual({ instructionId: 'i-1', status: 'withdrawn' });
    expect(last).toMatchObject([{ type: 'WithdrawalStated', instruction: { status: 'withdrawn' } }]);
    expect(await instruction()).toMatchObject({
      ...{ status: 'withdrawn', decidedOn: '2026-11-20' },
      withdrawals: [
        { party: bob, custodian: REGISTRAR },
        { party: ada, custodian: CUSTODIAN },
      ],
    });
    expect(await pending()).toBe(0);
    expect(await settle()).toMatchObject(KEPT);
  });

  test('settles although one party no longer wants it', async () => {
    await withdraw(CUSTODIAN, ada);
    expect(await settle()).toMatchObject({ instructions: [{ status: 'settled' }] });
    expect(await refused(() => withdraw(REGISTRAR, bob))).toBe('INSTRUCTION_NOT_PENDING');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['for a party of another custodian', () => withdraw(CUSTODIAN, bob), 'AUTHORITY_DENIED'],
    ['for who has no part in it', () => withdraw(CUSTODIAN, cleo), 'PARTY_NOT_OF_INSTRUCTION'],
    ['where there is none', () => withdraw(CUSTODIAN, ada, { instructionId: 'i-2' }), 'INSTRUCTION_UNKNOWN'],
    [
      'by a program',
      () =>
        channel.submit(
          CUSTODIAN,
          'instruction:withdraw',
          { instructionId: 'i-1', party: ada },
          { operator: 'gateway' },
        ),
      'OPERATOR_UNKNOWN',
    ],
  ])('is not withdrawn %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('is withdrawn once by each party', async () => {
    await withdraw(CUSTODIAN, ada);
    expect(await refused(() => withdraw(CUSTODIAN, ada))).toBe('WITHDRAWN_ALREADY');
  });
});

describe('a party with keys', () => {
  let dora: KeyedParty;

  beforeEach(async () => {
    dora = await takeOnKeyed(channel, 'Dora', ['phone']);
    await instruct(instructionOf('i-2', ada, dora.partyId, '10'));
  });

  const body = (): Record<string, string> => ({ instructionId: 'i-2', party: dora.partyId });
  const signedAs = async (purpose: string, act: object): Promise<object> => {
    const { authorisation } = await signedBy(purpose, act, [dora, 'phone']);
    return { instructionId: 'i-2', authorisation };
  };

  test('withdraws by its signature, which is kept', async () => {
    const { authorisation } = await signedBy('instruction:withdraw', body(), [dora, 'phone']);
    await withdraw(CUSTODIAN, dora.partyId, { instructionId: 'i-2', authorisation });
    expect(await channel.evaluate(REGULATOR, 'settlement:instruction', ['i-2'])).toMatchObject({
      ...{ status: 'pending', withdrawals: [{ party: dora.partyId, authorisation }] },
    });
  });

  test.each<[string, () => Promise<object>, string]>([
    ['without a signature', () => Promise.resolve({ instructionId: 'i-2' }), 'SIGNATURES_INSUFFICIENT'],
    ['by a signature for another act', () => signedAs('instruction:affirm', body()), 'SIGNATURE_INVALID'],
    [
      'by a signature for another instruction',
      () => signedAs('instruction:withdraw', { ...body(), instructionId: 'i-1' }),
      'SIGNATURE_INVALID',
    ],
  ])('does not withdraw %s', async (_, word, code) => {
    const made = await word();
    expect(await refused(() => withdraw(CUSTODIAN, dora.partyId, made))).toBe(code);
  });
});

describe('the registrar', () => {
  test('ends a transfer on a legal basis, with a second person', async () => {
    const proposed = await channel.send(REGISTRAR, 'settlement:cancel', ORDER);
    expect(proposed.events).toMatchObject([{ type: 'ActProposed' }]);
    expect(await instruction()).toMatchObject({ status: 'pending' });
    const { events, result } = await channel.submit(REGISTRAR, 'settlement:cancel', ORDER);
    const endedBy = { basis: 'court-order', document: 'd'.repeat(64), by: REGISTRAR };
    expect(result).toEqual({ instructionId: 'i-1', status: 'refused', code: 'ENDED_BY_ORDER' });
    expect(events).toMatchObject([{ type: 'InstructionRefused', code: 'ENDED_BY_ORDER', endedBy }]);
    expect(await instruction()).toMatchObject({ status: 'refused', refusal: 'ENDED_BY_ORDER', endedBy });
    expect(await settle()).toMatchObject(KEPT);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by an organisation that is not its registrar', () => cancel(CUSTODIAN), 'AUTHORITY_DENIED'],
    ['on no basis', () => cancel(REGISTRAR, { basis: 'wish' }), 'FIELD_INVALID'],
    ['of a transfer that there is not', () => cancel(REGISTRAR, { instructionId: 'i-2' }), 'INSTRUCTION_UNKNOWN'],
    [
      'by a checker alone',
      () => channel.send(REGISTRAR, 'settlement:cancel', ORDER, { operator: CHECKER }),
      'OPERATOR_ROLE_MISSING',
    ],
  ])('ends nothing %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('ends nothing that has settled', async () => {
    await settle();
    expect(await refused(() => cancel(REGISTRAR))).toBe('INSTRUCTION_NOT_PENDING');
  });

  const cancel = (mspId: string, more: object = {}): Promise<unknown> =>
    channel.send(mspId, 'settlement:cancel', { ...ORDER, ...more });
});
