import { expect } from '@jest/globals';
import type { MessageName } from '@scrip/gateway-api';
import { AURORA, CIRRUS } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { pair } from '../trader.js';

const PRICE = { amount: '50.00', currency: 'EUR' } as const;

/** What a message says in one of its elements. */
const saysIn = (xml: string, element: string): string | undefined =>
  new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`).exec(xml)?.[1];

/** When what settles is final, by which evidence, and how it looks in messages of the field. */
export const FINALITY_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 12,
    expects: 'finality rule and evidence; sese.023/024/025 views',
    allowed: {
      case: 'entered, irrevocable and final with transaction and block, and three messages from both sides',
      run: async (scene) => {
        const { instructions } = scene.at(CIRRUS);
        expect(await instructions.finalityRule()).toMatchObject({
          name: 'scrip-finality-1',
          frame: expect.stringMatching(/98\/26\/EC.*articles 3 and 5/),
        });
        const { share, seller, buyer } = await pair(scene);
        const paid = { kind: 'payment' as const, from: buyer, to: seller, amount: PRICE, payingAgent: AURORA };
        const id = await scene.joint([scene.delivery(share, seller, buyer, '4'), paid]);
        const waiting = await instructions.message(id, 'sese.024', { party: seller });
        expect([saysIn(waiting, 'SctiesMvmntTp'), saysIn(waiting, 'NoSpcfdRsn')]).toEqual(['DELI', 'NORE']);
        const bought = await instructions.message(id, 'sese.023', { party: buyer });
        expect([saysIn(bought, 'SctiesMvmntTp'), saysIn(bought, 'Pmt'), saysIn(bought, 'Amt')]).toEqual([
          ...['RECE', 'APMT', '50.00'],
        ]);
        const free = await scene.joint([scene.delivery(share, seller, buyer, '1')]);
        await scene.ends(free, 'settled');
        const { moments } = (await instructions.get(free)).instruction;
        const { entered, irrevocable, final } = moments ?? {};
        expect([entered, irrevocable, final].map((moment) => moment?.businessDate)).toEqual(
          Array.from({ length: 3 }, () => scene.today),
        );
        const blocks = [entered, irrevocable, final].map((moment) => moment?.block ?? -1);
        expect([...blocks].sort((left, right) => left - right)).toEqual(blocks);
        expect(new Set([entered, irrevocable, final].map((moment) => moment?.transactionId)).size).toBe(3);
        const confirmed = await instructions.message(free, 'sese.025', { party: seller });
        expect([saysIn(confirmed, 'Unit'), saysIn(confirmed, 'Pmt')]).toEqual(['1', 'FREE']);
        const operation = await scene.transferred(share, seller, buyer);
        await scene.settles(operation);
        const { transfer } = await instructions.transfer(operation.instructionId);
        expect(transfer.moments.irrevocable).toEqual(transfer.moments.entered);
        expect(transfer.moments.final).toEqual(transfer.moments.entered);
        expect(await instructions.message(operation.instructionId, 'sese.025')).toContain('sese.025.001.11');
        const dates = { tradeDate: scene.today, settlementDate: scene.businessDay(1) };
        const order = { isin: share, fromHolderId: seller, toHolderId: buyer, units: '1', ...dates };
        const { id: later } = await scene.at(CIRRUS).transfer(order);
        await eventually(async () => (await scene.at(CIRRUS).operation(later)).transactionId);
        expect((await instructions.withdraw(later, { party: seller })).status).toBe('pending');
        expect((await instructions.withdraw(later, { party: buyer })).status).toBe('withdrawn');
        await scene.caughtUp();
        const { transfer: withdrawn } = await instructions.transfer(later);
        expect([withdrawn.status, withdrawn.moments.final]).toEqual(['withdrawn', undefined]);
      },
    },
    refused: {
      case: 'a message of what has not settled, of a party of another organisation, and a second final moment',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const id = await scene.joint([scene.delivery(share, seller, buyer, '4')], { mode: 'onOrder' });
        const message = (of: string, name: MessageName, party?: string): Promise<unknown> =>
          scene.at(of).instructions.message(id, name, party === undefined ? {} : { party });
        await scene.refused('MESSAGE_NOT_AVAILABLE', () => message(CIRRUS, 'sese.025'));
        await scene.refused('NOT_A_DELIVERY', () => message(AURORA, 'sese.023'));
        await scene.refused('NOT_A_DELIVERY', () => message(AURORA, 'sese.023', seller));
        await scene.at(CIRRUS).instructions.settle(id);
        await scene.ends(id, 'settled');
        const before = (await scene.at(CIRRUS).instructions.get(id)).instruction.moments;
        expect((await scene.at(CIRRUS).instructions.settle(id)).code).toBe('INSTRUCTION_NOT_PENDING');
        const withdraw = (): Promise<unknown> => scene.at(CIRRUS).instructions.withdraw(id, { party: seller });
        await scene.refused('INSTRUCTION_NOT_PENDING', withdraw);
        expect((await scene.at(CIRRUS).instructions.get(id)).instruction.moments).toEqual(before);
        await scene.refused('MESSAGE_NOT_AVAILABLE', () => message(CIRRUS, 'sese.024'));
      },
    },
  },
];
