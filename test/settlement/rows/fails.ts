import { expect } from '@jest/globals';
import { CIRRUS } from '../../support/consortium.js';
import { registerLike } from '../../support/definitions.js';
import { listedSecurities } from '../../support/listed.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { held, trader } from '../trader.js';

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'EUR' });
const DOCUMENT = 'd'.repeat(64);
const TERMS = { partial: { minimumUnits: '2', multiple: '2' }, buyIn: { extensionDays: 0 } } as const;

/** A security whose failed deliveries cost a basis point a day. @returns its ISIN */
const penalised = (scene: MarketScene): Promise<string> =>
  scene.once('a security with penalties', async () => {
    const share = listedSecurities().find(({ text }) => text === 'siemens-share');
    if (share === undefined) throw new Error('there is no security');
    const isin = await registerLike(scene, share, { failPenalties: { lackOfUnits: '1', lackOfCash: '1' } });
    await scene.caughtUp();
    return isin;
  }) as Promise<string>;

/** Ten units, worth 10,000 euros, of which the seller has five. */
async function oversold(scene: MarketScene): Promise<{ isin: string; seller: string; buyer: string; id: string }> {
  const isin = await penalised(scene);
  const [seller, buyer] = [await trader(scene), await trader(scene)];
  await scene.issue(isin, seller, '5');
  const leg = scene.delivery(isin, seller, buyer, '10', eur('10000.00'));
  return { isin, seller, buyer, id: await scene.joint([leg], TERMS) };
}

const shown = async (scene: MarketScene, id: string): Promise<unknown> =>
  (await scene.at(CIRRUS).instructions.get(id)).instruction;
const bought = (party: string, more: object): never =>
  ({ party, costs: eur('2.00'), document: DOCUMENT, ...more }) as never;

/** What becomes of what does not settle as a whole and in time. */
export const FAIL_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 7,
    expects: 'partial, fail, penalty, buy-in',
    allowed: {
      case: 'in part on its date, a penalty on what is open, and the rest bought in from another party',
      run: async (scene) => {
        const { isin, seller, buyer, id } = await oversold(scene);
        await scene.parts(id, 1);
        expect(await held(scene, isin, seller, buyer)).toEqual(['1', '4']);
        await scene.nextDay();
        const other = await trader(scene);
        await scene.issue(isin, other, '6');
        const cover = await scene.joint([scene.delivery(isin, other, buyer, '6', eur('6600.00'))]);
        await scene.ends(cover, 'settled');
        const outcome = { kind: 'delivery', delivery: cover };
        await scene.at(CIRRUS).instructions.callBuyIn(id, bought(buyer, { outcome }));
        expect(await shown(scene, id)).toMatchObject({
          ...{ status: 'boughtIn', parts: [{ units: '4' }] },
          penalties: [{ party: seller, days: 1, amount: eur('0.60') }],
          boughtIn: { agreed: eur('6000.00'), difference: eur('600.00'), owedBy: seller, owedTo: buyer },
        });
        expect(await held(scene, isin, seller, buyer, other)).toEqual(['1', '10', '0']);
      },
    },
    refused: {
      case: 'a part below the minimum; a buy-in on the day on which it was due, and one in another currency',
      run: async (scene) => {
        const isin = await penalised(scene);
        const [seller, buyer] = [await trader(scene), await trader(scene)];
        await scene.issue(isin, seller, '1');
        const leg = scene.delivery(isin, seller, buyer, '10', eur('10000.00'));
        const id = await scene.joint([leg], TERMS);
        expect(await scene.obstacle(id)).toBe('UNITS_INSUFFICIENT');
        const compensation = { outcome: { kind: 'compensation', marketValue: eur('1.00') } };
        const call = (more: object): Promise<unknown> =>
          scene.at(CIRRUS).instructions.callBuyIn(id, bought(buyer, more));
        await scene.refused('BUY_IN_NOT_DUE', () => call(compensation));
        await scene.nextDay();
        expect(await scene.obstacle(id)).toBe('UNITS_INSUFFICIENT');
        await scene.refused('BUY_IN_DIFFERS', () =>
          call({ outcome: { kind: 'compensation', marketValue: { amount: '1.00', currency: 'USD' } } }),
        );
        expect(await shown(scene, id)).toMatchObject({ status: 'affirmed' });
        expect(await held(scene, isin, seller, buyer)).toEqual(['1', '0']);
      },
    },
  },
];
