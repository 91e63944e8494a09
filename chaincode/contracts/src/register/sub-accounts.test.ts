import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
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
import { adopt, claimOf, makeClaim } from '../test-support/claims.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { RULES: R } = compliance;
const { isin } = SHARE;
const DOCUMENT = 'd'.repeat(64);
const ORDER = { basis: 'court-order', document: DOCUMENT };
const TODAY = '2026-11-20';

let channel: Channel;
/** A nominee at the custodian, an intermediary below it, and two investors. */
let nominee: string;
let broker: string;
let ada: string;
let bob: string;
let instructions = 0;

beforeEach(async () => {
  channel = await channelWithShare();
  nominee = await takeOn(channel, CUSTODIAN, 'Nominee');
  broker = await takeOn(channel, REGISTRAR, 'Broker');
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  await declare(CUSTODIAN, nominee, 'nominee');
  await declare(REGISTRAR, broker, 'nominee');
  await issue({ holderId: nominee, units: '100', price: '10' });
});

const declare = (by: string, partyId: string, holdsAs: string): Promise<Committed> =>
  channel.submit(by, 'party:declareCapacity', { partyId, holdsAs, document: DOCUMENT });
const issue = (...allocations: readonly object[]): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations });

interface Account {
  readonly holder: string;
  readonly chain?: readonly string[];
}
const POOL = (): Account => ({ holder: nominee });
const under = (...chain: readonly string[]): Account => ({ holder: nominee, chain });

function instruction(from: Account, to: Account, units: string): Record<string, unknown> {
  return {
    ...instructionOf(`i-${String((instructions += 1))}`, from.holder, to.holder, units),
    ...(from.chain === undefined ? {} : { fromDesignation: from.chain }),
    ...(to.chain === undefined ? {} : { toDesignation: to.chain }),
  };
}

/** What becomes of a transfer between sub-accounts; the dry run has said the same before. */
async function move(from: Account, to: Account, units: string): Promise<string> {
  const given = instruction(from, to, units);
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [given] });
  const dry = (await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(given)])) as { allowed: boolean };
  const outcome = await settle(String(given['instructionId']));
  expect(outcome === 'settled').toBe(dry.allowed);
  return outcome;
}

async function settle(id: string): Promise<string> {
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [{ status, code }] = (result as { readonly instructions: [{ status: string; code?: string }] }).instructions;
  return code ?? status;
}

interface HeldLot {
  readonly units: string;
  readonly acquiredOn: string;
  readonly price?: string;
  readonly designation?: readonly string[];
}
interface Holding {
  readonly units: string;
  readonly lots: readonly HeldLot[];
  readonly subAccounts: readonly { readonly designation?: readonly string[]; readonly units: string }[];
}
const holding = (id: string): Promise<Holding> =>
  channel.evaluate(REGULATOR, 'register:holding', [isin, id]) as Promise<Holding>;
const heldFor = (id: string): Promise<{ units: string; lots: readonly HeldLot[] }> =>
  channel.evaluate(REGULATOR, 'register:heldFor', [isin, id]) as Promise<{ units: string; lots: readonly HeldLot[] }>;

async function balances(): Promise<Record<string, string>> {
  const { units, subAccounts } = await holding(nominee);
  const names = new Map([
    [ada, 'ada'],
    [bob, 'bob'],
    [broker, 'broker'],
  ]);
  const named = subAccounts.map(({ designation = [], units: held }) => [
    designation.map((id) => names.get(id)).join('>') || 'pool',
    held,
  ]);
  const sum = subAccounts.reduce((total, each) => total + BigInt(each.units), 0n);
  expect(sum.toString()).toBe(units);
  return Object.fromEntries(named) as Record<string, string>;
}

