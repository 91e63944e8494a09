import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance, LIMITS } from '@scrip/model';
import { amendRules, type RulesTerms } from '../test-support/amended-rules.js';
import type { Channel, Committed } from '../test-support/channel.js';
import { adopt, claimOf, makeClaim } from '../test-support/claims.js';
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

const { RULES: R, all } = compliance;
const { isin } = SHARE;
const TODAY = '2026-11-20';
const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const KYC = R.hasClaim({ side: 'receiver', type: 'kyc' });

let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;
let instructions = 0;

beforeEach(async () => {
  channel = await channelWithShare();
  [ada, bob, cleo] = [
    await takeOn(channel, CUSTODIAN, 'Ada'),
    await takeOn(channel, CUSTODIAN, 'Bob'),
    await takeOn(channel, CUSTODIAN, 'Cleo'),
  ];
  await issue(ada, '60');
  await issue(bob, '20');
});

const issue = (holderId: string, units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units }] });
const adoptRules = (rules: compliance.RuleSet, terms: RulesTerms = {}): Promise<Committed> =>
  amendRules(channel, isin, rules, terms);
const rescreen = (caller = REGISTRAR): Promise<Committed> =>
  channel.submit(caller, 'compliance:rescreen', { isin }, { operator: 'screening-agent' });
const standing = (holder: string): Promise<unknown> =>
  channel.evaluate(CUSTODIAN, 'compliance:standing', [isin, holder]);
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

async function transfer(from: string, to: string, units: string): Promise<string> {
  const instruction = instructionOf(`i-${String((instructions += 1))}`, from, to, units);
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  const { allowed } = (await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(instruction)])) as {
    readonly allowed: boolean;
  };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', {
    ...{ isin, instructionIds: [instruction['instructionId']] },
  });
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  expect(outcome?.status === 'settled').toBe(allowed);
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
}

