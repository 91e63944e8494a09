import { expect } from '@jest/globals';
import { CIRRUS } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { held, trader } from '../trader.js';

const NETTED = { netting: 'allowed' } as const;

/** Everybody owes the next one five units, the last one the first, and nobody has any. @returns ids and parties */
async function ring(
  scene: MarketScene,
  share: string,
): Promise<{ ids: readonly string[]; parties: readonly string[] }> {
  const parties = [await trader(scene), await trader(scene), await trader(scene)];
  const ids: string[] = [];
  for (const [index, from] of parties.entries()) {
    const to = parties[(index + 1) % parties.length] ?? '';
    ids.push(await scene.joint([scene.delivery(share, from, to, '5')], NETTED));
  }
  return { ids, parties };
}

const shown = async (scene: MarketScene, id: string): Promise<{ status: string; nettedWith?: readonly string[] }> =>
  (await scene.at(CIRRUS).instructions.get(id)).instruction as never;

/** Settlement of several instructions on the net of all. */
export const NETTING_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 5,
    expects: 'netting',
    allowed: {
      case: 'a ring in which nobody holds anything, beside one that lacks its units; two securities set off',
      run: async (scene) => {
        const [share, bond] = [await scene.security(0), await scene.security(1)];
        const { ids, parties } = await ring(scene, share);
        const lacking = await scene.joint([scene.delivery(share, parties[0] ?? '', parties[1] ?? '', '1')], NETTED);
        for (const id of ids) await scene.ends(id, 'settled');
        for (const id of ids) {
          const others = ids.filter((each) => each !== id).sort();
          expect((await shown(scene, id)).nettedWith).toEqual(others);
        }
        expect(await held(scene, share, ...parties)).toEqual(['0', '0', '0']);
        expect((await shown(scene, lacking)).status).toBe('affirmed');
        const [ann, ben] = [await trader(scene, 0, '2'), await trader(scene, 1, '1')];
        const swap = (first: string, second: string, units: string, price: string): Promise<string> =>
          scene.joint(
            [scene.delivery(share, first, second, units), scene.delivery(bond, second, first, price)],
            NETTED,
          );
        const both = [await swap(ann, ben, '9', '8'), await swap(ben, ann, '7', '7')];
        for (const id of both) await scene.ends(id, 'settled');
        expect([await held(scene, share, ann, ben), await held(scene, bond, ann, ben)]).toEqual([
          ['0', '2'],
          ['1', '0'],
        ]);
      },
    },
    refused: {
      case: 'a set with one whose parties have not agreed to it, and one whose net is not there',
      run: async (scene) => {
        const share = await scene.security(0);
        const { seller, buyer } = { seller: await trader(scene, 0, '1'), buyer: await trader(scene) };
        const ids = [
          await scene.joint([scene.delivery(share, seller, buyer, '5')], NETTED),
          await scene.joint([scene.delivery(share, buyer, seller, '3')], NETTED),
        ];
        const plain = await scene.joint([scene.delivery(share, buyer, seller, '2')]);
        const settle = (...set: readonly string[]): Promise<unknown> => scene.at(CIRRUS).instructions.settleNetted(set);
        await scene.refused('NETTING_NOT_AGREED', () => settle(...ids, plain));
        await scene.refused('UNITS_INSUFFICIENT', () => settle(...ids));
        expect(await held(scene, share, seller, buyer)).toEqual(['1', '0']);
        for (const id of ids) expect((await shown(scene, id)).status).toBe('affirmed');
      },
    },
  },
];
