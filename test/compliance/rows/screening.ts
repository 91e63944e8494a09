import { expect } from '@jest/globals';
import type { ProblemError } from '@scrip/gateway-api';
import { type Approval } from '@scrip/gateway-api';
import type { Expectation } from '../../evidence/expectation.js';
import { AURORA, CIRRUS, DELTA } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import type { MarketScene } from '../../support/market-scene.js';

const SCREENED_WITHIN_MS = 30_000;
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) } as const;

/** A security of Aurora that Delta screens by a list of its own. */
async function screened(scene: MarketScene): Promise<string> {
  const isin = await scene.security(4);
  await scene.once('a screener', async () => {
    await scene.at(DELTA).screening.changeList({ entries: [] });
    await scene.approve(AURORA, scene.at(AURORA).screening.changeScreener(isin, { screener: DELTA }));
    await scene.caughtUp();
  });
  return isin;
}

const list = (scene: MarketScene, party: string): Promise<unknown> =>
  scene.at(DELTA).screening.changeList({
    entries: [{ subject: { party }, standing: 'listed', reason: 'asset-freeze', from: scene.today }],
  });

/** The answer to an approval once the screener has said something: nothing, or the code of the refusal. */
async function decided(scene: MarketScene, mspId: string, proposed: Promise<Approval>): Promise<string> {
  const approval = await proposed;
  return eventually(async () => {
    const said = await scene
      .at(mspId, 'checker')
      .approve(approval)
      .then(
        () => 'done',
        (error: unknown) => (error as ProblemError).code,
      );
    return said === 'SCREENING_PENDING' ? undefined : said;
  }, SCREENED_WITHIN_MS);
}

const issue = (scene: MarketScene, isin: string, holderId: string, units: string): Promise<Approval> =>
  scene.at(AURORA).issue(isin, { allocations: [{ holderId, units }] });

/** What has become of a transfer once it is decided. */
async function ended(scene: MarketScene, isin: string, from: string, to: string): Promise<string> {
  const { id } = await scene.at(CIRRUS).transfer({ isin, fromHolderId: from, toHolderId: to, units: '1' });
  const operation = await eventually(async () => {
    const seen = await scene.at(CIRRUS).operation(id);
    return seen.status === 'settled' || seen.status === 'refused' ? seen : undefined;
  }, SCREENED_WITHIN_MS);
  return [operation.status, operation.problem?.code].filter((word) => word !== undefined).join(' ');
}

/** Screening by a list that only its organisation can read. */
export const SCREENING_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 19,
    expects: 'sanctions screening with the list kept secret',
    allowed: {
      case: 'an issue, a transfer and a joint instruction of parties whom the screener of the security has not listed',
      run: async (scene) => {
        const isin = await screened(scene);
        const [seller, buyer] = [await scene.managed('Sela'), await scene.managed('Bea')];
        expect(await decided(scene, AURORA, issue(scene, isin, seller, '9'))).toBe('done');
        expect(await ended(scene, isin, seller, buyer)).toBe('settled');
        await scene.ends(await scene.joint([scene.delivery(isin, seller, buyer, '2')]), 'settled');
        expect(await scene.units(isin, buyer)).toBe('3');
      },
    },
    refused: {
      case: 'a listed receiver by transfer, issue and joint instruction, without a word why; the list asked for by others',
      run: async (scene) => {
        const isin = await screened(scene);
        const [seller, listed] = [await scene.managed('Sol'), await scene.managed('Lis')];
        expect(await decided(scene, AURORA, issue(scene, isin, seller, '9'))).toBe('done');
        await list(scene, listed);
        expect(await ended(scene, isin, seller, listed)).toBe('refused SCREENING_REFUSED');
        expect(await decided(scene, AURORA, issue(scene, isin, listed, '1'))).toBe('SCREENING_REFUSED');
        await scene.ends(await scene.joint([scene.delivery(isin, seller, listed, '2')]), 'refused');
        const forced = { ...ORDER, fromHolderId: seller, toHolderId: listed, units: '1' };
        await scene.refused('SCREENING_REFUSED', () => scene.at(DELTA).registrar.forceTransfer(isin, forced));
        await scene.issueRefused('SCREENING_REFUSED', isin, listed);
        expect([await scene.units(isin, seller), await scene.units(isin, listed)]).toEqual(['9', '0']);
        await scene.refused('SANCTIONS_LIST_ABSENT', () => scene.at(CIRRUS).screening.list());
        await scene.refused('AUTHORITY_DENIED', () =>
          scene.at(CIRRUS).screening.changeScreener(isin, { screener: CIRRUS }),
        );
        await scene.approve(DELTA, scene.at(DELTA).registrar.forceTransfer(isin, { ...forced, overrides: 'rules' }));
        const { items } = await scene.at(DELTA).screening.listedHolders(isin);
        expect(items).toContainEqual({ party: listed, reason: 'asset-freeze' });
      },
    },
  },
];
