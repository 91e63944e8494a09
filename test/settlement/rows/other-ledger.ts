import { createHash, randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { CIRRUS } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { Placements } from '../placements.js';
import { held, trader } from '../trader.js';

/** Units on one channel against units on the other one, both opened by the same 32 bytes. */
interface Swap {
  readonly preimage: string;
  readonly share: string;
  readonly here: { readonly id: string; readonly parties: readonly [string, string] };
  readonly there: { readonly id: string; readonly parties: readonly [string, string] };
  readonly placements: Placements;
}

/**
 * Who knows the bytes gives shares here and gets units there: so the day there is the earlier one, and the other party
 * has time to use here what it learns there.
 */
async function swap(scene: MarketScene): Promise<Swap> {
  const preimage = randomBytes(32).toString('hex');
  const hashLock = { hash: createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex') };
  const [share, placements] = [await scene.security(0), await Placements.open(scene)];
  const here = [await trader(scene, 0, '9'), await trader(scene)] as const;
  const there = [await placements.trader('7'), await placements.trader()] as const;
  const shares = [scene.delivery(share, here[0], here[1], '4')];
  return {
    ...{ preimage, share, placements },
    here: { id: await scene.joint(shares, { hashLock, lastDay: scene.businessDay(1) }), parties: here },
    there: {
      id: await placements.bound(there[0], there[1], '3', { hashLock, lastDay: placements.day() }),
      parties: there,
    },
  };
}

const balances = async (scene: MarketScene, { share, here, there, placements }: Swap): Promise<unknown> => [
  await held(scene, share, ...here.parties),
  await placements.held(...there.parties),
];

/** Delivery against something on another ledger. */
export const OTHER_LEDGER_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 10,
    expects: 'other-ledger DvP',
    allowed: {
      case: 'a swap between two channels: what opens the one is public, and opens the other',
      run: async (scene) => {
        const swapped = await swap(scene);
        const { placements, preimage, here, there } = swapped;
        await placements.present(there.id, preimage);
        expect(await placements.ends(there.id, 'settled')).toBe('settled');
        const seen = await placements.preimageOf(there.id);
        await scene.at(CIRRUS).instructions.presentPreimage(here.id, seen ?? '');
        await scene.ends(here.id, 'settled');
        expect(await balances(scene, swapped)).toEqual([
          ['5', '4'],
          ['4', '3'],
        ]);
      },
    },
    refused: {
      case: 'other bytes on either channel, and the right ones after the last day of each',
      run: async (scene) => {
        const swapped = await swap(scene);
        const { placements, preimage, here, there } = swapped;
        const wrong = randomBytes(32).toString('hex');
        const present = (bytes: string): Promise<unknown> =>
          scene.at(CIRRUS).instructions.presentPreimage(here.id, bytes);
        await scene.refused('PREIMAGE_WRONG', () => present(wrong));
        await expect(placements.present(there.id, wrong)).rejects.toMatchObject({ code: 'PREIMAGE_WRONG' });
        await placements.nextDay();
        await expect(placements.present(there.id, preimage)).rejects.toMatchObject({
          code: expect.stringMatching(/^INSTRUCTION_(EXPIRED|NOT_RESERVED)$/),
        });
        expect(await placements.ends(there.id, 'expired')).toBe('expired');
        for (let days = 0; days < 2; days += 1) await scene.nextDay();
        await scene.ends(here.id, 'expired');
        await scene.refused('INSTRUCTION_NOT_RESERVED', () => present(preimage));
        expect(await balances(scene, swapped)).toEqual([
          ['9', '0'],
          ['7', '0'],
        ]);
      },
    },
  },
];
