import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance, sha256Hex, type CommandId, type MspId, type OperatorId } from '@scrip/model';
import { signCommand } from '@scrip/signing';
import { amendRules } from '../test-support/amended-rules.js';
import { adopt, claimOf, makeClaim } from '../test-support/claims.js';
import { JointMarket, type Terms } from '../test-support/joint-market.js';
import { signerOf, TEST_LEDGER, VALIDITY } from '../test-support/keyed-party.js';
import { BOND, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { changeList, listedFrom, screenDue } from '../test-support/screening.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const NETTED: Terms = { netting: 'allowed' };
const [ADA, BOB, CLEO, DORA] = [0, 1, 2, 3] as const;

let market: JointMarket;

beforeEach(async () => {
  market = await JointMarket.open(['3', '0', '0', '0']);
});

/** Ada delivers to Cleo through Bob, who ends up with what he began with. */
const throughBob = async (): Promise<void> => {
  await market.bound('j-1', [market.delivery(ADA, BOB, '3')], NETTED);
  await market.bound('j-2', [market.delivery(BOB, CLEO, '3')], NETTED);
};

/** Ada delivers to Cleo, and nothing of what Bob and Dora exchange is left when it is set off. */
const besideIt = (): Promise<void> =>
  market.bound('j-1', [
    ...[market.delivery(ADA, CLEO, '3'), market.delivery(BOB, DORA, '7'), market.delivery(DORA, BOB, '7')],
  ]);

/** Ada delivers to Cleo, for whom Bob pays Dora, as her paying agent has said. */
async function paidByBob(): Promise<void> {
  const amount = { amount: '1.00', currency: 'USD' };
  const payment = { kind: 'payment', from: market.party(BOB), to: market.party(DORA), amount, payingAgent: ISSUER };
  await market.bound('j-1', [market.delivery(ADA, CLEO, '3'), payment]);
  const operators = [{ operatorId: 'teller', roles: ['maker'], key: signerOf('teller').key }];
  await market.channel.submit(ISSUER, 'operator:appoint', { operators });
  const body = { instructionId: 'j-1', leg: 1, amount, state: 'received' };
  const named = { commandId: 'pay' as CommandId, operator: 'teller' as OperatorId };
  const command = { function: 'instruction:statePayment', ...named, mspId: ISSUER as MspId, body };
  const signature = await signCommand(TEST_LEDGER, command, VALIDITY, signerOf('teller'));
  await market.channel.submit(ISSUER, 'instruction:statePayment', body, { ...named, signature });
}

const netted = (): Promise<unknown> =>
  market.channel.submit(REGISTRAR, 'instruction:settleNetted', { instructionIds: ['j-1', 'j-2'] });
const settled = async (): Promise<string> => {
  const { result } = await market.settle('j-1');
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
};

const freezeBob = (more: object): Promise<unknown> =>
  market.channel.submit(REGULATOR, 'register:freezeHolder', { ...COURT, holderId: market.party(BOB), ...more });

async function suspendBob(): Promise<void> {
  const { RULES } = compliance;
  const adoptRules = (rules: compliance.RuleSet): Promise<unknown> => amendRules(market.channel, isin, rules);
  await adopt(market.channel, REGULATOR, { sides: 'none' });
  await makeClaim(market.channel, claimOf(market.party(ADA)));
  await market.issue(isin, BOB, '1');
  await adoptRules({ hold: RULES.hasClaim({ side: 'receiver', type: 'kyc' }) });
  await market.channel.submit(REGISTRAR, 'compliance:rescreen', { isin });
  await adoptRules({ transfer: RULES.holdingAtMost({ units: '1000' }) });
}

async function sanctionBob(): Promise<void> {
  const issuers = [{ mspId: REGULATOR, from: TODAY }];
  await adopt(market.channel, REGULATOR, { type: 'sanction', effect: 'blocks', sides: 'both', issuers });
  await makeClaim(market.channel, claimOf(market.party(BOB), { issuer: REGULATOR, type: 'sanction' }));
}

const HINDRANCES: readonly (readonly [string, () => Promise<unknown>, string, isForGood: boolean])[] = [
  ['is frozen in the security', () => freezeBob({ isin }), 'HOLDER_FROZEN', false],
  ['is frozen in all securities', () => freezeBob({}), 'HOLDER_FROZEN', false],
  ['was found not to stand well', suspendBob, 'HOLDER_SUSPENDED', false],
  ['is sanctioned by a claim', sanctionBob, 'CLAIM_BLOCKS', true],
];

describe.each(HINDRANCES)('who %s', (_, happens, code, isForGood) => {
  test('keeps a netting set from settling in which nothing of him is left', async () => {
    await throughBob();
    await happens();
    const refusal = await refusalWithoutTrace(market.channel, netted);
    expect([refusal.code, refusal.details['instructionId']]).toEqual([code, 'j-1']);
  });

  test.each<[string, () => Promise<void>]>([
    ['gives back what he receives', besideIt],
    ['only pays for it', paidByBob],
  ])('keeps an instruction from settling in which he %s', async (__, agree) => {
    await agree();
    await happens();
    expect(await settled()).toBe(isForGood ? `refused ${code}` : `reserved ${code}`);
    const held = await market.held();
    expect(held.filter((__, index) => index !== BOB)).toEqual(['3', '0', '0']);
  });
});

test('who is frozen in another security alone keeps nobody from settling this one', async () => {
  await besideIt();
  await freezeBob({ isin: BOND.isin });
  expect(await settled()).toBe('settled');
});

test('a frozen security settles nothing of which nothing moves either', async () => {
  await market.bound('j-1', [market.delivery(BOB, DORA, '7'), market.delivery(DORA, BOB, '7')]);
  await market.channel.submit(REGULATOR, 'register:freezeSecurity', { ...COURT, isin });
  expect(await settled()).toBe('reserved SECURITY_FROZEN');
});

describe('by the secret list', () => {
  const pair = (sender: number, receiver: number): object => ({
    ...{ sender: market.party(sender), receiver: market.party(receiver) },
  });
  const screen = (...pairs: readonly object[]): Promise<number> => screenDue(market.channel, REGULATOR, isin, pairs);
  const list = (index: number): Promise<unknown> =>
    changeList(market.channel, REGULATOR, listedFrom(TODAY, market.party(index)));

  beforeEach(async () => {
    await list(DORA);
    await market.channel.submit(REGULATOR, 'security:changeScreener', { isin, screener: REGULATOR });
  });

  test('a netting set is screened leg by leg, also where nothing of a party is left', async () => {
    await list(BOB);
    await throughBob();
    const refused = (): Promise<string> => market.refused(netted);
    expect(await refused()).toBe('SCREENING_PENDING');
    await screen(pair(ADA, CLEO));
    expect(await refused()).toBe('SCREENING_PENDING');
    await screen(pair(ADA, BOB), pair(BOB, CLEO));
    expect(await refused()).toBe('SCREENING_REFUSED');
  });

  test('a set settles when all its legs are clear, whatever pairs its net has', async () => {
    await throughBob();
    await screen(pair(ADA, BOB), pair(BOB, CLEO));
    await netted();
    expect(await market.held()).toEqual(['0', '0', '3', '0']);
  });

  test('nobody is paid for a screened security, or pays, who is listed', async () => {
    await paidByBob();
    await screen(pair(ADA, CLEO));
    expect(await settled()).toBe('reserved SCREENING_PENDING');
    await screen(pair(BOB, DORA));
    expect(await settled()).toBe('refused SCREENING_REFUSED');
  });
});

test('who is restricted before units are reserved is not bound, and the set does not settle', async () => {
  const reason = canonicalJson({ schema: 1, salt: 'b'.repeat(64), reason: 'incapacity', document: 'c'.repeat(64) });
  const reference = { partyId: market.party(BOB), reasonHash: sha256Hex(reason) };
  await throughBob();
  await market.channel.submit(REGISTRAR, 'party:recordReason', reference, { transient: { reason } });
  await market.channel.submit(REGISTRAR, 'party:restrict', { ...reference, outlasting: [] });
  expect(await market.refused(netted)).toBe('PARTY_RESTRICTED');
});
