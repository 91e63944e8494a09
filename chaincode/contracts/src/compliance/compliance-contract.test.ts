import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance } from '@scrip/model';
import { amendRules, type RulesTerms } from '../test-support/amended-rules.js';
import type { Channel, Committed } from '../test-support/channel.js';
import { adopt, claimOf, makeClaim, type Differing } from '../test-support/claims.js';
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
import { refusalWithoutTrace } from '../test-support/refused.js';
import { secondVersionOf } from '../test-support/securities.js';

const { RULES: R, all, cited } = compliance;
const { isin } = SHARE;
const TODAY = '2026-11-20';

let channel: Channel;
let ada: string;
let bob: string;
let cleo: string;
let instructions = 0;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
  cleo = await takeOn(channel, CUSTODIAN, 'Cleo');
});

const issue = (holderId: string, units: string): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units }] });
const adoptRules = (rules: compliance.RuleSet, terms: RulesTerms = {}): Promise<Committed> =>
  amendRules(channel, isin, rules, terms);
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

async function instruct(from: string, to: string, units: string, more: object = {}): Promise<Instruction> {
  const instruction = { ...instructionOf(`i-${String((instructions += 1))}`, from, to, units), ...more };
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  return instruction;
}

type Instruction = ReturnType<typeof instructionOf>;

/** Ids of a holder's lots, first acquired first. */
async function lotsOf(holder: string): Promise<readonly string[]> {
  const held = (await channel.evaluate(CUSTODIAN, 'register:holding', [isin, holder])) as {
    readonly lots: readonly { readonly lotId: string }[];
  };
  return held.lots.map(({ lotId }) => lotId);
}

/** What becomes of an instruction; the dry run has said the same before. */
async function settle(instruction: Instruction): Promise<string> {
  const dry = (await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(instruction)])) as {
    readonly allowed: boolean;
  };
  const batch = { isin, instructionIds: [instruction['instructionId']] };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', batch);
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  expect(outcome?.status === 'settled').toBe(dry.allowed);
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
}

const transfer = async (from: string, to: string, units: string): Promise<string> =>
  settle(await instruct(from, to, units));

const LIMITED = R.holdingAtMost({ units: '30' });

