import { expect } from '@jest/globals';
import { compliance } from '@scrip/model';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { ComplianceCase } from '../case.js';

const { RULES: R, all, cited, fromPack } = compliance;
const LIMITED = R.holdingAtMost({ units: '5' });
const CONSENT: compliance.RuleSet = { transfer: R.approvedBy({ role: 'issuer' }) };
const HELD: compliance.RuleSet = { transfer: R.heldFor({ period: 'P1D' }) };
const LOCKED: compliance.RuleSet = {
  transfer: R.vested({ cliff: 'P1Y', every: 'P1Y', steps: 4 }),
};
const REG_D: compliance.RuleSet = {
  subscribe: fromPack({ is: 'RegD506b@1', with: { votingEquity: false } }),
};
const REG_D_CLAIMS: Readonly<Record<string, true>> = {
  'accredited-investor': true,
  'not-generally-solicited': true,
  'investment-intent': true,
};

/** How rules are adopted, asked and made exceptions of. */
export const PROCESS_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 7,
    expects: 'lock-up, holding period, vesting; by lot acquired',
    allowed: {
      case: 'units that were held for the period, while newer ones are not',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, HELD, 2);
        const [seller, buyer] = [await tried.holder('5', HELD), await tried.investor()];
        const waiting = await tried.waits('HOLDING_PERIOD_RUNNING', seller, buyer, '3');
        await scene.nextDay();
        await scene.settles(waiting);
        await tried.subscribes(seller, '4');
        await tried.transfers(seller, buyer, '2');
      },
    },
    refused: {
      case: 'units that were acquired today, and units that have not vested',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, HELD, 2);
        const [seller, buyer] = [await tried.holder('5', HELD), await tried.investor()];
        await tried.waits('HOLDING_PERIOD_RUNNING', seller, buyer, '1');
        await tried.adopt(LOCKED);
        await tried.waits('NOT_VESTED', seller, await tried.investor(), '1');
      },
    },
  },
  {
    row: 10,
    expects: 'exemption presets (Reg D b/c, Reg S, Reg CF, EU prospectus exemptions) per offering, not per token',
    allowed: {
      case: 'an accredited subscriber under Rule 506(b), pinned by name and version',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, REG_D, 2);
        await tried.subscribes(await tried.investor(REG_D_CLAIMS), '1');
      },
    },
    refused: {
      case: 'a subscriber who was solicited, and a pack of an unknown version',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, REG_D, 2);
        const solicited = await tried.investor({ 'accredited-investor': true, 'investment-intent': true });
        await tried.subscriptionRefused('CLAIM_ABSENT', solicited, '1');
        const unknown = { is: 'pack', pack: { is: 'RegD506b@9', with: {} } } as const;
        await scene.refused('VALIDATION_FAILED', () => tried.drafts({ subscribe: unknown }));
      },
    },
  },
  {
    row: 11,
    expects: 'pre-approved/conditional transfer',
    allowed: {
      case: 'a transfer to which the issuer consents',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, CONSENT, 2);
        const [seller, buyer] = [await tried.holder('2', CONSENT), await tried.investor()];
        const waiting = await tried.waits('CONSENT_MISSING', seller, buyer, '1');
        await scene.at(AURORA).compliance.consent(waiting.id, { decision: 'approved' });
        await scene.settles(waiting);
      },
    },
    refused: {
      case: 'a transfer that the issuer refuses, and one to which somebody else consents',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, CONSENT, 2);
        const [seller, buyer] = [await tried.holder('2', CONSENT), await tried.investor()];
        const waiting = await tried.waits('CONSENT_MISSING', seller, buyer, '1');
        await scene.at(BOREALIS).compliance.consent(waiting.id, { decision: 'approved' });
        await scene.at(AURORA).compliance.consent(waiting.id, { decision: 'refused' });
        await scene.refused('CONSENT_EXISTS', () =>
          scene.at(AURORA).compliance.consent(waiting.id, { decision: 'approved' }),
        );
        expect(await tried.reasons(waiting)).toEqual(['CONSENT_MISSING']);
      },
    },
  },
  {
    row: 12,
    expects: 'dry run returning every rule’s verdict, machine- and human-readable',
    allowed: {
      case: 'every rule in words and by code, and the transfer settles as it said',
      run: async (scene) => {
        const rules = { transfer: all(cited('articles, section 4', LIMITED), R.agreedBilaterally({})) };
        const tried = await ComplianceCase.under(scene, rules, 2);
        const [seller, buyer] = [await tried.holder('9', rules), await tried.investor()];
        const operation = await tried.instructs(seller, buyer, '5');
        expect(operation.status).toBe('settled');
        const { compliance: verdicts = [] } = await scene.at(CIRRUS).verdict(operation.id);
        expect(verdicts[0]?.trace).toMatchObject([
          { rule: 'holdingAtMost@1', says: 'the receiver holds at most 5 units', source: 'articles, section 4' },
          { rule: 'agreedBilaterally@1', outcome: 'met' },
        ]);
      },
    },
    refused: {
      case: 'all reasons at once, and nothing moves',
      run: async (scene) => {
        const rules = { transfer: all(LIMITED, R.hasClaim({ side: 'receiver', type: 'known' })) };
        const tried = await ComplianceCase.under(scene, rules, 2);
        const [seller, buyer] = [await tried.holder('9', rules), await tried.investor()];
        const waiting = await tried.waits('CLAIM_ABSENT', seller, buyer, '6');
        expect(await tried.reasons(waiting)).toEqual(['HOLDING_ABOVE_MAXIMUM', 'CLAIM_ABSENT']);
      },
    },
  },
  {
    row: 14,
    expects: 'exemptions with authority, reason, expiry',
    allowed: {
      case: 'a party that the regulator exempts until a day',
      run: async (scene) => {
        const rules = { transfer: LIMITED };
        const tried = await ComplianceCase.under(scene, rules, 2);
        const [seller, buyer] = [await tried.holder('9', rules), await tried.investor()];
        const terms = { reason: 'relief' as const, validUntil: scene.day(5), rule: LIMITED.is };
        const grant = { exemptionId: 'relief', party: buyer, ...terms };
        await scene.approve(DELTA, scene.at(DELTA).compliance.exempt(tried.isin, grant));
        await tried.transfers(seller, buyer, '6');
        const { items } = await scene.at(DELTA).compliance.exemptions(tried.isin);
        expect(items.find(({ party }) => party === buyer)).toMatchObject({ grantedBy: DELTA, reason: 'relief' });
      },
    },
    refused: {
      case: 'a party whose exemption was ended, and an exemption by a custodian',
      run: async (scene) => {
        const rules = { transfer: LIMITED };
        const tried = await ComplianceCase.under(scene, rules, 2);
        const [seller, buyer] = [await tried.holder('9', rules), await tried.investor()];
        const terms = { reason: 'relief' as const, validUntil: scene.day(5), rule: LIMITED.is };
        const grant = { exemptionId: 'relief', party: buyer, ...terms };
        await scene.approve(AURORA, scene.at(AURORA).compliance.exempt(tried.isin, grant));
        await scene.at(AURORA).compliance.endExemption(tried.isin, { party: buyer, exemptionId: 'relief' });
        await tried.waits('HOLDING_ABOVE_MAXIMUM', seller, buyer, '6');
        await scene.refused('AUTHORITY_DENIED', () => scene.at(CIRRUS).compliance.exempt(tried.isin, grant));
      },
    },
  },
  {
    row: 15,
    expects: 'versioned, effective-dated rules; grandfathering; re-screening',
    allowed: {
      case: 'who holds stays under the rules of then where new ones leave earlier units alone',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, { hold: R.holdingAtMost({ units: '100' }) }, 2);
        const [old, late] = [await tried.investor(), await tried.investor()];
        await tried.subscribes(old, '50');
        await tried.subscribes(late, '50');
        await tried.adopt({ hold: LIMITED }, { effectiveFrom: scene.day(1), grandfathers: true });
        await scene.nextDay();
        const outcomes = async (): Promise<readonly string[]> => {
          const { holders } = await scene.at(DELTA).compliance.screening(tried.isin, [old, late]);
          return holders.map(({ outcome }) => outcome);
        };
        expect(await outcomes()).toEqual(['met', 'met']);
        await tried.adopt({ hold: LIMITED });
        expect(await outcomes()).toEqual(['failed', 'failed']);
        const { versions, inForce } = await scene.at(CIRRUS).compliance.rules(tried.isin);
        expect(inForce?.version).toBe(versions.length);
      },
    },
    refused: {
      case: 'rules that would begin before those that they follow, and units acquired under the new ones',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, { hold: LIMITED }, 2);
        await tried.adopt({ hold: R.holdingAtMost({ units: '100' }) }, { effectiveFrom: scene.day(1) });
        const earlier = await tried.published({ hold: LIMITED });
        await tried.amendmentRefused('RULES_BACKDATED', earlier);
        await scene.nextDay();
        await tried.subscribes(await tried.investor(), '6');
        await tried.amends(earlier);
        await tried.subscriptionRefused('HOLDING_ABOVE_MAXIMUM', await tried.investor(), '6');
      },
    },
  },
  {
    row: 18,
    expects: 'the same check on every path (lock, hold, redeem, custody move)',
    allowed: {
      case: 'a receiver whom the rules for holders allow, by issue and by transfer',
      run: async (scene) => {
        const rules = { hold: LIMITED };
        const tried = await ComplianceCase.under(scene, rules, 2);
        const [seller, buyer] = [await tried.holder('9', rules), await tried.investor()];
        await tried.subscribes(buyer, '2');
        await tried.transfers(seller, buyer, '3');
      },
    },
    refused: {
      case: 'a receiver whom they do not allow, by issue and by transfer',
      run: async (scene) => {
        const rules = { hold: LIMITED };
        const tried = await ComplianceCase.under(scene, rules, 2);
        const [seller, buyer] = [await tried.holder('9', rules), await tried.investor()];
        await tried.subscriptionRefused('HOLDING_ABOVE_MAXIMUM', buyer, '6');
        await tried.waits('HOLDING_ABOVE_MAXIMUM', seller, buyer, '6');
      },
    },
  },
];
