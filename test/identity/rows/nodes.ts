import { expect } from '@jest/globals';
import { AURORA, CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene } from '../../support/market-scene.js';

/** The nodes of Cirrus as the network shows them. */
async function nodesOfCirrus(scene: MarketScene): Promise<{ peers: string[]; orderers: string[]; roots: string[] }> {
  const { network } = (await scene.at(CIRRUS).participants.get(CIRRUS)).participant;
  if (network === undefined) throw new Error('the network does not show Cirrus');
  const { peers, orderers, roots } = network;
  return {
    peers: peers.map(({ address }) => address),
    orderers,
    roots: roots.map(({ thumbprint }) => thumbprint),
  };
}

async function driftOf(scene: MarketScene): Promise<readonly string[]> {
  return (await scene.at(DELTA).participants.get(CIRRUS)).participant.drift.map(({ code }) => code);
}

/** Organisations that run nodes. */
export const NODE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 8,
    expects: 'the node operator is an identity too (organisation, LEI, role, standing)',
    allowed: {
      case: 'declared nodes equal those of the network; one that is gone shows as drift',
      run: async (scene) => {
        const administrator = scene.at(CIRRUS, 'administrator');
        const nodes = await nodesOfCirrus(scene);
        await administrator.participants.declareNodes({ ...nodes, peers: [...nodes.peers, 'gone.example:7051'] });
        await scene.caughtUp();
        expect(await driftOf(scene)).toEqual(['PEER_ABSENT']);
        await administrator.participants.declareNodes(nodes);
        await scene.caughtUp();
        expect(await driftOf(scene)).toEqual([]);
      },
    },
    refused: {
      case: 'a suspended organisation gives no command, until its standing is good again',
      run: async (scene) => {
        const change = (status: 'suspended' | 'good', reason: 'security' | 'cured'): Promise<unknown> =>
          scene.approve(DELTA, scene.at(DELTA).participants.changeStanding(AURORA, { status, reason }));
        const trust = { type: 'kyc', effect: 'requires', sides: 'none' } as const;
        const isin = await scene.security(5);
        await change('suspended', 'security');
        await scene.refused('STANDING_DENIED', () => scene.at(AURORA).claims.adoptTrust({ isin, ...trust }));
        await change('good', 'cured');
        await scene.approve(AURORA, scene.at(AURORA).claims.adoptTrust({ isin, ...trust }));
      },
    },
  },
];