describe('sub-accounts of a nominee', () => {
  test('are filled out of what is pooled, moved between and emptied; title stays with the nominee', async () => {
    expect(await move(POOL(), under(ada), '40')).toBe('settled');
    expect(await move(POOL(), under(broker, bob), '30')).toBe('settled');
    expect(await move(under(ada), under(bob), '15')).toBe('settled');
    expect(await balances()).toEqual({ pool: '30', ada: '25', bob: '15', 'broker>bob': '30' });
    expect(await heldFor(bob)).toMatchObject({ units: '45' });
    expect(await move(under(bob), POOL(), '15')).toBe('settled');
    expect(await balances()).toEqual({ pool: '45', ada: '25', 'broker>bob': '30' });
    expect(await holding(bob)).toMatchObject({ units: '0' });
    const { holders } = (await channel.evaluate(REGULATOR, 'register:holders', [isin])) as { holders: object[] };
    expect(holders).toMatchObject([{ holderId: nominee, units: '100' }]);
  });

  test('do not touch each other: what one lacks is not taken from another', async () => {
    await move(POOL(), under(ada), '40');
    expect(await move(under(ada), under(bob), '41')).toBe('UNITS_INSUFFICIENT');
    expect(await move(POOL(), under(bob), '61')).toBe('UNITS_INSUFFICIENT');
    expect(await balances()).toEqual({ pool: '60', ada: '40' });
  });

  test('are delivered to and from; what an investor takes out or brings in keeps its date and price', async () => {
    await issue({ holderId: ada, units: '50', price: '12' });
    await advanceTo(channel, '2026-12-10');
    expect(await move({ holder: ada }, under(ada), '20')).toBe('settled');
    const [brought] = (await heldFor(ada)).lots;
    expect(brought).toMatchObject({ units: '20', acquiredOn: TODAY, price: '12', designation: [ada] });
    expect(await move(under(ada), { holder: bob }, '5')).toBe('settled');
    const [sold] = (await holding(bob)).lots;
    expect(sold).toMatchObject({ units: '5', acquiredOn: '2026-12-10' });
    expect(sold?.price).toBeUndefined();
    expect(await move(under(ada), { holder: ada }, '15')).toBe('settled');
    const { lots } = await holding(ada);
    expect(lots.map(({ units, acquiredOn, price }) => [units, acquiredOn, price]).sort()).toEqual([
      ['15', TODAY, '12'],
      ['30', TODAY, '12'],
    ]);
    expect((await heldFor(ada)).units).toBe('0');
  });

  test('need a nominee: the instruction waits until each of the chain is one, and ends ask for nothing', async () => {
    await declare(REGISTRAR, broker, 'owner');
    expect(await move(POOL(), under(broker, ada), '10')).toBe('NOMINEE_REQUIRED');
    await declare(REGISTRAR, broker, 'nominee');
    expect(await settle(`i-${String(instructions)}`)).toBe('settled');
    await declare(CUSTODIAN, nominee, 'owner');
    expect(await move(POOL(), under(bob), '10')).toBe('NOMINEE_REQUIRED');
    expect(await move(under(broker, ada), { holder: ada }, '10')).toBe('settled');
  });

  test.each<[string, () => Record<string, unknown>, string]>([
    ['in a circle', () => instruction(POOL(), under(nominee), '1'), 'DESIGNATION_INVALID'],
    ['that names somebody twice', () => instruction(POOL(), under(broker, ada, broker), '1'), 'DESIGNATION_INVALID'],
    ['to itself', () => instruction(under(ada), under(ada), '1'), 'SAME_HOLDER'],
    ['for nobody known', () => instruction(POOL(), under(`P${'A'.repeat(32)}`), '1'), 'PARTY_UNKNOWN'],
    ['too deep', () => instruction(POOL(), under(...Array.from({ length: 7 }, () => ada)), '1'), 'LIMIT_EXCEEDED'],
  ])('are not made %s', async (_, given, code) => {
    const call = (): Promise<unknown> => channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [given()] });
    expect((await refusalWithoutTrace(channel, call)).code).toBe(code);
  });

  test('are ordered by the custodian of the nominee, not by that of an investor', async () => {
    const given = instruction(POOL(), under(ada), '1');
    const call = (): Promise<unknown> => channel.submit(REGISTRAR, 'settlement:instruct', { instructions: [given] });
    expect((await refusalWithoutTrace(channel, call)).code).toBe('AUTHORITY_DENIED');
  });

  test('are subscribed for, redeemed and taken by order, each by name', async () => {
    await issue({ holderId: nominee, designation: [ada], units: '20' }, { holderId: nominee, units: '5' });
    const redemption = { isin, holderId: nominee, units: '25', basis: 'terms', document: DOCUMENT };
    const redeemed = channel.submit(ISSUER, 'register:redeem', { ...redemption, designation: [ada] });
    expect((await refusalOfCall(redeemed)).code).toBe('UNITS_INSUFFICIENT');
    await channel.submit(ISSUER, 'register:redeem', { ...redemption, units: '8', designation: [ada] });
    const order = { ...ORDER, isin, fromHolderId: nominee, toHolderId: bob, units: '12' };
    await channel.submit(REGULATOR, 'register:forceTransfer', { ...order, fromDesignation: [ada] });
    expect(await balances()).toEqual({ pool: '105' });
    expect(await holding(bob)).toMatchObject({ units: '12' });
  });
});

