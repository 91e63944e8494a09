import { beforeEach, describe, expect, test } from '@jest/globals';
import { CHECKER, MAKER, refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import {
  advanceTo,
  CUSTODIAN,
  heldShare,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
} from '../test-support/market.js';

const { isin } = SHARE;
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) };
let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
});

const frozen = (name: string, caller: string, body: object): Promise<Committed> =>
  channel.submit(caller, `register:freeze${name}`, { ...ORDER, ...body });
const lift = (caller: string, body: object): Promise<Committed> =>
  channel.submit(caller, 'register:liftFreeze', { ...ORDER, ...body });
const held = (): Promise<unknown> => channel.evaluate(REGULATOR, 'register:freezes', [isin, ada]);
let instructed = 0;
const transfer = async (units: string): Promise<unknown> => {
  instructed += 1;
  const instruction = instructionOf(`i-${String(instructed)}`, ada, bob, units);
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  return settle(String(instruction['instructionId']));
};
const settle = async (id: string): Promise<unknown> => {
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [{ status, code }] = (result as { readonly instructions: [{ status: string; code?: string }] }).instructions;
  return code ?? status;
};

describe('a freeze', () => {
  test('of the security stops issue and transfer until it is lifted; what was instructed then settles', async () => {
    const { events } = await frozen('Security', ISSUER, { isin });
    expect(events).toEqual([
      {
        type: 'FreezeImposed',
        freeze: { scope: 'security', isin, ...ORDER, imposedBy: ISSUER, since: '2026-11-20' },
      },
    ]);
    const issue = channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: bob, units: '1' }] });
    expect((await refusalOfCall(issue)).code).toBe('SECURITY_FROZEN');
    expect(await transfer('10')).toBe('SECURITY_FROZEN');
    const lifted = await lift(ISSUER, { scope: 'security', isin, imposedBy: ISSUER });
    expect(lifted.events).toMatchObject([
      { type: 'FreezeLifted', liftedBy: ISSUER, freeze: { since: '2026-11-20' }, ...ORDER },
    ]);
    expect(await settle(`i-${String(instructed)}`)).toBe('settled');
  });

  test('of a holder in all securities holds it as sender and as receiver', async () => {
    await frozen('Holder', REGULATOR, { holderId: bob });
    expect(await transfer('10')).toBe('HOLDER_FROZEN');
    await lift(REGULATOR, { scope: 'holder', holderId: bob, imposedBy: REGULATOR });
    await frozen('Holder', REGISTRAR, { isin, holderId: ada });
    expect(await transfer('10')).toBe('HOLDER_FROZEN');
  });

  test('of units leaves the others free, and moves none', async () => {
    const { writes } = await frozen('Units', REGISTRAR, { isin, holderId: ada, units: '95' });
    expect(writes.filter(({ key }) => key.startsWith('lot/'))).toEqual([]);
    expect(await held()).toMatchObject({ units: '100', frozen: '95', available: '5' });
    expect(await transfer('6')).toBe('UNITS_FROZEN');
    expect(await transfer('5')).toBe('settled');
    expect(await held()).toMatchObject({ units: '95', frozen: '95', available: '0' });
  });

  test('of one organisation neither pre-empts nor lifts that of another', async () => {
    await frozen('Units', REGISTRAR, { isin, holderId: ada, units: '100' });
    await frozen('Units', REGULATOR, { isin, holderId: ada, units: '40' });
    await lift(REGISTRAR, { scope: 'units', isin, holderId: ada, imposedBy: REGISTRAR });
    expect(await held()).toMatchObject({ frozen: '40', freezes: [{ imposedBy: REGULATOR }] });
  });

  test('is replaced by the next one of the same organisation, which tells what was before', async () => {
    await frozen('Units', REGULATOR, { isin, holderId: ada, units: '40' });
    const { events } = await frozen('Units', REGULATOR, { isin, holderId: ada, units: '60' });
    expect(events).toMatchObject([{ freeze: { units: '60' }, previous: { units: '40' } }]);
    expect(await held()).toMatchObject({ frozen: '60' });
  });

  test('ends after its last day by itself', async () => {
    await frozen('Units', REGULATOR, { isin, holderId: ada, units: '100', until: '2026-11-23' });
    await advanceTo(channel, '2026-11-23');
    expect(await transfer('1')).toBe('UNITS_FROZEN');
    await advanceTo(channel, '2026-11-24');
    expect(await settle(`i-${String(instructed)}`)).toBe('settled');
    expect(await held()).toMatchObject({ frozen: '0', available: '99', freezes: [] });
  });

  test('is lifted while everything that could be frozen is frozen', async () => {
    await frozen('Security', REGULATOR, { isin });
    await frozen('Holder', REGULATOR, { holderId: ada });
    await frozen('Units', REGULATOR, { isin, holderId: ada, units: '100' });
    await lift(REGULATOR, { scope: 'units', isin, holderId: ada, imposedBy: REGULATOR });
    await lift(REGULATOR, { scope: 'holder', holderId: ada, imposedBy: REGULATOR });
    await lift(REGULATOR, { scope: 'security', isin, imposedBy: REGULATOR });
    expect(await transfer('100')).toBe('settled');
  });

  test('of an organisation that is suspended is lifted by it, or by a regulator in its place', async () => {
    await frozen('Security', ISSUER, { isin });
    const target = { scope: 'security', isin, imposedBy: ISSUER };
    expect((await refusalOfCall(lift(REGULATOR, target))).code).toBe('AUTHORITY_DENIED');
    await channel.submit(REGULATOR, 'authority:changeStanding', {
      mspId: ISSUER,
      status: 'suspended',
      reason: 'breach',
    });
    await lift(REGULATOR, target);
    expect(await transfer('1')).toBe('settled');
  });

  test('waits for a checker', async () => {
    await channel.send(REGULATOR, 'register:freezeSecurity', { ...ORDER, isin }, { operator: MAKER });
    expect(await transfer('1')).toBe('settled');
    const byChecker = channel.send(REGULATOR, 'register:freezeSecurity', { ...ORDER, isin }, { operator: CHECKER });
    expect((await refusalOfCall(byChecker)).code).toBe('OPERATOR_ROLE_MISSING');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'of more units than are held',
      () => frozen('Units', REGULATOR, { isin, holderId: ada, units: '101' }),
      'UNITS_INSUFFICIENT',
    ],
    ['of nobody known', () => frozen('Holder', REGULATOR, { holderId: `P${'A'.repeat(32)}` }), 'PARTY_UNKNOWN'],
    ['of no security', () => frozen('Security', REGULATOR, { isin: 'US5949181045' }), 'SECURITY_UNKNOWN'],
    ['that is over', () => frozen('Security', REGULATOR, { isin, until: '2026-11-19' }), 'FREEZE_EXPIRED'],
    ['of a security by its registrar', () => frozen('Security', REGISTRAR, { isin }), 'AUTHORITY_DENIED'],
    ['of a holder by the issuer', () => frozen('Holder', ISSUER, { isin, holderId: ada }), 'AUTHORITY_DENIED'],
    ['of a holder everywhere by a registrar', () => frozen('Holder', REGISTRAR, { holderId: ada }), 'AUTHORITY_DENIED'],
    [
      'of units by the custodian',
      () => frozen('Units', CUSTODIAN, { isin, holderId: ada, units: '1' }),
      'AUTHORITY_DENIED',
    ],
    ['lifted that is none', () => lift(ISSUER, { scope: 'security', isin, imposedBy: ISSUER }), 'FREEZE_ABSENT'],
  ])('%s is refused', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });
});
