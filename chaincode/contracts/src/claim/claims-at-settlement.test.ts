import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '@scrip/model';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import { adopt, claimOf, makeClaim, type Differing, type TestClaim } from '../test-support/claims.js';
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

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-1', ada, bob, '30')] });
});

/** What becomes of the instruction, after the dry run has said the same. */
async function settle(): Promise<string> {
  const instruction = canonicalJson(instructionOf('i-1', ada, bob, '30'));
  const { allowed } = (await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [instruction])) as { allowed: boolean };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1'] });
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  expect(outcome?.status === 'settled').toBe(allowed);
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
}

const advance = (date: string): Promise<unknown> => advanceTo(channel, date);
const revoke = ({ claimId }: TestClaim): Promise<unknown> => channel.submit(CUSTODIAN, 'claim:revoke', { claimId });
const make = (subject: string, differing: Differing = {}, label?: string): Promise<TestClaim> =>
  makeClaim(channel, claimOf(subject, differing, label));

describe('a claim that a security requires of the receiver', () => {
  beforeEach(() => adopt(channel, ISSUER, { isin }));

  test.each<[string, Differing, string]>([
    ['in force', {}, 'settled'],
    ['of this security', { securities: [isin] }, 'settled'],
    ['of another security', { securities: ['US5949181045'] }, 'unchanged CLAIM_OUT_OF_SCOPE'],
    ['that begins tomorrow', { validFrom: '2026-11-21' }, 'unchanged CLAIM_NOT_YET_VALID'],
    ['by an issuer who is not trusted', { issuer: REGISTRAR }, 'unchanged CLAIM_ABSENT'],
    ['of another type', { type: 'residence', value: 'FR' }, 'unchanged CLAIM_ABSENT'],
  ])('%s', async (_, differing, outcome) => {
    await make(bob, differing);
    expect(await settle()).toBe(outcome);
  });

  test('is not made up for by a claim about somebody else', async () => {
    await make(ada);
    expect(await settle()).toBe('unchanged CLAIM_ABSENT');
  });

  test('counts on its last day and in its grace, suspends after that, and is cured by a new one', async () => {
    await make(bob, { validUntil: '2026-11-21', graceDays: 1 });
    await advance('2026-11-23');
    expect(await settle()).toBe('unchanged CLAIM_EXPIRED');
    await make(bob, {}, 'renewed');
    expect(await settle()).toBe('settled');
  });

  test('is looked at in the settlement, not in the instruction: a revocation in between is never missed', async () => {
    const kyc = await make(bob);
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-2', ada, bob, '1')] });
    await revoke(kyc);
    expect(await settle()).toBe('unchanged CLAIM_REVOKED');
    await make(bob, {}, 'second');
    expect(await settle()).toBe('settled');
  });

  test('is required of who is allotted units in an issue too', async () => {
    const issue = (): Promise<unknown> =>
      channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: bob, units: '1' }] });
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(issue())).code).toBe('CLAIM_ABSENT');
    expect(channel.peer.ledger.snapshot()).toBe(before);
    await make(bob);
    await issue();
  });

  test.each([
    [true, 'settled'],
    [false, 'unchanged CLAIM_UNTRUSTED'],
  ])('by an issuer whose trust has ended, earlier claims honoured: %s', async (honoursEarlier, outcome) => {
    await make(bob);
    await advance('2026-11-23');
    const end = { lastDay: '2026-11-20', honoursEarlier };
    await adopt(channel, ISSUER, { isin, issuers: [{ mspId: CUSTODIAN, from: '2026-11-20', end }] });
    expect(await settle()).toBe(outcome);
  });

  test('made after the end of trust does not count, whatever date it bears', async () => {
    await advance('2026-11-23');
    const end = { lastDay: '2026-11-20', honoursEarlier: true };
    await adopt(channel, ISSUER, { isin, issuers: [{ mspId: CUSTODIAN, from: '2026-11-20', end }] });
    await make(bob, { validFrom: '2026-11-19' });
    expect(await settle()).toBe('unchanged CLAIM_UNTRUSTED');
  });
});

describe('rules of the network', () => {
  test('hold beside those of the security: its issuer cannot trust somebody else in their place', async () => {
    await adopt(channel, REGULATOR);
    await adopt(channel, ISSUER, { isin, issuers: [{ mspId: REGISTRAR, from: '2026-11-20' }] });
    await make(bob, { issuer: REGISTRAR });
    expect(await settle()).toBe('unchanged CLAIM_ABSENT');
    await make(bob);
    expect(await settle()).toBe('settled');
  });

  test('name issuers for a security that names none', async () => {
    await adopt(channel, REGULATOR, { sides: 'none' });
    const own = { isin, type: 'kyc', effect: 'requires', sides: 'both' };
    await channel.submit(ISSUER, 'trust:adopt', own);
    await make(bob);
    expect(await settle()).toBe('unchanged CLAIM_ABSENT');
    await make(ada);
    expect(await settle()).toBe('settled');
  });
});

describe('a claim that blocks', () => {
  const sanctions = { type: 'sanction', effect: 'blocks', sides: 'both' };
  beforeEach(() => adopt(channel, REGULATOR, { ...sanctions, issuers: [{ mspId: REGULATOR, from: '2026-11-20' }] }));
  const sanctionOf = (subject: string): Promise<TestClaim> => make(subject, { issuer: REGULATOR, type: 'sanction' });

  test.each(['sender', 'receiver'])('refuses an instruction of the %s for good', async (side) => {
    const { claimId } = await sanctionOf(side === 'sender' ? ada : bob);
    expect(await settle()).toBe('refused CLAIM_BLOCKS');
    await channel.submit(REGULATOR, 'claim:revoke', { claimId });
    const again = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1'] });
    expect(again.result).toMatchObject({ instructions: [{ code: 'INSTRUCTION_NOT_PENDING' }] });
  });

  test('does so only by an issuer who is trusted, and until it is revoked', async () => {
    await make(bob, { type: 'sanction' });
    const { claimId } = await sanctionOf(bob);
    await channel.submit(REGULATOR, 'claim:revoke', { claimId });
    expect(await settle()).toBe('settled');
  });

  test('refuses for good even where another claim could be cured', async () => {
    await adopt(channel, ISSUER, { isin });
    await sanctionOf(bob);
    expect(await settle()).toBe('refused CLAIM_BLOCKS');
  });
});

test('an instruction that waits for a claim does not hold up the others of its batch', async () => {
  await adopt(channel, ISSUER, { isin });
  const cleo = await takeOn(channel, REGISTRAR, 'Cleo');
  await make(cleo);
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instructionOf('i-2', ada, cleo, '5')] });
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1', 'i-2'] });
  expect(result).toMatchObject({
    instructions: [{ status: 'unchanged', code: 'CLAIM_ABSENT' }, { status: 'settled' }],
  });
});