describe('what lies on a holding', () => {
  test('a freeze of an investor holds its sub-account; a freeze of units holds the holding as a whole', async () => {
    await move(POOL(), under(ada), '40');
    await channel.submit(REGISTRAR, 'register:freezeHolder', { ...ORDER, isin, holderId: ada });
    expect(await move(under(ada), under(bob), '1')).toBe('HOLDER_FROZEN');
    expect(await move(POOL(), under(bob), '10')).toBe('settled');
    await channel.submit(REGULATOR, 'register:freezeUnits', {
      ...{ ...ORDER, isin, holderId: nominee, units: '95' },
    });
    expect(await move(POOL(), { holder: bob }, '6')).toBe('UNITS_FROZEN');
    expect(await move(POOL(), { holder: bob }, '5')).toBe('settled');
  });

  test('a pledge lies on the sub-account that it names, and leaves others free', async () => {
    await move(POOL(), under(ada), '40');
    const act = { isin, holderId: nominee, encumbranceId: 'e-1', units: '30', beneficiary: bob, document: DOCUMENT };
    const pledge = (more: object): Promise<unknown> =>
      channel.submit(CUSTODIAN, 'register:encumber', { act: { kind: 'pledge', ...act, ...more } });
    await pledge({ designation: [ada] });
    expect((await refusalOfCall(pledge({ designation: [ada], encumbranceId: 'e-2', units: '11' }))).code).toBe(
      'UNITS_ENCUMBERED',
    );
    expect(await move(under(ada), { holder: bob }, '11')).toBe('UNITS_ENCUMBERED');
    expect(await move(under(ada), { holder: bob }, '10')).toBe('settled');
    expect(await move(POOL(), { holder: bob }, '60')).toBe('settled');
  });

  test('a recovered nominee takes its sub-accounts along, if its successor is one', async () => {
    await move(POOL(), under(ada), '40');
    const body = { isin, fromHolderId: nominee, toHolderId: bob, basis: 'statute', document: DOCUMENT };
    const recover = (): Promise<Committed> => channel.submit(REGISTRAR, 'register:recoverHolding', body);
    expect((await refusalWithoutTrace(channel, recover)).code).toBe('NOMINEE_REQUIRED');
    await declare(CUSTODIAN, bob, 'nominee');
    await recover();
    expect(await holding(bob)).toMatchObject({ units: '100', subAccounts: [{ units: '60' }, { units: '40' }] });
    expect((await heldFor(ada)).lots).toMatchObject([{ designation: [ada], units: '40' }]);
  });
});

