import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Operation, TitlePosition, VotingRole } from '@scrip/gateway-api';
import { AURORA, BOREALIS, CIRRUS } from '../support/consortium.js';
import { adopt } from '../support/definitions.js';
import { eventually } from '../support/eventually.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { journey } from '../support/journey.js';
import { protocolOf, shareTitledBy, votedThrough } from '../support/title.js';

const TIMEOUT_MS = 240_000;
const WITHIN_MS = 60_000;

/** A share whose transfers are voted on one by one, through REST alone; the agent of the registrar does the rest. */
journey('title that passes by votes', (engine) => {
  let scene: GatewayScene;
  let isin: string;
  let ada: string;
  let bob: string;

  beforeAll(async () => {
    scene = await GatewayScene.open(engine);
    await adopt(scene, protocolOf('Ballot', { by: 'ballot', withinDays: 3, silence: 'no', reasons: true }));
    isin = await shareTitledBy(scene, 'Ballot@1');
    [ada = '', bob = ''] = await scene.parties(2);
    await scene.issue(isin, [ada], '100');
    await scene.caughtUp();
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  /** A transfer for EUR 990, of which the other party is shown the deed. */
  async function instructed(units: string): Promise<Operation> {
    const deal = { isin, fromHolderId: ada, toHolderId: bob, units };
    const { deed } = await scene.at(CIRRUS).title.makeDeed({
      ...{ ...deal, sellersCapacity: 'principal', buyersCapacity: 'principal' },
      consideration: { in: 'money', amount: { amount: '990', currency: 'EUR' } },
    });
    return scene.at(CIRRUS).transfer({ ...deal, deed }, { waitSeconds: 1 });
  }
  const vote = (mspId: string, id: string, role: VotingRole, decision: 'yes' | 'no'): Promise<unknown> =>
    scene.at(mspId).title.vote(id, { role, decision, reason: 'seen and found in order' });
  const position = (id: string, mspId = CIRRUS): Promise<TitlePosition> => scene.at(mspId).title.position(id);
  const opened = (id: string): Promise<unknown> =>
    eventually(async () => ((await position(id, BOREALIS)).votes?.tally === 'open' ? true : undefined), WITHIN_MS);
  const ended = (id: string): Promise<Operation> =>
    eventually(async () => {
      const operation = await scene.at(CIRRUS).operation(id);
      return operation.status === 'pending' ? undefined : operation;
    }, WITHIN_MS);

  test(
    'waits for the consent of the receiver, then for the votes, and settles when they have come',
    async () => {
      const { id, status } = await instructed('10');
      expect(status).toBe('pending');
      expect(await position(id)).toMatchObject({ owner: ada, status: 'pending' });
      await scene.at(CIRRUS).title.accept(id);
      await opened(id);
      expect(await position(id)).toMatchObject({ owner: ada, eventsBelongTo: ada });
      await vote(BOREALIS, id, 'registrar', 'yes');
      await vote(CIRRUS, id, 'sellersCustodian', 'yes');
      expect(await ended(id)).toMatchObject({ status: 'settled' });
      expect(await position(id)).toMatchObject({ owner: bob, votes: { tally: 'passed' } });
      const { items } = await scene.at(CIRRUS).title.votes(id);
      expect(items.map(({ role, ownReason }) => [role, ownReason])).toEqual([
        ['registrar', undefined],
        ['sellersCustodian', 'seen and found in order'],
      ]);
    },
    TIMEOUT_MS,
  );

  test(
    'is refused when it is voted down, and its units are free',
    async () => {
      const { id } = await instructed('90');
      await scene.at(CIRRUS).title.accept(id);
      await opened(id);
      await vote(BOREALIS, id, 'registrar', 'no');
      expect(await ended(id)).toMatchObject({ status: 'refused', problem: { code: 'TRANSFER_VOTED_DOWN' } });
      expect(await position(id)).toMatchObject({ owner: ada, votes: { tally: 'votedDown' } });
    },
    TIMEOUT_MS,
  );

  test(
    'shows its deed, with the consideration to the custodians of its parties alone',
    async () => {
      const { id } = await instructed('5');
      const shown = await scene.at(CIRRUS).title.deed(id);
      expect(shown).toMatchObject({ seller: ada, buyer: bob, consideration: { amount: { amount: '990' } } });
      const elsewhere = await scene.at(AURORA).title.deed(id);
      expect(elsewhere).not.toHaveProperty('consideration');
      expect(elsewhere.entered.terms).toBe(shown.entered.terms);
    },
    TIMEOUT_MS,
  );
});

journey('title that passes by standing votes', (engine) => {
  let scene: GatewayScene;
  beforeAll(async () => {
    scene = await GatewayScene.open(engine);
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  test(
    'settles in the transaction that enters it',
    async () => {
      const isin = await votedThrough(scene);
      const [ada = '', bob = ''] = await scene.parties(2);
      await scene.issue(isin, [ada], '100');
      await scene.caughtUp();
      const deed = { ...CAPACITIES, consideration: 'c'.repeat(64) };
      const transfer = { isin, fromHolderId: ada, toHolderId: bob, units: '10', deed, acceptance: {} };
      const { status, id, block } = await scene.at(CIRRUS).transfer(transfer, { waitSeconds: 30 });
      expect(status).toBe('settled');
      const { moments, votes, owner } = await position(scene, id);
      expect(votes).toMatchObject({ by: 'automatic', standing: ['registrar', 'sellersCustodian'] });
      expect(owner).toBe(bob);
      expect(moments?.['final']?.['transactionId']).toBe(moments?.['entered']?.['transactionId']);
      expect(block).toBeDefined();
    },
    TIMEOUT_MS,
  );
});

const CAPACITIES = { sellersCapacity: 'principal', buyersCapacity: 'principal' } as const;
const position = (scene: GatewayScene, id: string): Promise<TitlePosition> => scene.at(CIRRUS).title.position(id);
