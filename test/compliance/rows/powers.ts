import { expect } from '@jest/globals';
import { compliance } from '@scrip/model';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { ComplianceCase } from '../case.js';

const { RULES: R } = compliance;
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const LIMITED: compliance.RuleSet = { transfer: R.holdingAtMost({ units: '5' }) };

/** What is done to holdings by those who watch over them, and what is judged as a whole. */
export const POWER_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 13,
    expects: 'pause, freeze asset/holder/part; forced transfer; each its own role',
    allowed: {
      case: 'units beside a frozen part, a security that is free again, frozen units by order of a court',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, LIMITED, 3);
        const { isin } = tried;
        const [seller, buyer, other] = [
          await tried.holder('9', LIMITED),
          await tried.investor(),
          await tried.investor(),
        ];
        const part = { ...ORDER, holderId: seller, units: '6' };
        await scene.approve(DELTA, scene.at(DELTA).registrar.freezeUnits(isin, part));
        await tried.transfers(seller, buyer, '3');
        await scene.approve(AURORA, scene.at(AURORA).registrar.freezeSecurity(isin, ORDER));
        const waiting = await tried.waits('SECURITY_FROZEN', buyer, other, '1');
        await scene.approve(AURORA, scene.at(AURORA).registrar.liftFreeze({ scope: 'security', isin, ...ORDER }));
        await scene.settles(waiting);
        const forced = { ...ORDER, fromHolderId: seller, toHolderId: buyer, units: '6' };
        const released = { ...forced, releases: [{ imposedBy: DELTA, units: '6' }] };
        await scene.approve(DELTA, scene.at(DELTA).registrar.forceTransfer(isin, released));
        await scene.caughtUp();
        expect([await scene.units(isin, seller), await scene.units(isin, buyer)]).toEqual(['0', '8']);
        const { items } = await scene.at(BOREALIS).registrar.orderedMovements(isin);
        const order = { basis: ORDER.basis, by: DELTA };
        expect(items).toContainEqual(expect.objectContaining({ kind: 'forcedTransfer', fromHolderId: seller }));
        expect(items.find(({ fromHolderId }) => fromHolderId === seller)).toMatchObject({ units: '6', order });
      },
    },
    refused: {
      case: 'frozen units, a frozen holder, a freeze by a custodian, a forced transfer by the issuer',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, LIMITED, 3);
        const { isin } = tried;
        const [seller, buyer] = [await tried.holder('4', LIMITED), await tried.investor()];
        const part = { ...ORDER, holderId: seller, units: '3' };
        await scene.approve(BOREALIS, scene.at(BOREALIS).registrar.freezeUnits(isin, part));
        await tried.waits('UNITS_FROZEN', seller, buyer, '2');
        await scene.approve(BOREALIS, scene.at(BOREALIS).registrar.freezeHolder(seller, { ...ORDER, isin }));
        await tried.waits('HOLDER_FROZEN', seller, buyer, '1');
        await scene.refused('AUTHORITY_DENIED', () => scene.at(CIRRUS).registrar.freezeUnits(isin, part));
        const forced = { ...ORDER, fromHolderId: seller, toHolderId: buyer, units: '1' };
        await scene.refused('AUTHORITY_DENIED', () => scene.at(AURORA).registrar.forceTransfer(isin, forced));
        expect(await scene.units(isin, seller)).toBe('4');
      },
    },
  },
  {
    row: 17,
    expects: 'evaluate the netted instruction, not each leg',
    allowed: {
      case: 'a receiver of two deliveries who gives one of them on',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, LIMITED, 3);
        const [one, two] = [await tried.holder('5', LIMITED), await tried.holder('4', LIMITED)];
        const [middle, last] = [await tried.investor(), await tried.investor()];
        const id = await scene.joint([
          scene.delivery(tried.isin, one, middle, '5'),
          scene.delivery(tried.isin, two, middle, '4'),
          scene.delivery(tried.isin, middle, last, '5'),
        ]);
        await scene.ends(id, 'settled');
        expect(await scene.units(tried.isin, middle)).toBe('4');
      },
    },
    refused: {
      case: 'a receiver of two deliveries, each small enough, that are too much together',
      run: async (scene) => {
        const tried = await ComplianceCase.under(scene, LIMITED, 3);
        const [one, two] = [await tried.holder('5', LIMITED), await tried.holder('4', LIMITED)];
        const buyer = await tried.investor();
        const legs = [scene.delivery(tried.isin, one, buyer, '5'), scene.delivery(tried.isin, two, buyer, '4')];
        expect(await scene.obstacle(await scene.joint(legs))).toBe('HOLDING_ABOVE_MAXIMUM');
        expect(await scene.units(tried.isin, buyer)).toBe('0');
      },
    },
  },
];