describe('a holder who is looked at again', () => {
  test('and lacks a claim is suspended: it neither gives nor receives until it is cured', async () => {
    await adoptRules({ hold: KYC });
    const { events, result } = await rescreen();
    expect(result).toEqual({ isin, businessDate: TODAY, looked: 2, changed: 2, isFinished: true });
    const found = {
      isin,
      status: 'suspended',
      reasons: ['CLAIM_ABSENT'],
      rulesVersion: 1,
      since: TODAY,
      by: REGISTRAR,
    };
    expect(events).toMatchObject([
      { type: 'HolderStandingChanged', standing: found },
      { type: 'HolderStandingChanged', standing: found },
      { type: 'HoldersRescreened', looked: 2, changed: 2, rescreening: { isin, businessDate: TODAY, rulesVersion: 1 } },
    ]);
    expect(await standing(ada)).toMatchObject({
      ...found,
      holderId: ada,
      verdictHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await adopt(channel, REGULATOR, {
      ...{ type: 'kyc', effect: 'requires', sides: 'none', issuers: [{ mspId: CUSTODIAN, from: TODAY }] },
    });
    for (const holder of [ada, cleo])
      await makeClaim(channel, claimOf(holder, { issuer: CUSTODIAN }, `kyc of ${holder}`));
    expect(await transfer(ada, cleo, '1')).toBe('unchanged HOLDER_SUSPENDED');
    const { result: again, events: cured } = await rescreen();
    expect(again).toMatchObject({ looked: 2, changed: 1 });
    expect(cured[0]).toMatchObject({ standing: { holderId: ada, status: 'good', reasons: [] } });
    expect(await standing(ada)).toEqual({ isin, holderId: ada, status: 'good' });
    expect(await transfer(ada, cleo, '1')).toBe('settled');
    expect(await transfer(cleo, bob, '1')).toContain('unchanged');
  });

  test('and cannot be cured is blocked: what it does is refused for good', async () => {
    await adoptRules({ hold: R.isOfKind({ side: 'receiver', kinds: ['entity'] }) });
    await rescreen();
    expect(await standing(ada)).toMatchObject({ status: 'blocked', reasons: ['PARTY_KIND_NOT_ALLOWED'] });
    expect(await transfer(ada, cleo, '1')).toBe('refused HOLDER_BLOCKED');
    await adoptRules({ hold: R.isOfKind({ side: 'receiver', kinds: ['person'] }) });
    expect(await transfer(ada, cleo, '1')).toBe('refused HOLDER_BLOCKED');
    await rescreen();
    expect(await transfer(ada, cleo, '1')).toBe('settled');
  });

  test('and holds too much may give units away, and receives none', async () => {
    await adoptRules({ hold: R.holdingAtMost({ units: '50' }) });
    await rescreen();
    expect(await standing(ada)).toMatchObject({ status: 'suspended', reasons: ['HOLDING_ABOVE_MAXIMUM'] });
    expect(await transfer(ada, cleo, '15')).toBe('settled');
    expect(await transfer(bob, ada, '1')).toBe('unchanged HOLDER_SUSPENDED');
    await rescreen();
    expect(await transfer(bob, ada, '1')).toBe('settled');
  });

  test('and lacks a claim besides may not', async () => {
    await adoptRules({ hold: all(KYC, R.holdingAtMost({ units: '50' })) });
    await rescreen();
    await adoptRules({ transfer: R.holdingAtMost({ units: '100' }) });
    expect(await transfer(ada, cleo, '15')).toBe('unchanged HOLDER_SUSPENDED');
  });

  test('stays under the rules of then where new ones leave earlier units alone', async () => {
    await adoptRules({ hold: R.holdingAtMost({ units: '100' }) });
    await advanceTo(channel, '2026-11-23');
    await adoptRules({ hold: KYC }, { effectiveFrom: '2026-11-23', grandfathers: true });
    await rescreen();
    expect(await standing(ada)).toMatchObject({ status: 'good' });
  });

  test('is left as it is while nothing has changed', async () => {
    await adoptRules({ hold: KYC });
    await rescreen();
    const { events } = await rescreen();
    expect(events).toMatchObject([{ type: 'HoldersRescreened', changed: 0 }]);
  });

  test('is free again when it has sold all and comes back', async () => {
    await adoptRules({ hold: R.holdingAtMost({ units: '50' }) });
    await rescreen();
    await transfer(ada, cleo, '30');
    await transfer(ada, bob, '30');
    expect(await transfer(bob, ada, '1')).toBe('unchanged HOLDER_SUSPENDED');
    await rescreen();
    expect(await transfer(bob, ada, '1')).toBe('settled');
  });
});

describe('what moves without the word of a holder', () => {
  test('takes from a suspended holder, and gives to one only where the order says so', async () => {
    await adoptRules({ hold: KYC });
    await rescreen();
    const forced = { ...COURT, isin, fromHolderId: ada, toHolderId: bob, units: '1' };
    expect(await refused(() => channel.send(REGULATOR, 'register:forceTransfer', forced))).toBe('HOLDER_SUSPENDED');
    await channel.submit(REGULATOR, 'register:forceTransfer', { ...forced, overrides: 'rules' });
  });

  test('a recovery takes the standing along', async () => {
    await adoptRules({ hold: R.holdingAtMost({ units: '50' }) });
    await rescreen();
    await adoptRules({ transfer: R.holdingAtMost({ units: '100' }) });
    const order = { ...COURT, isin, fromHolderId: ada, toHolderId: cleo };
    const { events } = await channel.submit(REGISTRAR, 'register:recoverHolding', order);
    expect(events.filter(({ type }) => type === 'HolderStandingChanged')).toMatchObject([
      { standing: { holderId: ada, status: 'good' } },
      { standing: { holderId: cleo, status: 'suspended', reasons: ['HOLDING_ABOVE_MAXIMUM'] } },
    ]);
    expect(await standing(cleo)).toMatchObject({ status: 'suspended' });
  });

  test('a redemption waits while its holder is suspended for what it is', async () => {
    await adoptRules({ hold: KYC });
    await rescreen();
    const body = { ...COURT, isin, holderId: ada, units: '1' };
    expect(await refused(() => channel.send(ISSUER, 'register:redeem', body))).toBe('HOLDER_SUSPENDED');
  });
});

describe('looking again', () => {
  test('goes page by page, goes on where it stopped, and begins anew on another day or under other rules', async () => {
    const holders = LIMITS.holdersPerScreeningMax + 3;
    const issued: string[] = [ada, bob];
    while (issued.length < holders) issued.push(await takeOn(channel, CUSTODIAN, `Holder ${String(issued.length)}`));
    const allocations = issued.slice(2).map((holderId) => ({ holderId, units: '1' }));
    for (const some of [allocations.slice(0, 40), allocations.slice(40)]) {
      await channel.submit(ISSUER, 'register:issue', { isin, allocations: some });
    }
    await adoptRules({ hold: R.holdingAtMost({ units: '50' }) });
    const looked = async (caller?: string): Promise<unknown> => {
      const { looked: count, isFinished } = (await rescreen(caller)).result as Record<string, unknown>;
      return [count, isFinished];
    };
    const [full, rest] = [
      [LIMITS.holdersPerScreeningMax, false],
      [3, true],
    ];
    expect(await looked()).toEqual(full);
    await channel.submit(ISSUER, 'security:changeScreener', { isin, screener: REGULATOR });
    expect(await looked(REGULATOR)).toEqual(rest);
    expect(await looked()).toEqual(full);
    await adoptRules({ hold: R.holdingAtMost({ units: '70' }) });
    expect(await looked()).toEqual(full);
    await advanceTo(channel, '2026-11-23');
    expect(await looked()).toEqual(full);
    expect(await looked()).toEqual(rest);
  });

  test('at holders who are named looks at nobody else, and is not behind again by who is looked at once more', async () => {
    await adoptRules({ hold: R.holdingAtMost({ units: '10' }) });
    const [first = '', second = ''] = [ada, bob].sort();
    const at = async (...holders: readonly string[]): Promise<unknown> =>
      (await channel.submit(REGISTRAR, 'compliance:rescreen', { isin, holders })).result;
    expect(await at(second)).toMatchObject({ looked: 1, changed: 1, isFinished: false });
    expect(await standing(first)).toMatchObject({ status: 'good' });
    expect(await at(first)).toMatchObject({ looked: 1, changed: 1, isFinished: false });
    expect((await rescreen()).result).toMatchObject({ looked: 0, isFinished: true });
    expect(await at(first)).toMatchObject({ looked: 1, changed: 0, isFinished: true });
    expect(await refused(() => at(first, first))).toBe('DUPLICATE_IN_BATCH');
  });

  test('passes over who moves, and says so until it is looked at', async () => {
    await adoptRules({ hold: R.holdingAtMost({ units: '10' }) });
    const [first = '', second = ''] = [ada, bob].sort();
    const send = async (body: object): Promise<Committed> =>
      channel.submit(REGISTRAR, 'compliance:rescreen', { isin, ...body });
    const { result, events } = await send({ missed: [first] });
    expect(result).toMatchObject({ looked: 0, isFinished: false });
    expect(events).toMatchObject([{ rescreening: { after: first, missed: [first] } }]);
    expect((await send({})).result).toMatchObject({ looked: 1, changed: 1, isFinished: false });
    expect([await standing(first), await standing(second)]).toMatchObject([
      { status: 'good' },
      { status: 'suspended' },
    ]);
    expect((await send({ holders: [first] })).result).toMatchObject({ looked: 1, changed: 1, isFinished: true });
    expect(await standing(first)).toMatchObject({ status: 'suspended' });
    expect(await refused(() => send({ holders: [first], missed: [first] }))).toBe('DUPLICATE_IN_BATCH');
  });

  test('finds for whom nominees hold, and asks nothing of a nominee for them', async () => {
    const nominee = await takeOn(channel, CUSTODIAN, 'Nominee');
    const declared = { partyId: nominee, holdsAs: 'nominee', document: 'd'.repeat(64) };
    await channel.submit(CUSTODIAN, 'party:declareCapacity', declared);
    await channel.submit(ISSUER, 'register:issue', {
      ...{ isin, allocations: [{ holderId: nominee, designation: [cleo], units: '60' }] },
    });
    await adoptRules({ hold: R.holdingAtMost({ units: '50' }) });
    await rescreen();
    expect(await standing(cleo)).toMatchObject({ status: 'suspended', reasons: ['HOLDING_ABOVE_MAXIMUM'] });
    expect(await standing(nominee)).toMatchObject({ status: 'good' });
  });

  test.each([
    ['its issuer', () => rescreen(ISSUER)],
    ['a regulator that does not screen it', () => rescreen(REGULATOR)],
  ])('is not for %s', async (_, call) => {
    expect(await refused(call)).toBe('AUTHORITY_DENIED');
  });
});
