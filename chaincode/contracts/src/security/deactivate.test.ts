import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
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
import { refusalWithoutTrace } from '../test-support/refused.js';
import { definitionOf, placementOf } from '../test-support/securities.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const ON_TERMS = { basis: 'terms', document: 'd'.repeat(64) };
const BY_COURT = { ...ON_TERMS, basis: 'court-order' };
let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
});

const redeemAll = (units = '100'): Promise<Committed> =>
  channel.submit(ISSUER, 'register:redeem', { ...ON_TERMS, isin, holderId: ada, units });
const deactivate = (more: object = {}, caller = ISSUER): Promise<Committed> =>
  channel.submit(caller, 'security:deactivate', { ...ON_TERMS, isin, ...more });
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const propose = (instructionId: string): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'instruction:propose', {
    ...{ instructionId, mode: 'onDate', legs: [{ kind: 'delivery', isin, from: ada, to: bob, units: '5' }] },
    ...{ tradeDate: TODAY, settlementDate: TODAY, lastDay: '2026-11-24' },
  });
const joint = async (id: string): Promise<unknown> => channel.evaluate(REGULATOR, 'instruction:get', [id]);

describe('the end of a security', () => {
  test('comes by its issuer on a legal basis when nobody has units, and is for good', async () => {
    await redeemAll();
    const deactivated = { ...ON_TERMS, on: TODAY, by: ISSUER };
    expect((await deactivate()).events).toEqual([{ type: 'SecurityDeactivated', isin, deactivated }]);
    expect(await channel.evaluate(REGULATOR, 'security:get', [isin])).toMatchObject({ isin, deactivated });
    expect(await refused(() => deactivate())).toBe('SECURITY_DEACTIVATED');
    const issue = { isin, allocations: [{ holderId: ada, units: '1' }] };
    expect(await refused(() => channel.submit(ISSUER, 'register:issue', issue))).toBe('SECURITY_DEACTIVATED');
    const again = placementOf(SHARE);
    expect(await refused(() => channel.submit(ISSUER, 'security:register', again))).toBe('SECURITY_EXISTS');
    expect(await channel.evaluate(REGULATOR, 'register:holders', [isin])).toMatchObject({ issued: '0', holders: [] });
  });

  test('cannot be registered with the security', async () => {
    const other = { ...SHARE, isin: 'US5949181045', deactivated: { ...ON_TERMS, on: TODAY, by: ISSUER } };
    const form = definitionOf(other);
    expect(await refused(() => channel.submit(ISSUER, 'definition:draft', { form }))).toBe('FIELD_INVALID');
  });

  test('waits for units in the register, and for those on paper', async () => {
    expect(await refused(() => deactivate())).toBe('SECURITY_OUTSTANDING');
    expect(await refused(() => deactivate({ openInstructions: 'end' }, REGULATOR))).toBe('SECURITY_OUTSTANDING');
    const act = { isin, holderId: ada, certificates: [{ number: 'B-1', units: '1' }] };
    await channel.submit(REGULATOR, 'register:rematerialise', { ...BY_COURT, act });
    await redeemAll('99');
    expect(await refused(() => deactivate())).toBe('SECURITY_OUTSTANDING');
  });

  test('waits for pending transfers and open joint instructions, unless a regulator orders that they end with it', async () => {
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('t-1', ada, bob, '5')] });
    await propose('j-1');
    await redeemAll();
    expect(await refused(() => deactivate())).toBe('INSTRUCTIONS_OPEN');
    expect(await refused(() => deactivate({ openInstructions: 'end' }))).toBe('AUTHORITY_DENIED');
    expect(await refused(() => deactivate({}, REGULATOR))).toBe('INSTRUCTIONS_OPEN');
    const { events } = await deactivate({ ...BY_COURT, openInstructions: 'end' }, REGULATOR);
    expect(events.map(({ type }) => type)).toEqual([
      'InstructionRefused',
      'JointInstructionRefused',
      'SecurityDeactivated',
    ]);
    const endedBy = { ...BY_COURT, by: REGULATOR };
    expect(await joint('j-1')).toMatchObject({ status: 'refused', refusal: 'ENDED_BY_ORDER', endedBy });
    expect(await channel.evaluate(REGULATOR, 'settlement:instruction', ['t-1'])).toMatchObject({
      ...{ status: 'refused', refusal: 'ENDED_BY_ORDER', endedBy },
    });
  });

  test('does not wait for a joint instruction that was withdrawn, nor for one whose last day has passed', async () => {
    await redeemAll();
    await propose('j-1');
    await propose('j-2');
    await channel.submit(CUSTODIAN, 'instruction:withdraw', { instructionId: 'j-1', party: ada });
    expect(await refused(() => deactivate())).toBe('INSTRUCTIONS_OPEN');
    await advanceTo(channel, '2026-11-25');
    await deactivate();
  });

  test.each<[string, object, string, string]>([
    ['its registrar', {}, REGISTRAR, 'AUTHORITY_DENIED'],
    ['its issuer without a legal basis', { basis: 'because' }, ISSUER, 'FIELD_INVALID'],
    ['its issuer of no security', { isin: 'US5949181045' }, ISSUER, 'SECURITY_UNKNOWN'],
  ])('is refused to %s', async (_, more, caller, code) => {
    await redeemAll();
    expect(await refused(() => deactivate(more, caller))).toBe(code);
  });
});
