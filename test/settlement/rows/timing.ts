import { expect } from '@jest/globals';
import { CIRRUS } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { held, pair } from '../trader.js';

/** When what parties agreed settles. */
export const TIMING_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 3,
    expects: 'modes: on affirmation, at time, manual',
    allowed: {
      case: 'at once, on its date, and by order of its proposer',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const legs = [scene.delivery(share, seller, buyer, '1')];
        await scene.ends(await scene.joint(legs), 'settled');
        const dated = await scene.joint(legs, { settlementDate: scene.businessDay(1), mode: 'onDate' });
        const ordered = await scene.joint(legs, { mode: 'onOrder' });
        await scene.at(CIRRUS).instructions.settle(ordered);
        await scene.ends(ordered, 'settled');
        await scene.nextDay();
        await scene.ends(dated, 'settled');
        expect(await held(scene, share, seller, buyer)).toEqual(['6', '3']);
      },
    },
    refused: {
      case: 'before its date',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const later = { settlementDate: scene.businessDay(3), mode: 'onDate' as const };
        const id = await scene.joint([scene.delivery(share, seller, buyer, '1')], later);
        expect(await scene.obstacle(id)).toBe('SETTLEMENT_DATE_NOT_REACHED');
        expect(await held(scene, share, seller, buyer)).toEqual(['9', '0']);
      },
    },
  },
  {
    row: 11,
    expects: 'T+n, cut-offs, calendars',
    allowed: {
      case: 'due on the next business day, and settled when that day opens',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const dates = { tradeDate: scene.today, settlementDate: scene.businessDay(1) };
        const body = { isin: share, fromHolderId: seller, toHolderId: buyer, units: '1', ...dates };
        const operation = await scene.at(CIRRUS).transfer(body, { waitSeconds: 2 });
        expect(operation.status).toBe('pending');
        await scene.nextDay();
        await scene.settles(operation);
      },
    },
    refused: {
      case: 'due before it is traded',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const dates = { tradeDate: scene.today, settlementDate: scene.day(-1) };
        const early = { isin: share, fromHolderId: seller, toHolderId: buyer, units: '1', ...dates };
        await scene.refused('SETTLEMENT_BEFORE_TRADE', () => scene.at(CIRRUS).transfer(early));
        expect(await held(scene, share, seller, buyer)).toEqual(['9', '0']);
      },
    },
  },
];
