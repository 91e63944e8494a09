import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Approval, ExchangeVerdict } from '@scrip/gateway-api';
import { addDays, compliance, type BusinessDate } from '@scrip/model';
import { amendRules } from '../support/amendments.js';
import { AURORA, CIRRUS } from '../support/consortium.js';
import { registerLike } from '../support/definitions.js';
import { listedSecurities } from '../support/listed.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';

const TIMEOUT_MS = 300_000;
/** Days of the distribution compliance period of category 2 (17 CFR 230.903(b)(2)). */
const PERIOD_DAYS = 40;
const THURSDAY = 4;
const [RESTRICTED, OFFSHORE] = ['US5949181045', 'US02079K3059'];
const RULE_144A = { is: 'Rule144A@1', with: { reporting: true, sameClassAsListed: false } } as const;
const REGULATION_S = { is: 'RegSCategory2@1', with: {} } as const;

/** A share whose holders may exchange it into the one that is sold offshore. */
const EXCHANGEABLE = {
  instrument: { is: 'share@1', with: { form: 'registered' } },
  terms: [
    { is: 'votes@1', with: { perUnit: '1' } },
    { is: 'sharesResidue@1', with: {} },
    {
      is: 'holderMayExchange@1',
      with: { into: OFFSHORE, ratio: { numerator: '1', denominator: '1' }, tacks: true },
    },
  ],
};

/** The first Thursday after a day: the thirty-ninth and the forty-first day after one are days of a business week. */
function nextThursday(today: BusinessDate): BusinessDate {
  const after = Array.from({ length: 7 }, (_, index) => addDays(today, index + 1));
  return after.find((date) => new Date(`${date}T00:00:00Z`).getUTCDay() === THURSDAY) ?? today;
}

/** An institution that bought under Rule 144A sells abroad: its units become those of the Regulation S tranche first. */
journey('a 144A holder who sells offshore', (engine) => {
  let scene: MarketScene;
  let institution: string;
  let buyer: string;
  let closed: BusinessDate;

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    await scene.correctTo(nextThursday(scene.today));
    await register(OFFSHORE, {});
    await register(RESTRICTED, EXCHANGEABLE);
    institution = await scene.managed('Institution of New York', { kind: 'entity', country: 'US' });
    buyer = await scene.managed('Buyer of Dublin', { kind: 'entity' });
    for (const type of ['qib', 'rule-144a-notice', 'reg-s-holder']) await scene.stated(institution, type);
    await scene.issue(RESTRICTED, institution, '100');
    await scene.issue(OFFSHORE, buyer, '10');
    await adopt(RESTRICTED, RULE_144A);
    await adopt(OFFSHORE, REGULATION_S);
    for (const isin of [RESTRICTED, OFFSHORE]) {
      await scene.approve(AURORA, scene.at(AURORA).compliance.closeOffering(isin));
    }
    closed = scene.today;
  }, TIMEOUT_MS);

  afterAll(() => scene.close(), TIMEOUT_MS);

  async function register(isin: string, more: object): Promise<void> {
    const share = listedSecurities().find(({ text }) => text === 'siemens-share');
    if (share === undefined) throw new Error('there is no share to be like');
    await registerLike(scene, share, { isin, ...more });
    await scene.caughtUp();
  }
  const adopt = (isin: string, pack: compliance.PackReference): Promise<void> =>
    amendRules(scene, isin, { transfer: compliance.fromPack(pack) });
  const day = (days: number): BusinessDate => addDays(closed, days);
  const asked = (): { holderId: string; intoIsin: string; units: string } => ({
    ...{ holderId: institution, intoIsin: OFFSHORE, units: '60' },
  });
  const dryRun = (): Promise<ExchangeVerdict> => scene.at(CIRRUS).registrar.exchangeVerdict(RESTRICTED, asked());
  const exchange = (exchangeId: string): Promise<Approval> =>
    scene.at(CIRRUS).registrar.exchange(RESTRICTED, { ...asked(), exchangeId });
  const issued = async (isin: string): Promise<string> => (await scene.at(CIRRUS).register(isin)).issuedUnits;

  test(
    'is refused on day 39, for the reasons that the dry run gave',
    async () => {
      await scene.correctTo(day(20));
      await scene.correctTo(day(PERIOD_DAYS - 1));
      const { allowed, given, got, intoUnits } = await dryRun();
      expect({ allowed, intoUnits, leaves: given.allowed }).toEqual({ allowed: false, intoUnits: '60', leaves: true });
      const [transfer] = got?.compliance ?? [];
      expect(transfer?.reasons).toContain('DISTRIBUTION_PERIOD_RUNNING');
      await scene.refused(transfer?.reasons[0] ?? '', () => exchange('too-early'));
      expect([await issued(RESTRICTED), await issued(OFFSHORE)]).toEqual(['100', '10']);
    },
    TIMEOUT_MS,
  );

  test(
    'passes on day 41 as the dry run says, and then the units go to the buyer abroad',
    async () => {
      await scene.correctTo(day(PERIOD_DAYS + 1));
      const { allowed, given, got } = await dryRun();
      expect(allowed).toBe(true);
      expect([given, got].flatMap((said) => said?.compliance?.flatMap(({ reasons }) => reasons) ?? [])).toEqual([]);
      await scene.approve(CIRRUS, exchange('offshore-1'));
      const transfer = { isin: OFFSHORE, fromHolderId: institution, toHolderId: buyer, units: '60' };
      const sold = await scene.at(CIRRUS).transfer(transfer, { waitSeconds: 3 });
      await scene.settles(sold);
      expect((await scene.at(CIRRUS).verdict(sold.id)).rules).not.toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'leaves as many units as there were, and each register names the other',
    async () => {
      await scene.caughtUp();
      expect([await issued(RESTRICTED), await issued(OFFSHORE)]).toEqual(['40', '70']);
      expect([await scene.units(RESTRICTED, institution), await scene.units(OFFSHORE, buyer)]).toEqual(['40', '70']);
      for (const isin of [RESTRICTED, OFFSHORE]) {
        const { items } = await scene.at(AURORA).registrar.exchanges(isin);
        expect(items).toMatchObject([
          { isin: RESTRICTED, intoIsin: OFFSHORE, units: '60', intoUnits: '60', businessDate: day(PERIOD_DAYS + 1) },
        ]);
      }
    },
    TIMEOUT_MS,
  );
});
