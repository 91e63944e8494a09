import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mandates as rules } from '@scrip/model';
import { authorise, newSecret, p256Signer } from '@scrip/signing';
import { BOREALIS, CIRRUS, DELTA } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { MarketScene, type KeyedPerson } from '../support/market-scene.js';

const TIMEOUT_MS = 300_000;
const ONE_EACH = { authentication: 1, instruction: 1, assertion: 1 };

type Authorisation = Awaited<ReturnType<typeof authorise>>;

/** What people have signed of a mandate, whose body names the principal as the path does. */
function signedFor(scene: MarketScene, purpose: string, body: object, by: KeyedPerson): Promise<Authorisation> {
  return authorise(scene.ledger, { purpose, body }, scene.validity, [{ party: by.partyId, signer: by.signer }]);
}

/** Somebody gives somebody else a mandate, signed by the giver. */
async function granted(scene: MarketScene, giver: KeyedPerson, agent: KeyedPerson, mandateId: string): Promise<void> {
  const act = { mandateId, rule: rules.agent(agent.partyId) as never, validFrom: scene.today };
  const authorisation = await signedFor(scene, 'mandate:grant', { ...act, principal: giver.partyId }, giver);
  await scene.at(CIRRUS).mandates.grant(giver.partyId, { act, authorisation });
}

/** What a transfer of one unit of the giver by the agent comes to. */
async function acted(scene: MarketScene, isin: string, giver: KeyedPerson, agent: KeyedPerson): Promise<string> {
  const toHolderId = agent.partyId;
  const { status, problem } = await scene.signedTransfer(
    { isin, fromHolderId: giver.partyId, toHolderId, units: '1' },
    agent,
  );
  return problem === undefined ? status : `${status} ${problem.code}`;
}

const endOf = async (scene: MarketScene, { partyId }: KeyedPerson, mandateId: string): Promise<string | undefined> => {
  await scene.caughtUp();
  return (await scene.at(CIRRUS).mandates.get(partyId, mandateId)).mandate.endedOn;
};

/** A guardian asks for new keys of somebody. */
async function askedForRecovery(scene: MarketScene, lost: KeyedPerson, guardian: KeyedPerson): Promise<void> {
  const keys = await scene.enrolled(p256Signer(newSecret()), { thresholds: ONE_EACH });
  const act = { sequence: 0, keys, thresholds: ONE_EACH };
  const request = await scene.signed('party:requestRecovery', lost, act, guardian);
  await scene.at(CIRRUS).parties.requestRecovery(lost.partyId, request);
}

const guardedBy = ({ partyId }: KeyedPerson): object => ({
  guardianship: { guardians: [partyId], threshold: 1, delayDays: 1 },
});

