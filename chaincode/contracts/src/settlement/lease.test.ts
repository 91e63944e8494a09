import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
import {
  CUSTODIAN,
  FOUNDING,
  heldShare,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
let channel: Channel;
let ada: string;
let bob: string;

/** The issuer is a registrar too: it can settle for the other one. */
const WITH_TWO_REGISTRARS: typeof FOUNDING = {
  ...FOUNDING,
  participants: FOUNDING.participants.map((each) =>
    each.mspId === ISSUER ? { ...each, roles: [...each.roles, 'registrar'] } : each,
  ),
};

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare({ founding: WITH_TWO_REGISTRARS }));
});

const take = (by: string, seenVersion: number, registrar = REGISTRAR): Promise<Committed> =>
  channel.submit(by, 'settlement:takeLease', { registrar, seenVersion });
let used = 0;
async function settle(by: string): Promise<unknown> {
  used += 1;
  const instructionId = `i-${String(used)}`;
  await channel.submit(CUSTODIAN, 'settlement:instruct', {
    instructions: [instructionOf(instructionId, ada, bob, '1')],
  });
  return (await channel.submit(by, 'settlement:settle', { isin, instructionIds: [instructionId] })).result;
}
async function settleJoint(by: string): Promise<unknown> {
  used += 1;
  const instructionId = `j-${String(used)}`;
  await channel.submit(CUSTODIAN, 'instruction:propose', {
    ...{ instructionId, mode: 'onAffirmation', legs: [{ kind: 'delivery', isin, from: ada, to: bob, units: '1' }] },
    ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-11-27' },
  });
  for (const party of [ada, bob]) await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId, party });
  return (await channel.submit(by, 'instruction:settle', { instructionIds: [instructionId] })).result;
}
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const settled = { instructions: [expect.objectContaining({ status: 'settled' })] };

describe('the lease of the settling agent', () => {
  test('goes to another registrar that names the version that it saw; then that one settles, and the first does not', async () => {
    expect(await channel.evaluate(REGULATOR, 'settlement:lease', [REGISTRAR])).toEqual({
      ...{ registrar: REGISTRAR, holder: REGISTRAR, version: 0 },
    });
    const { events, writes } = await take(ISSUER, 0);
    expect(events).toMatchObject([{ type: 'SettlementLeaseTaken', lease: { holder: ISSUER, version: 1 } }]);
    expect(writes.map(({ key }) => key)).toContain(`lease/${REGISTRAR}`);
    expect(await settle(ISSUER)).toMatchObject(settled);
    expect(await settleJoint(ISSUER)).toMatchObject(settled);
    await expect(settle(REGISTRAR)).rejects.toMatchObject({ refusal: { code: 'LEASE_LOST' } });
    await expect(settleJoint(REGISTRAR)).rejects.toMatchObject({ refusal: { code: 'LEASE_LOST' } });
    await take(REGISTRAR, 1);
    expect(await settle(REGISTRAR)).toMatchObject(settled);
    await expect(settle(ISSUER)).rejects.toMatchObject({ refusal: { code: 'AUTHORITY_DENIED' } });
  });

  test('goes to one of two that saw the same version', async () => {
    await take(ISSUER, 0);
    expect(await refused(() => take(ISSUER, 0))).toBe('LEASE_CHANGED');
    expect(await refused(() => take(ISSUER, 1))).toBe('LEASE_HELD_ALREADY');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by who is no registrar', () => take(CUSTODIAN, 0), 'AUTHORITY_DENIED'],
    ['of who is no registrar', () => take(ISSUER, 0, CUSTODIAN), 'AUTHORITY_DENIED'],
    ['of nobody known', () => take(ISSUER, 0, 'NobodyMSP'), 'PARTICIPANT_UNKNOWN'],
    ['by who has it', () => take(REGISTRAR, 0), 'LEASE_HELD_ALREADY'],
    ['in a version that is not there', () => take(ISSUER, 5), 'LEASE_CHANGED'],
  ])('is not taken %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });
});
