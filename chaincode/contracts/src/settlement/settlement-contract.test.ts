import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '@scrip/model';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import {
  advanceTo,
  CUSTODIAN,
  heldShare,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare({ price: '10' }));
  cleo = await takeOn(channel, REGISTRAR, 'Cleo');
});

const instruct = (...instructions: readonly Readonly<Record<string, string>>[]): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
const settle = (...instructionIds: readonly string[]): Promise<Committed> =>
  channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds });
const holding = async (holderId: string): Promise<string> =>
  ((await channel.evaluate(REGULATOR, 'register:holding', [isin, holderId])) as { readonly units: string }).units;
const holdings = (): Promise<readonly string[]> => Promise.all([holding(ada), holding(bob), holding(cleo)]);

describe('instruct', () => {
  test('writes only keys of its own and reads no lots', async () => {
    const { writes, events } = await instruct(instructionOf('i-1', ada, bob, '30'));
    expect(writes.map((write) => write.key)).toEqual([
      expect.stringMatching(/^command\//),
      'instruction/i-1',
      `pending/${isin}/i-1`,
    ]);
    expect(events).toMatchObject([
      { type: 'InstructionRegistered', instruction: { status: 'pending', custodian: CUSTODIAN } },
    ]);
    expect(await channel.evaluate(REGISTRAR, 'settlement:pending', [isin])).toMatchObject({
      instructions: [{ instructionId: 'i-1' }],
    });
  });

  test.each([
    [
      'by an organisation that is not the custodian of the sender',
      () => channel.submit(REGISTRAR, 'settlement:instruct', { instructions: [instructionOf('i', ada, bob, '1')] }),
      'AUTHORITY_DENIED',
    ],
    ['to nobody known', () => instruct(instructionOf('i', ada, `P${'A'.repeat(32)}`, '1')), 'PARTY_UNKNOWN'],
    [
      'in an unknown security',
      () => instruct({ ...instructionOf('i', ada, bob, '1'), isin: 'US5949181045' }),
      'SECURITY_UNKNOWN',
    ],
    [
      'traded tomorrow',
      () => instruct({ ...instructionOf('i', ada, bob, '1'), tradeDate: '2026-11-23', settlementDate: '2026-11-23' }),
      'TRADE_DATE_IN_FUTURE',
    ],
  ])('%s is refused, and nothing is written', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('with an id that was used is refused with the whole command', async () => {
    await instruct(instructionOf('i-1', ada, bob, '30'));
    const again = instruct(instructionOf('i-2', ada, bob, '1'), instructionOf('i-1', ada, bob, '1'));
    expect((await refusalOfCall(again)).code).toBe('INSTRUCTION_EXISTS');
    expect((await refusalOfCall(channel.evaluate(REGISTRAR, 'settlement:instruction', ['i-2']))).code).toBe(
      'INSTRUCTION_UNKNOWN',
    );
  });
});

describe('settle', () => {
  test('moves a part of a lot; the rest keeps date and price', async () => {
    await instruct(instructionOf('i-1', ada, bob, '30'));
    const { result, events } = await settle('i-1');
    expect(result).toEqual({
      isin,
      businessDate: '2026-11-20',
      instructions: [{ instructionId: 'i-1', status: 'settled' }],
    });
    expect(await holdings()).toEqual(['70', '30', '0']);
    expect(events).toMatchObject([
      {
        type: 'HoldingTransferred',
        units: '30',
        consumed: [expect.any(String)],
        created: [
          { holderId: bob, origin: 'transfer' },
          { holderId: ada, origin: 'remainder', price: '10', units: '70' },
        ],
      },
    ]);
  });

  test('sees what the batch itself has done: units received are passed on', async () => {
    await instruct(instructionOf('i-1', ada, bob, '100'), instructionOf('i-2', bob, cleo, '60'));
    await settle('i-1', 'i-2');
    expect(await holdings()).toEqual(['0', '40', '60']);
  });

  test('never writes a lot that lived only inside the batch', async () => {
    await instruct(instructionOf('i-1', ada, bob, '100'), instructionOf('i-2', bob, cleo, '100'));
    const { writes, events } = await settle('i-1', 'i-2');
    expect(writes.filter((write) => write.key.startsWith(`lot/${isin}/${bob}`))).toEqual([]);
    expect(events).toHaveLength(2);
  });

  test('refuses one instruction and settles the others', async () => {
    await instruct(
      instructionOf('i-1', ada, bob, '30'),
      instructionOf('i-2', ada, bob, '71'),
      instructionOf('i-3', ada, cleo, '70'),
    );
    const { result, events } = await settle('i-1', 'i-2', 'i-3');
    expect(result).toMatchObject({
      instructions: [
        { instructionId: 'i-1', status: 'settled' },
        { instructionId: 'i-2', status: 'refused', code: 'UNITS_INSUFFICIENT' },
        { instructionId: 'i-3', status: 'settled' },
      ],
    });
    expect(events.map((event) => event['type'])).toEqual([
      'HoldingTransferred',
      'InstructionRefused',
      'HoldingTransferred',
    ]);
    expect(await holdings()).toEqual(['0', '30', '70']);
    expect(await channel.evaluate(REGISTRAR, 'settlement:instruction', ['i-2'])).toMatchObject({
      status: 'refused',
      refusal: 'UNITS_INSUFFICIENT',
      decidedOn: '2026-11-20',
    });
    expect(await channel.evaluate(REGISTRAR, 'settlement:pending', [isin])).toEqual({ isin, instructions: [] });
  });

  test('is of the custodian of the first that settles, not of one that was refused before it', async () => {
    await channel.submit(REGISTRAR, 'settlement:instruct', { instructions: [instructionOf('poor', cleo, bob, '1')] });
    await instruct(instructionOf('sound', ada, bob, '10'));
    expect((await settle('poor', 'sound')).result).toMatchObject({
      instructions: [{ status: 'refused', code: 'UNITS_INSUFFICIENT' }, { status: 'settled' }],
    });
  });

  test('leaves alone what cannot be decided now', async () => {
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: cleo, units: '10' }] });
    await instruct(instructionOf('due', ada, bob, '10'), {
      ...instructionOf('later', ada, bob, '10'),
      settlementDate: '2026-11-23',
    });
    await channel.submit(REGISTRAR, 'settlement:instruct', { instructions: [instructionOf('other', cleo, bob, '1')] });
    const { result } = await settle('due', 'later', 'other', 'unknown');
    expect(result).toMatchObject({
      instructions: [
        { instructionId: 'due', status: 'settled' },
        { instructionId: 'later', status: 'unchanged', code: 'SETTLEMENT_DATE_NOT_REACHED' },
        { instructionId: 'other', status: 'unchanged', code: 'INSTRUCTION_NOT_OF_BATCH' },
        { instructionId: 'unknown', status: 'unchanged', code: 'INSTRUCTION_UNKNOWN' },
      ],
    });
    await advanceTo(channel, '2026-11-23');
    expect((await settle('later')).result).toMatchObject({ instructions: [{ status: 'settled' }] });
    expect((await settle('other')).result).toMatchObject({ instructions: [{ status: 'settled' }] });
    expect(await holdings()).toEqual(['80', '21', '9']);
  });

  test('of a settled instruction moves nothing', async () => {
    await instruct(instructionOf('i-1', ada, bob, '30'));
    await settle('i-1');
    const { result, writes, events } = await settle('i-1');
    expect(result).toMatchObject({ instructions: [{ status: 'unchanged', code: 'INSTRUCTION_NOT_PENDING' }] });
    expect(writes.map((write) => write.key)).toEqual([expect.stringMatching(/^command\//)]);
    expect(events).toEqual([]);
    expect(await holdings()).toEqual(['70', '30', '0']);
  });

  test('is the work of the registrar of the security', async () => {
    await instruct(instructionOf('i-1', ada, bob, '30'));
    const call = channel.submit(CUSTODIAN, 'settlement:settle', { isin, instructionIds: ['i-1'] });
    expect((await refusalOfCall(call)).code).toBe('AUTHORITY_DENIED');
  });

  test('does not touch the units outstanding, so that it never conflicts with an issue', async () => {
    await instruct(instructionOf('i-1', ada, bob, '30'));
    const { writes } = await settle('i-1');
    expect(writes.some((write) => write.key.startsWith('issued/'))).toBe(false);
  });
});

describe('dry run', () => {
  test.each([
    ['100', true],
    ['101', false],
  ])('of %s units says what the settlement then does: %s', async (units, allowed) => {
    const instruction = instructionOf('i-1', ada, bob, units);
    const verdict = await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(instruction)]);
    expect(verdict).toMatchObject({
      allowed,
      rules: expect.arrayContaining([
        { rule: 'sufficient-units', side: 'sender', allowed, ...(allowed ? {} : { reason: 'UNITS_INSUFFICIENT' }) },
        { rule: 'security-not-frozen', side: 'security', allowed: true },
      ]) as unknown,
    });
    await instruct(instruction);
    expect((await settle('i-1')).result).toMatchObject({ instructions: [{ status: allowed ? 'settled' : 'refused' }] });
  });
});