journey('power that is taken away, or of which it is in doubt who gave it', (engine) => {
  let scene: MarketScene;
  beforeAll(async () => {
    scene = await MarketScene.open(engine);
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  test(
    'what only takes power away does not wait for a custodian: another organisation brings in a revocation, a resignation and an objection to a recovery',
    async () => {
      const guardian = await scene.keyed('Gina Guardian');
      const [giver, agent] = [await scene.keyed('Gero Giver', guardedBy(guardian)), await scene.keyed('Anna Agent')];
      const elsewhere = scene.at(BOREALIS);
      for (const mandateId of ['revoked', 'resigned']) await granted(scene, giver, agent, mandateId);
      const named = (mandateId: string): { principal: string; mandateId: string } => ({
        principal: giver.partyId,
        mandateId,
      });
      const revocation = await signedFor(scene, 'mandate:revoke', named('revoked'), giver);
      await elsewhere.mandates.revoke(giver.partyId, 'revoked', { authorisation: revocation });
      const resignation = { ...named('resigned'), agent: agent.partyId };
      const authorisation = await signedFor(scene, 'mandate:resign', resignation, agent);
      await elsewhere.mandates.resign(giver.partyId, 'resigned', { agent: agent.partyId, authorisation });
      expect(await endOf(scene, giver, 'revoked')).toBe(scene.today);
      const { mandate } = await scene.at(CIRRUS).mandates.get(giver.partyId, 'resigned');
      expect(mandate.resigned).toEqual([agent.partyId]);
      await askedForRecovery(scene, giver, guardian);
      await scene.caughtUp();
      const objection = await scene.signed('party:cancelRecovery', giver, { sequence: 1 }, giver);
      await scene.approve(BOREALIS, elsewhere.parties.cancelRecovery(giver.partyId, objection));
      await scene.caughtUp();
      expect((await scene.at(CIRRUS).parties.get(giver.partyId)).party).not.toHaveProperty('recovery');
    },
    TIMEOUT_MS,
  );

  test(
    'what only takes power away does not wait for a custodian: not a revocation or an objection that somebody else signed, whoever brings it in',
    async () => {
      const guardian = await scene.keyed('Gaia Guardian');
      const [giver, agent] = [await scene.keyed('Gesa Giver', guardedBy(guardian)), await scene.keyed('Arne Agent')];
      await granted(scene, giver, agent, 'kept');
      const named = { principal: giver.partyId, mandateId: 'kept' };
      const authorisation = await signedFor(scene, 'mandate:revoke', named, agent);
      for (const by of [CIRRUS, BOREALIS]) {
        const revoke = (): Promise<unknown> => scene.at(by).mandates.revoke(giver.partyId, 'kept', { authorisation });
        await scene.refused('SIGNATURES_INSUFFICIENT', revoke);
      }
      await askedForRecovery(scene, giver, guardian);
      await scene.caughtUp();
      const objection = await scene.signed('party:cancelRecovery', giver, { sequence: 1 }, agent);
      const object = (): Promise<unknown> => scene.at(DELTA).parties.cancelRecovery(giver.partyId, objection);
      await scene.refused('SIGNATURES_INSUFFICIENT', object);
      expect(await endOf(scene, giver, 'kept')).toBeUndefined();
    },
    TIMEOUT_MS,
  );

  test(
    'mandates that lost keys granted wait for the recovery and end with it: not an agent while the recovery of the giver is pending',
    async () => {
      const [isin, guardian] = [await scene.security(4), await scene.keyed('Gabi Guardian')];
      const [giver, agent] = [await scene.keyed('Lars Lost', guardedBy(guardian)), await scene.keyed('Alma Agent')];
      await scene.issue(isin, giver.partyId, '5');
      await granted(scene, giver, agent, 'before');
      await askedForRecovery(scene, giver, guardian);
      expect(await acted(scene, isin, giver, agent)).toBe('refused RECOVERY_PENDING');
      expect(await scene.units(isin, giver.partyId)).toBe('5');
      expect(await endOf(scene, giver, 'before')).toBeUndefined();
    },
    TIMEOUT_MS,
  );

  test(
    'mandates that lost keys granted wait for the recovery and end with it: an agent acts until a recovery is asked for, and the mandate ends with the keys that granted it',
    async () => {
      const [isin, guardian] = [await scene.security(4), await scene.keyed('Gerd Guardian')];
      const [giver, agent] = [await scene.keyed('Lotte Lost', guardedBy(guardian)), await scene.keyed('Abel Agent')];
      await scene.issue(isin, giver.partyId, '5');
      await granted(scene, giver, agent, 'before');
      expect(await acted(scene, isin, giver, agent)).toBe('settled');
      await askedForRecovery(scene, giver, guardian);
      await scene.nextDay();
      await scene.approve(CIRRUS, scene.at(CIRRUS).parties.completeRecovery(giver.partyId));
      expect(await endOf(scene, giver, 'before')).toBe(scene.today);
      expect(await acted(scene, isin, giver, agent)).toBe('refused SIGNATURES_INSUFFICIENT');
      expect(await scene.units(isin, giver.partyId)).toBe('4');
    },
    TIMEOUT_MS,
  );
});
