import { expect } from '@jest/globals';
import type { NewPayment } from '@scrip/gateway-api';
import { AURORA, BOREALIS, CIRRUS } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { SigningOperator } from '../../support/signing-operator.js';
import { held, pair, trader } from '../trader.js';

const PRICE = { amount: '50.00', currency: 'EUR' } as const;
const RECEIVED = { leg: 1, amount: PRICE, state: 'received' } as const;

/** Somebody of the paying agent states a payment, signed by its own key. */
async function states(scene: MarketScene, id: string, payment: NewPayment): Promise<unknown> {
  const teller = (await scene.once('a teller who signs', () =>
    SigningOperator.administrator(scene, AURORA),
  )) as SigningOperator;
  const signed = await teller.signed('instruction:statePayment', { instructionId: id, ...payment }, scene.validity);
  return teller.client(scene).instructions.statePayment(id, payment, signed);
}

/** Units against a payment outside the ledger, affirmed by both. @returns id of the instruction */
function against(scene: MarketScene, share: string, seller: string, buyer: string): Promise<string> {
  const payment = { kind: 'payment' as const, from: buyer, to: seller, amount: PRICE, payingAgent: AURORA };
  return scene.joint([scene.delivery(share, seller, buyer, '4'), payment]);
}

/** Settlement of what parties agreed: as a whole, against money, with units that are there. */
export const SETTLEMENT_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 1,
    expects: 'n-party multi-leg, all or nothing',
    allowed: {
      case: 'three parties, three deliveries of two securities',
      run: async (scene) => {
        const [share, bond] = [await scene.security(0), await scene.security(1)];
        const [ann, ben, cat] = [await trader(scene, 0, '9'), await trader(scene, 1, '9'), await trader(scene)];
        const legs = [
          scene.delivery(share, ann, cat, '4'),
          scene.delivery(bond, ben, ann, '5'),
          scene.delivery(bond, ben, cat, '1'),
        ];
        await scene.ends(await scene.joint(legs), 'settled');
        expect(await held(scene, share, ann, cat)).toEqual(['5', '4']);
        expect(await held(scene, bond, ann, ben, cat)).toEqual(['5', '3', '1']);
      },
    },
    refused: {
      case: 'one leg lacks its units: nothing of it moves',
      run: async (scene) => {
        const [share, bond] = [await scene.security(0), await scene.security(1)];
        const [ann, ben] = [await trader(scene, 0, '9'), await trader(scene, 1, '2')];
        const id = await scene.joint([scene.delivery(share, ann, ben, '4'), scene.delivery(bond, ben, ann, '3')]);
        expect(await scene.obstacle(id)).toBe('UNITS_INSUFFICIENT');
        expect(await held(scene, share, ann, ben)).toEqual(['9', '0']);
        expect(await held(scene, bond, ann, ben)).toEqual(['0', '2']);
      },
    },
  },
  {
    row: 2,
    expects: 'tokenised cash and off-ledger cash by receipt',
    allowed: {
      case: 'delivery once the paying agent states that it has the money',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const id = await against(scene, share, seller, buyer);
        await states(scene, id, RECEIVED);
        await scene.ends(id, 'settled');
        expect(await held(scene, share, seller, buyer)).toEqual(['5', '4']);
      },
    },
    refused: {
      case: 'no statement, one of another amount, one without a signature, one by somebody else, one after the end',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const id = await against(scene, share, seller, buyer);
        expect(await scene.obstacle(id)).toBe('PAYMENT_NOT_RECEIVED');
        const less = { ...RECEIVED, amount: { ...PRICE, amount: '49.99' } };
        await scene.refused('PAYMENT_DIFFERS', () => states(scene, id, less));
        const unsigned = (): Promise<unknown> => scene.at(AURORA).instructions.statePayment(id, RECEIVED);
        await scene.refused('SIGNATURES_INSUFFICIENT', unsigned);
        await scene.refused('AUTHORITY_DENIED', () => scene.at(BOREALIS).instructions.statePayment(id, RECEIVED));
        expect(await held(scene, share, seller, buyer)).toEqual(['9', '0']);
        await states(scene, id, RECEIVED);
        await scene.ends(id, 'settled');
        await scene.refused('INSTRUCTION_NOT_RESERVED', () => states(scene, id, RECEIVED));
      },
    },
  },
  {
    row: 4,
    expects: 'allocations: lock, expire, withdraw, commit',
    allowed: {
      case: 'withdrawn before the last affirmation: the units are free for another instruction',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const legs = [scene.delivery(share, seller, buyer, '9')];
        const id = await scene.proposed(legs);
        await scene.at(CIRRUS).instructions.affirm(id, { party: seller });
        await scene.at(CIRRUS).instructions.withdraw(id, { party: buyer });
        await scene.ends(id, 'withdrawn');
        await scene.ends(await scene.joint(legs), 'settled');
      },
    },
    refused: {
      case: 'withdrawn when all have affirmed; units that are reserved for another instruction',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const id = await scene.joint([scene.delivery(share, seller, buyer, '9')], { mode: 'onOrder' });
        const withdraw = (): Promise<unknown> => scene.at(CIRRUS).instructions.withdraw(id, { party: seller });
        await scene.refused('INSTRUCTION_NOT_PENDING', withdraw);
        const other = await scene.joint([scene.delivery(share, seller, buyer, '1')]);
        expect(await scene.obstacle(other)).toBe('UNITS_RESERVED');
        expect(await held(scene, share, seller, buyer)).toEqual(['9', '0']);
      },
    },
  },
  {
    row: 8,
    expects: 'opt-in receipt, pre-approval',
    allowed: {
      case: 'a receiver who has affirmed',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        await scene.ends(await scene.joint([scene.delivery(share, seller, buyer, '2')]), 'settled');
        expect(await held(scene, share, seller, buyer)).toEqual(['7', '2']);
      },
    },
    refused: {
      case: 'a receiver who has said nothing',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const id = await scene.proposed([scene.delivery(share, seller, buyer, '2')]);
        await scene.at(CIRRUS).instructions.affirm(id, { party: seller });
        expect(await scene.obstacle(id)).toBe('INSTRUCTION_NOT_AFFIRMED');
        expect(await held(scene, share, seller, buyer)).toEqual(['9', '0']);
      },
    },
  },
  {
    row: 9,
    expects: 'lock first so execution cannot fail',
    allowed: {
      case: 'reserved units settle although their holder has moved the others meanwhile',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        const id = await scene.joint([scene.delivery(share, seller, buyer, '8')], { mode: 'onOrder' });
        await scene.settles(await scene.transferred(share, seller, buyer));
        await scene.at(CIRRUS).instructions.settle(id);
        await scene.ends(id, 'settled');
        expect(await held(scene, share, seller, buyer)).toEqual(['0', '9']);
      },
    },
    refused: {
      case: 'a transfer of units that are reserved waits',
      run: async (scene) => {
        const { share, seller, buyer } = await pair(scene);
        await scene.joint([scene.delivery(share, seller, buyer, '9')], { mode: 'onOrder' });
        expect((await scene.transferred(share, seller, buyer)).status).toBe('pending');
        expect(await held(scene, share, seller, buyer)).toEqual(['9', '0']);
      },
    },
  },
];
