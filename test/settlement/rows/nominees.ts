import { expect } from '@jest/globals';
import type { Operation } from '@scrip/gateway-api';
import type { PartyId } from '@scrip/model';
import { BOREALIS, CIRRUS } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import type { Expectation } from '../../evidence/expectation.js';
import { held, trader } from '../trader.js';

const DOCUMENT = 'a'.repeat(64);

/** A nominee of Cirrus that holds units for its clients, and a broker of Borealis below it. */
interface Chain {
  readonly share: string;
  readonly nominee: PartyId;
  readonly broker: PartyId;
  readonly ann: string;
  readonly ben: string;
}

const declares = (scene: MarketScene, by: string, party: string): Promise<unknown> =>
  scene.approve(by, scene.at(by).parties.declareCapacity(party, { holdsAs: 'nominee', document: DOCUMENT }));

async function chain(scene: MarketScene): Promise<Chain> {
  const share = await scene.security(0);
  const nominee = await scene.managed('Cirrus Nominees', { kind: 'entity' });
  const broker = await scene.managed('A broker', { kind: 'entity' }, BOREALIS);
  await declares(scene, CIRRUS, nominee);
  await scene.issue(share, nominee, '90');
  return { share, nominee, broker, ann: await trader(scene), ben: await trader(scene) };
}

/** Moves units of the nominee between two of its sub-accounts. */
function books(
  scene: MarketScene,
  { share: isin, nominee }: Chain,
  units: string,
  from: readonly string[],
  to: readonly string[],
): Promise<Operation> {
  const accounts = {
    ...(from.length === 0 ? {} : { fromDesignation: from }),
    ...(to.length === 0 ? {} : { toDesignation: to }),
  };
  const body = { isin, fromHolderId: nominee, toHolderId: nominee, units, ...accounts };
  return scene.at(CIRRUS).transfer(body, { waitSeconds: 3 });
}

/** What the nominee holds for whom, the unallocated units first; seen at the gateway of the broker. */
async function accounts(scene: MarketScene, { share, nominee, broker, ann, ben }: Chain): Promise<readonly string[]> {
  await scene.caughtUp();
  const { units, unallocatedUnits, items } = await scene.at(BOREALIS).parties.subAccounts(nominee, share);
  const names = new Map<string, string>([
    [broker, 'broker'],
    [ann, 'ann'],
    [ben, 'ben'],
  ]);
  const sum = items.reduce((total, each) => total + BigInt(each.units), BigInt(unallocatedUnits));
  expect(sum.toString()).toBe(units);
  const shown = items.map((each) => `${each.designation.map((id) => names.get(id)).join(' for ')}: ${each.units}`);
  return [unallocatedUnits, ...shown.sort()];
}

/** Holding for others: title with the nominee, benefit with whom it designates. */
export const NOMINEE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 6,
    expects: 'omnibus, sub-accounts, multi-tier chains',
    allowed: {
      case: 'a nominee allocates, books between sub-accounts, holds through a broker, delivers out of one',
      run: async (scene) => {
        const omnibus = await chain(scene);
        const { share, nominee, broker, ann, ben } = omnibus;
        await declares(scene, BOREALIS, broker);
        await scene.settles(await books(scene, omnibus, '40', [], [ann]));
        await scene.settles(await books(scene, omnibus, '15', [ann], [ben]));
        await scene.settles(await books(scene, omnibus, '20', [], [broker, ben]));
        expect(await accounts(scene, omnibus)).toEqual(['30', 'ann: 25', 'ben: 15', 'broker for ben: 20']);
        expect(await held(scene, share, nominee, ann, ben)).toEqual(['90', '0', '0']);
        const { items } = await scene.at(CIRRUS).parties.beneficialHoldings(ben);
        expect(items.map(({ holderId, units }) => [holderId, units]).sort()).toEqual([
          [nominee, '15'],
          [nominee, '20'],
        ]);
        const body = { isin: share, fromHolderId: nominee, fromDesignation: [ann], toHolderId: ann, units: '25' };
        await scene.settles(await scene.at(CIRRUS).transfer(body, { waitSeconds: 3 }));
        expect(await held(scene, share, nominee, ann)).toEqual(['65', '25']);
      },
    },
    refused: {
      case: 'more than a sub-account has, through somebody who is no nominee, by the custodian of the investor',
      run: async (scene) => {
        const omnibus = await chain(scene);
        const { share, nominee, broker, ann, ben } = omnibus;
        await scene.settles(await books(scene, omnibus, '40', [], [ann]));
        expect(await books(scene, omnibus, '41', [ann], [ben])).toMatchObject({
          ...{ status: 'refused', problem: { code: 'UNITS_INSUFFICIENT' } },
        });
        const through = await books(scene, omnibus, '10', [], [broker, ben]);
        expect(through.status).toBe('pending');
        const { rules } = await scene.at(CIRRUS).verdict(through.id);
        expect(rules.flatMap(({ reason }) => reason ?? [])).toEqual(['NOMINEE_REQUIRED']);
        const body = { isin: share, fromHolderId: nominee, fromDesignation: [ann], toHolderId: ann, units: '1' };
        await scene.refused('AUTHORITY_DENIED', () => scene.at(BOREALIS).transfer(body));
        expect(await accounts(scene, omnibus)).toEqual(['50', 'ann: 40']);
        expect(await held(scene, share, nominee, ann, ben)).toEqual(['90', '0', '0']);
      },
    },
  },
];