describe('the time of a transfer', () => {
  const dated = (settlementDate: string): Record<string, string> => ({
    ...{
      ...instructionOf('i-1', ada, bob, '30'),
      tradeDate: settlementDate < '2026-11-20' ? settlementDate : '2026-11-20',
    },
    settlementDate,
  });

  test('ends some weeks after its settlement date: it is refused as expired, by whoever settles next', async () => {
    const held = { basis: 'court-order', document: 'd'.repeat(64), isin };
    await channel.submit(REGULATOR, 'register:freezeSecurity', held);
    await instruct(dated('2026-09-22'));
    expect((await settle('i-1')).result).toMatchObject({
      instructions: [{ status: 'unchanged', code: 'SECURITY_FROZEN' }],
    });
    await advanceTo(channel, '2026-11-23');
    const { result, events } = await settle('i-1');
    expect(result).toMatchObject({ instructions: [{ status: 'refused', code: 'INSTRUCTION_EXPIRED' }] });
    expect(events).toMatchObject([{ type: 'InstructionRefused', code: 'INSTRUCTION_EXPIRED' }]);
    expect(await channel.evaluate(REGISTRAR, 'settlement:pending', [isin])).toMatchObject({ instructions: [] });
  });

  test('ends on the last day that it names', async () => {
    await channel.submit(REGULATOR, 'register:freezeSecurity', {
      ...{ basis: 'court-order', document: 'd'.repeat(64), isin },
    });
    await instruct({ ...instructionOf('i-1', ada, bob, '30'), lastDay: '2026-11-23' });
    const outcome = async (): Promise<unknown> => (await settle('i-1')).result;
    await advanceTo(channel, '2026-11-23');
    expect(await outcome()).toMatchObject({ instructions: [{ status: 'unchanged', code: 'SECURITY_FROZEN' }] });
    await advanceTo(channel, '2026-11-24');
    expect(await outcome()).toMatchObject({ instructions: [{ status: 'refused', code: 'INSTRUCTION_EXPIRED' }] });
    expect(await holdings()).toEqual(['100', '0', '0']);
  });

  test('begins within a year', async () => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(instruct(dated('2027-11-22')))).code).toBe('SETTLEMENT_TOO_FAR');
    expect(channel.peer.ledger.snapshot()).toBe(before);
    await instruct(dated('2027-11-19'));
  });
});