describe('the rules of a security', () => {
  test('come with an amendment, and decide what settles', async () => {
    const { events } = await adoptRules({ transfer: LIMITED });
    const begun = { version: 1, effectiveFrom: TODAY, adoptedOn: TODAY };
    expect(events).toMatchObject([{ type: 'SecurityAmended' }, { type: 'RulesAdopted', rules: begun }]);
    expect(await transfer(ada, bob, '30')).toBe('settled');
    expect(await transfer(ada, bob, '1')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
    expect(await channel.evaluate(REGULATOR, 'compliance:rules', [isin])).toMatchObject({
      versions: [{ version: 1, effectiveFrom: TODAY, grandfathers: false }],
      inForce: { rules: { transfer: LIMITED } },
    });
  });

  test('begin on their day, and those before them hold until then', async () => {
    await adoptRules({ transfer: LIMITED });
    await adoptRules({ transfer: R.holdingAtMost({ units: '50' }) }, { effectiveFrom: '2026-11-23' });
    expect(await transfer(ada, bob, '40')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
    await advanceTo(channel, '2026-11-23');
    expect(await settle({ ...instructionOf(`i-${String(instructions)}`, ada, bob, '40') })).toBe('settled');
  });

  test.each<[string, object, string]>([
    ['no event', {}, 'FIELD_INVALID'],
    ['another catalogue', { hold: { is: 'holdingAtMost@9', with: { units: '1' } } }, 'RULE_UNKNOWN'],
  ])('of %s cannot be written', async (_, rules, code) => {
    const form = secondVersionOf(SHARE, { rules });
    expect(await refused(() => channel.submit(ISSUER, 'definition:draft', { form }))).toBe(code);
  });

  test('may be those of a regime, pinned by name and version', async () => {
    const pack = { is: 'RegD506b@1', with: { votingEquity: true } };
    await adopt(channel, REGULATOR, { type: 'accredited-investor', sides: 'none' });
    await adopt(channel, REGULATOR, { type: 'not-generally-solicited', sides: 'none' });
    await adopt(channel, REGULATOR, { type: 'investment-intent', sides: 'none' });
    await adoptRules({ subscribe: compliance.fromPack(pack) });
    expect(await refused(() => issue(bob, '1'))).toBe('CLAIM_ABSENT');
    for (const type of ['accredited-investor', 'not-generally-solicited', 'investment-intent']) {
      await makeClaim(channel, claimOf(bob, { type }, type));
    }
    await issue(bob, '1');
    const unknown = { subscribe: { is: 'pack', pack: { ...pack, is: 'RegD506b@9' } } } as const;
    const form = secondVersionOf(SHARE, { version: 3, rules: unknown });
    expect(await refused(() => channel.submit(ISSUER, 'definition:draft', { form }))).toBe('PACK_UNKNOWN');
  });

  test('are asked who subscribes, and who holds afterwards', async () => {
    await adoptRules({ subscribe: R.movesInMultiplesOf({ units: '5' }), hold: LIMITED });
    await issue(bob, '30');
    expect(await refused(() => issue(cleo, '7'))).toBe('UNITS_NOT_A_MULTIPLE');
    expect(await refused(() => issue(bob, '5'))).toBe('HOLDING_ABOVE_MAXIMUM');
    expect(await transfer(ada, bob, '1')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
  });

  test('refuse for good what nothing can cure', async () => {
    await adoptRules({ transfer: R.exitsInFull({}) });
    expect(await transfer(ada, bob, '1')).toBe('refused PARTIAL_EXIT');
    expect(await transfer(ada, bob, '100')).toBe('settled');
  });

  test('show every rule in a dry run, with its words and its paragraph', async () => {
    await adoptRules({ transfer: all(cited('articles, section 4', LIMITED), R.notBefore({ date: '2026-12-01' })) });
    const instruction = instructionOf('dry', ada, bob, '40');
    expect(await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(instruction)])).toMatchObject({
      allowed: false,
      compliance: [
        {
          event: 'transfer',
          version: 1,
          outcome: 'failed',
          reasons: ['HOLDING_ABOVE_MAXIMUM', 'TOO_EARLY'],
          curable: true,
          trace: [
            {
              rule: 'holdingAtMost@1',
              says: 'the receiver holds at most 30 units',
              source: 'articles, section 4',
              outcome: 'failed',
            },
            { rule: 'notBefore@1', outcome: 'failed', reason: 'TOO_EARLY' },
          ],
        },
      ],
    });
  });

  test('leave a record of every movement that names their version', async () => {
    await adoptRules({ transfer: LIMITED });
    const instruction = await instruct(ada, bob, '30');
    const batch = { isin, instructionIds: [instruction['instructionId']] };
    const { writes, transactionId } = await channel.submit(REGISTRAR, 'settlement:settle', batch);
    const entry = writes.find(({ key }) => key === `movement/${isin}/${TODAY}/${transactionId}/0`);
    expect(JSON.parse(entry?.value ?? '')).toMatchObject({ kind: 'transfer', from: ada, to: bob, rulesVersion: 1 });
  });
});

describe('facts of the register', () => {
  test('holders are counted as the register has them', async () => {
    await adoptRules({ transfer: R.holdersAtMost({ count: 2, scope: 'security', of: {} }) });
    expect(await transfer(ada, bob, '10')).toBe('settled');
    expect(await transfer(ada, cleo, '10')).toBe('unchanged HOLDERS_EXCEEDED');
    expect(await transfer(bob, cleo, '10')).toBe('settled');
  });

  test('holders of a class are counted by their claims', async () => {
    await adopt(channel, ISSUER, { isin, sides: 'none' });
    await adoptRules({ transfer: R.holdersAtMost({ count: 1, scope: 'security', of: { without: 'kyc' } }) });
    await makeClaim(channel, claimOf(bob));
    expect(await transfer(ada, cleo, '10')).toBe('unchanged HOLDERS_EXCEEDED');
    expect(await transfer(ada, bob, '10')).toBe('settled');
  });

  test('what was transferred before counts, with affiliates where the rule says so', async () => {
    await adoptRules({ transfer: R.volumeAtMost({ units: '50', within: 'P7D', group: true }) });
    const members = [ada, bob].map((party) => ({ party }));
    await channel.submit(CUSTODIAN, 'group:declare', { groupId: 'g', kind: 'affiliates', members });
    expect(await transfer(ada, bob, '30')).toBe('settled');
    expect(await transfer(bob, cleo, '20')).toBe('settled');
    expect(await transfer(bob, cleo, '1')).toBe('unchanged VOLUME_EXCEEDED');
    await advanceTo(channel, '2026-11-27');
    expect(await transfer(bob, cleo, '10')).toBe('settled');
  });

  test('what was subscribed for counts, by investor and altogether', async () => {
    const most = { amount: '300', currency: 'USD' };
    await adoptRules({ subscribe: R.investsAtMost({ most, price: '10', within: 'P1Y' }) });
    await issue(bob, '30');
    expect(await refused(() => issue(bob, '1'))).toBe('INVESTMENT_LIMIT_EXCEEDED');
    await adoptRules({ subscribe: R.raisesAtMost({ most: { ...most, amount: '1400' }, price: '10', within: 'P1Y' }) });
    expect(await refused(() => issue(cleo, '11'))).toBe('OFFERING_LIMIT_EXCEEDED');
    await issue(cleo, '10');
    const of = { without: 'accredited-investor' } as const;
    await adoptRules({ subscribe: R.subscribersAtMost({ count: 3, within: 'P90D', of }) });
    await issue(cleo, '1');
    const dora = await takeOn(channel, CUSTODIAN, 'Dora');
    expect(await refused(() => issue(dora, '1'))).toBe('SUBSCRIBERS_EXCEEDED');
  });

  test('subscribers are counted country by country where the rule says so', async () => {
    await adopt(channel, REGULATOR, { type: 'residence', sides: 'none' });
    const dora = await takeOn(channel, CUSTODIAN, 'Dora');
    for (const [party, value] of [
      [bob, 'FR'],
      [cleo, 'DE'],
      [dora, 'FR'],
    ] as const) {
      await makeClaim(channel, claimOf(party, { type: 'residence', value }));
    }
    await adoptRules({
      subscribe: R.subscribersPerCountryAtMost({ count: 1, within: 'P1Y', without: 'eu-qualified-investor' }),
    });
    await issue(bob, '1');
    await issue(cleo, '1');
    expect(await refused(() => issue(dora, '1'))).toBe('SUBSCRIBERS_EXCEEDED');
  });

  test('lots are looked at one by one', async () => {
    await adoptRules({ transfer: R.heldFor({ period: 'P7D' }) });
    expect(await transfer(ada, bob, '10')).toBe('unchanged HOLDING_PERIOD_RUNNING');
    await advanceTo(channel, '2026-11-27');
    await issue(ada, '50');
    expect(await transfer(ada, bob, '101')).toBe('unchanged HOLDING_PERIOD_RUNNING');
    expect(await transfer(ada, bob, '90')).toBe('settled');
  });

  test('lots that a rule keeps stay where others suffice, whichever are chosen; what is signed says which', async () => {
    await adoptRules({ transfer: R.lockedUntil({ acquiredUpTo: TODAY, until: '2027-01-01' }) });
    await advanceTo(channel, '2026-11-27');
    await issue(ada, '50');
    const [locked, free] = await lotsOf(ada);
    expect(await transfer(ada, bob, '20')).toBe('settled');
    expect(await transfer(ada, bob, '31')).toBe('unchanged LOCKED_UP');
    const lots = await lotsOf(ada);
    expect(lots).toHaveLength(2);
    expect(lots).toContain(locked);
    expect(lots).not.toContain(free);
    expect(await settle(await instruct(ada, bob, '5', { lots: [locked] }))).toBe('unchanged LOCKED_UP');
    expect(await settle(await instruct(ada, bob, '5', { lots: [free] }))).toBe('refused LOT_UNKNOWN');
    expect(await settle(await instruct(ada, bob, '5', { lots: 'lifo' }))).toBe('settled');
  });

  test('the time to reconsider runs from the instruction', async () => {
    await adoptRules({ transfer: R.reconsidered({ period: 'P3D' }) });
    const instruction = await instruct(ada, bob, '10');
    expect(await settle(instruction)).toBe('unchanged COOLING_OFF_RUNNING');
    await advanceTo(channel, '2026-11-23');
    expect(await settle(instruction)).toBe('settled');
  });

  const residence = (party: string, value: string, differing: Differing = {}): Promise<unknown> =>
    makeClaim(channel, claimOf(party, { type: 'residence', value, ...differing }));

  test('residence is what a trusted claim says', async () => {
    await adopt(channel, REGULATOR, { type: 'residence', sides: 'none' });
    await adoptRules({ transfer: R.residesOutside({ side: 'receiver', countries: ['US'] }) });
    await residence(cleo, 'US');
    expect(await transfer(ada, bob, '1')).toBe('unchanged RESIDENCE_UNKNOWN');
    expect(await transfer(ada, cleo, '1')).toBe('unchanged RESIDENCE_NOT_ALLOWED');
    await residence(bob, 'FR');
    expect(await transfer(ada, bob, '1')).toBe('settled');
  });
});

describe('an offering', () => {
  test('is closed once, ends issues, and starts what runs from its close', async () => {
    await adoptRules({ transfer: R.sinceOffering({ period: 'P3D' }) });
    expect(await transfer(ada, bob, '1')).toBe('unchanged OFFERING_NOT_CLOSED');
    const { events } = await channel.submit(ISSUER, 'security:closeOffering', { isin });
    expect(events).toMatchObject([{ type: 'OfferingClosed', offering: { issuedOn: TODAY, closedOn: TODAY } }]);
    expect(await refused(() => issue(bob, '1'))).toBe('OFFERING_CLOSED');
    expect(await refused(() => channel.submit(ISSUER, 'security:closeOffering', { isin }))).toBe('OFFERING_CLOSED');
    expect(await transfer(ada, bob, '1')).toBe('unchanged DISTRIBUTION_PERIOD_RUNNING');
    await advanceTo(channel, '2026-11-23');
    expect(await transfer(ada, bob, '1')).toBe('settled');
    await channel.submit(ISSUER, 'security:reopenOffering', { isin });
    await issue(bob, '1');
    expect(await transfer(ada, bob, '1')).toBe('unchanged OFFERING_NOT_CLOSED');
    expect(await refused(() => channel.submit(ISSUER, 'security:reopenOffering', { isin }))).toBe('OFFERING_OPEN');
  });
});

describe('an exemption', () => {
  const grant = (more: object = {}): Readonly<Record<string, unknown>> => ({
    ...{ exemptionId: 'e-1', isin, party: bob, rule: LIMITED.is, reason: 'underwriting', validUntil: '2026-11-23' },
    ...more,
  });

  beforeEach(() => adoptRules({ transfer: LIMITED }));

  test('lets its party through until its day, and the trace says so', async () => {
    const { events } = await channel.submit(ISSUER, 'compliance:exempt', grant());
    expect(events).toMatchObject([{ type: 'ExemptionGranted', exemption: { party: bob, grantedBy: ISSUER } }]);
    const instruction = await instruct(ada, bob, '40');
    const dry = await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [canonicalJson(instruction)]);
    expect(dry).toMatchObject({ allowed: true, compliance: [{ trace: [{ isExempt: true, outcome: 'met' }] }] });
    expect(await settle(instruction)).toBe('settled');
    expect(await transfer(ada, cleo, '40')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
    await advanceTo(channel, '2026-11-24');
    expect(await transfer(ada, bob, '1')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
  });

  test('is ended before its time by one person, and then does not count', async () => {
    await channel.submit(REGULATOR, 'compliance:exempt', grant());
    const reference = { isin, party: bob, exemptionId: 'e-1' };
    await channel.submit(REGULATOR, 'compliance:endExemption', reference);
    expect(await transfer(ada, bob, '40')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
    expect(await refused(() => channel.submit(REGULATOR, 'compliance:endExemption', reference))).toBe(
      'EXEMPTION_UNKNOWN',
    );
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by a custodian', () => channel.submit(CUSTODIAN, 'compliance:exempt', grant()), 'AUTHORITY_DENIED'],
    ['from an unknown rule', () => channel.submit(ISSUER, 'compliance:exempt', grant({ rule: 'x@1' })), 'RULE_UNKNOWN'],
    [
      'of nobody',
      () => channel.submit(ISSUER, 'compliance:exempt', grant({ party: `P${'A'.repeat(32)}` })),
      'PARTY_UNKNOWN',
    ],
    [
      'until yesterday',
      () => channel.submit(ISSUER, 'compliance:exempt', grant({ validUntil: '2026-11-19' })),
      'EXEMPTION_EXPIRED',
    ],
  ])('%s is refused', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('is granted once under its id', async () => {
    await channel.submit(ISSUER, 'compliance:exempt', grant());
    expect(await refused(() => channel.submit(ISSUER, 'compliance:exempt', grant()))).toBe('EXEMPTION_EXISTS');
  });
});

describe('consent', () => {
  const consent = (by: string, instruction: Record<string, string>, decision = 'approved'): Promise<Committed> =>
    channel.submit(by, 'compliance:consent', { instructionId: instruction['instructionId'], decision });

  beforeEach(() => adoptRules({ transfer: R.approvedBy({ role: 'issuer' }) }));

  test('of the issuer of the security lets one transfer through', async () => {
    const [first, second] = [await instruct(ada, bob, '1'), await instruct(ada, bob, '1')];
    expect(await settle(first)).toBe('unchanged CONSENT_MISSING');
    await consent(REGISTRAR, first);
    expect(await settle(first)).toBe('unchanged CONSENT_MISSING');
    const { events } = await consent(ISSUER, first);
    expect(events).toMatchObject([{ type: 'ConsentStated', consent: { mspId: ISSUER, decision: 'approved' } }]);
    expect(await settle(first)).toBe('settled');
    expect(await settle(second)).toBe('unchanged CONSENT_MISSING');
  });

  test('of a custodian counts for its own parties alone', async () => {
    await adoptRules({ transfer: R.approvedBy({ role: 'custodian' }) });
    const [dora, emil] = [await takeOn(channel, REGISTRAR, 'Dora'), await takeOn(channel, REGISTRAR, 'Emil')];
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: dora, units: '2' }] });
    for (const [receiver, outcome] of [
      [emil, 'unchanged CONSENT_MISSING'],
      [bob, 'settled'],
    ] as const) {
      const instruction = instructionOf(`i-${String((instructions += 1))}`, dora, receiver, '1');
      await channel.submit(REGISTRAR, 'settlement:instruct', { instructions: [instruction] });
      await consent(CUSTODIAN, instruction);
      expect(await settle(instruction)).toBe(outcome);
    }
  });

  test('is given or refused once, and to what is pending', async () => {
    const instruction = await instruct(ada, bob, '1');
    await consent(ISSUER, instruction, 'refused');
    expect(await settle(instruction)).toBe('unchanged CONSENT_MISSING');
    expect(await refused(() => consent(ISSUER, instruction))).toBe('CONSENT_EXISTS');
    expect(await refused(() => consent(ISSUER, instructionOf('none', ada, bob, '1')))).toBe('INSTRUCTION_UNKNOWN');
  });
});

