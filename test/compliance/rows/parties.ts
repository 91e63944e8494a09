import { compliance } from '@scrip/model';
import { CIRRUS, DELTA } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { ComplianceCase } from '../case.js';

const { RULES: R, all, any, none, when } = compliance;
const ACCREDITED = 'accredited-investor';
const accredited = R.hasClaim({ side: 'receiver', type: ACCREDITED });
const inside = (...countries: readonly string[]): compliance.Rule =>
  R.residesIn({ side: 'receiver', countries: countries });

/** Accredited, or at least resident in Ireland and known; never a politically exposed person. */
const TREE: compliance.RuleSet = {
  subscribe: all(
    any(accredited, all(inside('IE'), R.hasClaim({ side: 'receiver', type: 'known' }))),
    none(R.hasClaim({ side: 'receiver', type: 'exposed' })),
  ),
};

const PREDICATES: compliance.RuleSet = {
  subscribe: all(
    R.hasClaim({ side: 'receiver', type: 'known' }),
    R.hasNoClaim({ side: 'receiver', type: 'exposed' }),
    R.hasAnyClaim({ side: 'receiver', types: [ACCREDITED, 'professional'] }),
    R.hasNoneOfClaims({ side: 'receiver', types: ['listed', 'bankrupt'] }),
  ),
};

/** Who resides in the United States only after the offering was closed for a year: flow-back. */
const FLOW_BACK: compliance.RuleSet = {
  transfer: when(inside('US'), R.sinceOffering({ period: 'P1Y' })),
};

/** What parties must be and show. */
export const PARTY_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 1,
    expects: 'issuer combines catalogue rules with parameters, no code',
    allowed: {
      case: 'a rule with a parameter of the issuer decides from its adoption on',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, { subscribe: R.movesAtLeast({ units: '5' }) });
        const party = await tried.investor();
        await tried.subscriptionRefused('UNITS_BELOW_MINIMUM', party, '4');
        await tried.subscribes(party, '5');
      },
    },
    refused: {
      case: 'rules that the catalogue does not have, or that say nothing of their event',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, TREE);
        const unknown = { subscribe: { is: 'hasLuck@1', with: {} } };
        await scene.refused('VALIDATION_FAILED', () => tried.drafts(unknown));
        await scene.refused('VALIDATION_FAILED', () => tried.drafts({ subscribe: R.heldFor({ period: 'P1Y' }) }));
      },
    },
  },
  {
    row: 2,
    expects: 'and/or trees; sender, receiver, operator sides',
    allowed: {
      case: 'a subscriber by either way of a tree; a rule for the sender alone',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, TREE);
        await tried.subscribes(await tried.investor({ [ACCREDITED]: true }), '1');
        await tried.subscribes(await tried.investor({ residence: 'IE', known: true }), '1');
        const rules = { transfer: R.hasClaim({ side: 'sender', type: 'known' }) };
        const [known, anybody] = [await tried.holder('2', rules, { known: true }), await tried.investor()];
        await tried.transfers(known, anybody, '1');
        await tried.waits('CLAIM_ABSENT', anybody, known, '1');
      },
    },
    refused: {
      case: 'a subscriber by neither way, and one whom the tree excludes',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, TREE);
        await tried.subscriptionRefused('CLAIM_ABSENT', await tried.investor({ residence: 'IE' }), '1');
        const exposed = await tried.investor({ [ACCREDITED]: true, exposed: true });
        await tried.subscriptionRefused('RULE_EXCLUDES', exposed, '1');
      },
    },
  },
  {
    row: 3,
    expects: 'claim predicates (present, absent, any, none) with trusted issuers per claim type',
    allowed: {
      case: 'a subscriber of whom all four are true',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, PREDICATES);
        await tried.subscribes(await tried.investor({ known: true, professional: true }), '1');
      },
    },
    refused: {
      case: 'subscribers of whom one of the four is not true',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, PREDICATES);
        const good = { known: true, professional: true } as const;
        await tried.subscriptionRefused('CLAIM_ABSENT', await tried.investor({ professional: true }), '1');
        await tried.subscriptionRefused('CLAIM_BLOCKS', await tried.investor({ ...good, exposed: true }), '1');
        await tried.subscriptionRefused('CLAIM_ABSENT', await tried.investor({ known: true }), '1');
        await tried.subscriptionRefused('CLAIM_BLOCKS', await tried.investor({ ...good, listed: true }), '1');
      },
    },
  },
  {
    row: 4,
    expects: 'jurisdiction allow/deny, flow-back',
    allowed: {
      case: 'a receiver from an allowed country, and one from abroad while home is closed',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, { subscribe: inside('IE', 'FR') });
        await tried.subscribes(await tried.investor({ residence: 'FR' }), '1');
        const seller = await tried.holder('2', FLOW_BACK);
        await tried.transfers(seller, await tried.investor({ residence: 'FR' }), '1');
      },
    },
    refused: {
      case: 'a receiver from another country, one of unknown residence, and flow-back',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, { subscribe: inside('IE', 'FR') });
        await tried.subscriptionRefused('RESIDENCE_NOT_ALLOWED', await tried.investor({ residence: 'US' }), '1');
        await tried.subscriptionRefused('RESIDENCE_UNKNOWN', await tried.investor(), '1');
        const seller = await tried.holder('2', FLOW_BACK);
        await tried.waits('OFFERING_NOT_CLOSED', seller, await tried.investor({ residence: 'US' }), '1');
        await tried.waits('RESIDENCE_UNKNOWN', seller, await tried.investor(), '1');
      },
    },
  },
  {
    row: 16,
    expects: 'expiry-type failure suspends and cures; sanction-type blocks',
    allowed: {
      case: 'a receiver whose claim has expired waits until a new one is made; a holder is suspended until it is looked at again',
      run: async (scene) => {
        const rules = { transfer: R.hasClaim({ side: 'receiver', type: 'known' }) };
        const tried = await ComplianceCase.under(scene, rules);
        const [seller, buyer] = [await tried.holder('2', rules), await tried.investor()];
        await scene.stated(await tried.investor(), 'known');
        await scene.claim(DELTA, buyer, 'known', { validFrom: scene.day(-9), validUntil: scene.day(-1) });
        const waiting = await tried.waits('CLAIM_EXPIRED', seller, buyer, '1');
        await scene.claim(DELTA, buyer, 'known');
        await scene.settles(waiting);
        await tried.adopt({ hold: R.hasClaim({ side: 'receiver', type: 'known' }) });
        await tried.looksAgain();
        const suspended = await tried.waits('HOLDER_SUSPENDED', seller, buyer, '1');
        await scene.claim(DELTA, seller, 'known');
        await tried.looksAgain();
        await scene.settles(suspended);
      },
    },
    refused: {
      case: 'a receiver under a sanction is refused for good, and so is a holder who was found to be under one',
      run: async (scene) => {
        const rules = { transfer: R.hasNoClaim({ side: 'receiver', type: 'sanctioned' }) };
        const tried = await ComplianceCase.under(scene, rules);
        const [seller, buyer] = [await tried.holder('2', rules), await tried.investor({ sanctioned: true })];
        await tried.transferRefused('CLAIM_BLOCKS', seller, buyer, '1');
        await tried.adopt({ hold: R.hasNoClaim({ side: 'receiver', type: 'sanctioned' }) });
        await scene.stated(seller, 'sanctioned');
        await tried.looksAgain();
        await tried.transferRefused('HOLDER_BLOCKED', seller, await tried.investor(), '1');
        await scene.refused('AUTHORITY_DENIED', () => scene.at(CIRRUS).compliance.rescreen(tried.isin));
      },
    },
  },
];