describe('rules look through a nominee', () => {
  const adopt = (rules: compliance.RuleSet): Promise<Committed> => amendRules(channel, isin, rules);

  test('a cap counts what an investor has through all of its nominees', async () => {
    await issue({ holderId: ada, units: '10' });
    await adopt({ transfer: R.holdingAtMost({ units: '30' }) });
    expect(await move(POOL(), under(ada), '20')).toBe('settled');
    expect(await move(POOL(), under(broker, ada), '1')).toBe('HOLDING_ABOVE_MAXIMUM');
    // only the custody changes: ada has as many as before
    expect(await move({ holder: ada }, under(ada), '10')).toBe('settled');
    expect(await move(POOL(), under(bob), '30')).toBe('settled');
  });

  test('holders of record and beneficial holders are counted as the rule says', async () => {
    const most = (by: 'record' | 'beneficial', count: number): compliance.RuleSet => ({
      transfer: R.holdersCountedAtMost({ by, count, scope: 'security', of: {} }),
    });
    await adopt(most('record', 1));
    expect(await move(POOL(), under(ada), '10')).toBe('settled');
    expect(await move(POOL(), under(bob), '10')).toBe('settled');
    expect(await move(under(bob), { holder: bob }, '5')).toBe('HOLDERS_EXCEEDED');
    await adopt(most('beneficial', 3));
    expect(await move(under(bob), { holder: bob }, '5')).toBe('settled');
    expect(await move(POOL(), { holder: broker }, '5')).toBe('HOLDERS_EXCEEDED');
  });

  test('a holding period keeps an investor from selling, not from changing its custody', async () => {
    await issue({ holderId: ada, units: '10' });
    await adopt({ transfer: R.heldFor({ period: 'P1M' }) });
    expect(await move({ holder: ada }, under(ada), '10')).toBe('settled');
    expect(await move(under(ada), under(bob), '10')).toBe('HOLDING_PERIOD_RUNNING');
    await advanceTo(channel, '2026-12-21');
    expect(await settle(`i-${String(instructions)}`)).toBe('settled');
  });

  test('nominees may be forbidden', async () => {
    await adopt({ hold: R.holdsDirectly({}) });
    expect(await move(POOL(), under(ada), '10')).toBe('NOMINEE_NOT_ALLOWED');
    expect(await move(POOL(), { holder: ada }, '10')).toBe('settled');
  });

  test.each([
    ['by a rule that says so, in its second version', R.holdsDirectlyItself({}), 'NOMINEE_NOT_ALLOWED'],
    ['and not by its first one', R.holdsDirectly({}), 'settled'],
    ['without a claim that nominees need', R.allNomineesHaveClaim({ type: 'kyc' }), 'CLAIM_ABSENT'],
  ])('a pool of a nominee may be forbidden: %s', async (_, hold, expected) => {
    await issue({ holderId: ada, units: '10' });
    await adopt({ hold });
    expect(await move({ holder: ada }, POOL(), '10')).toBe(expected);
  });
});

describe('those through whom units are held', () => {
  const sanctions = { type: 'sanction', effect: 'blocks', sides: 'both', issuers: [{ mspId: REGULATOR, from: TODAY }] };

  test.each(['nominee', 'intermediary'])('a sanction on the %s blocks what it would hold for others', async (which) => {
    await adopt(channel, REGULATOR, sanctions);
    expect(await move(POOL(), under(broker, ada), '1')).toBe('settled');
    await makeClaim(channel, claimOf(which === 'nominee' ? nominee : broker, { issuer: REGULATOR, type: 'sanction' }));
    expect(await move(under(broker, ada), under(broker, bob), '1')).toBe('CLAIM_BLOCKS');
  });

  test('need no claims that owners need', async () => {
    await adopt(channel, ISSUER, { isin });
    await makeClaim(channel, claimOf(ada, {}));
    expect(await move(POOL(), under(broker, ada), '1')).toBe('settled');
  });
});

test('the entry that peers certify says that its holder is a nominee, and for whom it holds', async () => {
  expect(await move(POOL(), under(broker, ada), '30')).toBe('settled');
  const certify = (holder: string): Promise<unknown> =>
    channel.evaluate(REGULATOR, 'register:certify', [isin, holder, 'a-nonce-of-the-verifier-1']);
  expect(await certify(nominee)).toMatchObject({
    holder: { partyId: nominee, nominee: { document: DOCUMENT } },
    lots: expect.arrayContaining([expect.objectContaining({ units: '30', designation: [broker, ada] })]) as unknown,
  });
  expect(((await certify(ada)) as { readonly holder: object }).holder).not.toHaveProperty('nominee');
});