describe('holders who are looked at anew', () => {
  const screen = (...parties: readonly string[]): Promise<unknown> =>
    channel.evaluate(REGULATOR, 'compliance:screen', [isin, canonicalJson(parties)]);

  test('are judged by the rules for holders that hold today', async () => {
    await issue(bob, '10');
    await adoptRules({ hold: LIMITED });
    expect(await screen(ada, bob)).toMatchObject({
      businessDate: TODAY,
      holders: [
        { party: ada, outcome: 'failed', reasons: ['HOLDING_ABOVE_MAXIMUM'] },
        { party: bob, outcome: 'met' },
      ],
    });
  });

  test('stay under the rules of their time where later ones leave them alone', async () => {
    await issue(bob, '40');
    await adoptRules({ hold: R.holdingAtMost({ units: '200' }) });
    await advanceTo(channel, '2026-11-23');
    await adoptRules({ hold: LIMITED }, { effectiveFrom: '2026-11-23', grandfathers: true });
    expect(await screen(ada, bob)).toMatchObject({ holders: [{ outcome: 'met' }, { outcome: 'met' }] });
    expect(await transfer(ada, bob, '1')).toBe('unchanged HOLDING_ABOVE_MAXIMUM');
    expect(await transfer(ada, cleo, '30')).toBe('settled');
    await adoptRules({ hold: LIMITED }, { effectiveFrom: '2026-11-23' });
    expect(await screen(ada, bob, cleo)).toMatchObject({
      holders: [{ outcome: 'failed' }, { outcome: 'failed' }, { outcome: 'met' }],
    });
  });

  test('of a security without such rules meet them', async () => {
    expect(await screen(ada)).toMatchObject({ holders: [{ party: ada, outcome: 'met' }] });
  });

  test('are named once', async () => {
    expect(await refused(() => screen(ada, ada))).toBe('DUPLICATE_IN_BATCH');
  });
});
