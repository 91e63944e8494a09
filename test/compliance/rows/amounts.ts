import { compliance } from '@scrip/model';
import { AURORA, CIRRUS } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { ComplianceCase } from '../case.js';

const { RULES: R, all } = compliance;

/** How many hold the security of a case now. */
async function holdersOf(scene: MarketScene, isin: string): Promise<number> {
  await scene.caughtUp();
  return (await scene.at(AURORA).register(isin)).items.length;
}

async function outstandingOf(scene: MarketScene, isin: string): Promise<bigint> {
  await scene.caughtUp();
  return BigInt((await scene.at(AURORA).security(isin)).security.issuedUnits);
}

const capped = (count: number, of: compliance.HolderClass = {}): compliance.RuleSet => ({
  subscribe: R.holdersAtMost({ count, scope: 'security', of: of }),
});
const SHARE: compliance.RuleSet = { hold: R.groupShareAtMost({ percent: '10' }) };
const VOLUME: compliance.RuleSet = { transfer: R.volumeAtMost({ units: '5', within: 'P7D', group: true }) };
const SIZES: compliance.RuleSet = {
  transfer: all(
    R.movesInMultiplesOf({ units: '2' }),
    R.holdingAtLeast({ side: 'sender', units: '10' }),
    R.holdingAtMost({ units: '20' }),
  ),
};

/** How many may hold, how much, and how fast. */
export const AMOUNT_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 5,
    expects: 'holder-count caps: global, country, class, issuer-wide across assets',
    allowed: {
      case: 'the last holder whom a cap allows, and one whom it does not count',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, capped(1_000), 1);
        const first = await tried.investor();
        await tried.subscribes(first, '1');
        await tried.adopt(capped((await holdersOf(scene, tried.isin)) + 1));
        await tried.subscribes(await tried.investor(), '1');
        await tried.subscribes(first, '1');
        await tried.adopt(capped(1, { with: 'residence', value: 'FR' } as compliance.HolderClass));
        await tried.subscribes(await tried.investor({ residence: 'FR' }), '1');
        await tried.subscribes(await tried.investor({ residence: 'IE' }), '1');
      },
    },
    refused: {
      case: 'one holder more: altogether, of a country, of a class, of the issuer',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, capped(1_000), 1);
        await tried.subscribes(await tried.investor({ residence: 'FR' }), '1');
        await tried.adopt(capped(await holdersOf(scene, tried.isin)));
        await tried.subscriptionRefused('HOLDERS_EXCEEDED', await tried.investor(), '1');
        await tried.adopt(capped(1, { with: 'residence', value: 'FR' } as compliance.HolderClass));
        await tried.subscriptionRefused('HOLDERS_EXCEEDED', await tried.investor({ residence: 'FR' }), '1');
        await tried.adopt(capped(1, { without: 'professional' } as compliance.HolderClass));
        await tried.subscriptionRefused('HOLDERS_EXCEEDED', await tried.investor(), '1');
        await tried.adopt({ subscribe: R.holdersAtMost({ count: 1, scope: 'issuer', of: {} }) });
        await tried.subscriptionRefused('HOLDERS_EXCEEDED', await tried.investor(), '1');
      },
    },
  },
  {
    row: 6,
    expects: 'concentration min/max per holder and per class',
    allowed: {
      case: 'a holder of no more than a tenth, together with its affiliates',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, SIZES, 1);
        await tried.holder('100', SHARE);
        const most = (await outstandingOf(scene, tried.isin)) / 10n;
        await tried.subscribes(await tried.investor(), most.toString());
      },
    },
    refused: {
      case: 'a holder of more, alone or by what an affiliate holds',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, SIZES, 1);
        await tried.holder('100', SHARE);
        const outstanding = await outstandingOf(scene, tried.isin);
        const [one, other] = [await tried.investor(), await tried.investor()];
        await tried.subscriptionRefused('SHARE_EXCEEDED', one, (outstanding / 8n).toString());
        await tried.subscribes(one, (outstanding / 20n).toString());
        const members = [one, other].map((party) => ({ party }));
        await scene.at(CIRRUS).mandates.declareGroup({ groupId: `g-${one}`, kind: 'affiliates', members });
        await tried.subscriptionRefused('SHARE_EXCEEDED', other, (outstanding / 10n).toString());
      },
    },
  },
  {
    row: 8,
    expects: 'volume limits per identity and window',
    allowed: {
      case: 'transfers up to the limit of the window',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, VOLUME, 1);
        const [seller, buyer] = [await tried.holder('9', VOLUME), await tried.investor()];
        await tried.transfers(seller, buyer, '3');
        await tried.transfers(seller, buyer, '2');
      },
    },
    refused: {
      case: 'one unit more within the window, by the holder or an affiliate',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, VOLUME, 1);
        const [seller, affiliate] = [await tried.holder('9', VOLUME), await tried.holder('9', VOLUME)];
        const buyer = await tried.investor();
        const members = [seller, affiliate].map((party) => ({ party }));
        await scene.at(CIRRUS).mandates.declareGroup({ groupId: `v-${seller}`, kind: 'affiliates', members });
        await tried.transfers(seller, buyer, '5');
        await tried.waits('VOLUME_EXCEEDED', seller, buyer, '1');
        await tried.waits('VOLUME_EXCEEDED', affiliate, buyer, '1');
      },
    },
  },
  {
    row: 9,
    expects: 'min/max holding, min lot, full-transfer-only, authorised capital',
    allowed: {
      case: 'a transfer of whole lots that leaves enough, and an exit in full',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, SIZES, 1);
        const [seller, buyer] = [await tried.holder('20', SIZES), await tried.investor()];
        await tried.transfers(seller, buyer, '10');
        await tried.adopt({ transfer: R.exitsInFull({}) });
        await tried.transfers(seller, buyer, '10');
      },
    },
    refused: {
      case: 'an odd lot, a rest that is too small, a holding that is too large, part of a holding, too many units',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, SIZES, 1);
        const [seller, buyer] = [await tried.holder('40', SIZES), await tried.investor()];
        await tried.transferRefused('UNITS_NOT_A_MULTIPLE', seller, buyer, '3');
        await tried.waits('HOLDING_BELOW_MINIMUM', seller, buyer, '36');
        await tried.waits('HOLDING_ABOVE_MAXIMUM', seller, buyer, '22');
        await tried.adopt({ transfer: R.exitsInFull({}) });
        await tried.transferRefused('PARTIAL_EXIT', seller, await tried.investor(), '1');
        const { security } = await scene.at(AURORA).security(tried.isin);
        await tried.subscriptionRefused('AUTHORISED_UNITS_EXCEEDED', buyer, security.authorisedUnits);
      },
    },
  },
];
