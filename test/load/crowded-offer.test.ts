import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Operation } from '@scrip/gateway-api';
import { AURORA, CIRRUS, DELTA } from '../support/consortium.js';
import { engineUnderTest, report } from '../support/engine.js';
import { eventually } from '../support/eventually.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { CUSTODIANS, crowdedOffer, type CrowdedOffer } from './crowded-offer.js';
import { PatientClient } from './patient-client.js';

const TRANSFERS = 1_000;
const CLIENTS = 50;
const CROWD = { candidates: 200, places: 100, ineligible: TRANSFERS / 100, units: 100_000n };
/** Whose gateway dies, and after which part of the transfers was accepted. */
const KILLED = CIRRUS;
const KILLED_AFTER = TRANSFERS / 4;
const SETUP_TIMEOUT_MS = 400_000;
const TIMEOUT_MS = 400_000;
const ENDS_WITHIN_MS = 300_000;
const REPEATED_AGAIN = 50;

/** A transfer of one unit: from the sender at a custodian to whoever. */
interface Asked {
  readonly mspId: string;
  readonly to: string;
  readonly key: string;
}

/**
 * A thousand transfers of one security at once, from fifty clients through the gateways of two organisations, of which
 * one is killed on the way. Twice as many would like to hold it as there are places, and some may not.
 */
describe('a thousand transfers of one security at once', () => {
  let scene: GatewayScene;
  let offer: CrowdedOffer;
  let client: PatientClient;
  let asked: readonly Asked[];
  const accepted = new Map<string, Operation>();
  const ended = new Map<string, Operation>();

  const bodyOf = ({ mspId, to }: Asked): { isin: string; fromHolderId: string; toHolderId: string; units: string } => ({
    ...{ isin: offer.isin, fromHolderId: offer.senders.get(mspId) ?? '', toHolderId: to, units: '1' },
  });
  const toAnyOf = (parties: ReadonlySet<string>): readonly Asked[] => asked.filter(({ to }) => parties.has(to));
  const endOf = ({ key }: Asked): Operation | undefined => ended.get(key);

  beforeAll(async () => {
    scene = await GatewayScene.open(engineUnderTest());
    offer = await crowdedOffer(scene, CROWD);
    const gateways = new Map(CUSTODIANS.map((mspId) => [mspId, scene.at(mspId)]));
    client = new PatientClient(gateways);
    // everybody is asked for in every round, so that places go while clients of both organisations compete for them
    const { receivers, sanctioned } = offer;
    const eligible = TRANSFERS - sanctioned.length;
    const parties = Array.from({ length: eligible }, (_, index) => receivers[(index * 7) % receivers.length] ?? '');
    sanctioned.forEach((party, index) => parties.splice(index * (TRANSFERS / sanctioned.length), 0, party));
    asked = parties.map((to, index) => ({ mspId: CUSTODIANS[index % 2] ?? '', to, key: `transfer-${String(index)}` }));
  }, SETUP_TIMEOUT_MS);

  afterAll(async () => {
    await scene.close();
  }, SETUP_TIMEOUT_MS);

  /** Asks for what has not ended. @returns whether all of it has */
  async function haveEnded(transfers: readonly Asked[]): Promise<boolean> {
    const open = transfers.filter((each) => (endOf(each)?.status ?? 'pending') === 'pending');
    for (const each of open) {
      ended.set(each.key, await scene.at(each.mspId).operation(accepted.get(each.key)?.id ?? ''));
    }
    return open.every((each) => endOf(each)?.status !== 'pending');
  }

  /** One transfer to each receiver: what becomes of it becomes of all that the receiver is sent. */
  const oneEach = (): readonly Asked[] => [...new Map(asked.map((each) => [each.to, each])).values()];

  const admitted = (): ReadonlySet<string> =>
    new Set(asked.filter((each) => endOf(each)?.status === 'settled').map(({ to }) => to));

  test(
    'are accepted, though a gateway is killed on the way',
    async () => {
      const waiting = [...asked];
      const begin = performance.now();
      let isKilled = false;
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          accepted.set(next.key, await client.transfer(next.mspId, bodyOf(next), next.key));
          if (isKilled || accepted.size < KILLED_AFTER) continue;
          isKilled = true;
          scene.killGateway(KILLED);
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, work));
      expect(accepted.size).toBe(TRANSFERS);
      expect(new Set([...accepted.values()].map(({ id }) => id)).size).toBe(TRANSFERS);
      expect(client.complaints).toEqual([]);
      expect(client.repeated).toBeGreaterThan(0);
      const sanctioned = new Set(offer.sanctioned);
      await eventually(async () => {
        await haveEnded(oneEach());
        return admitted().size >= offer.places || undefined;
      }, ENDS_WITHIN_MS);
      const lasting = toAnyOf(new Set([...admitted(), ...sanctioned]));
      await eventually(async () => (await haveEnded(lasting)) || undefined, ENDS_WITHIN_MS);
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      report(`${String(TRANSFERS)} transfers in ${seconds} s, ${String(client.repeated)} attempts repeated`);
    },
    TIMEOUT_MS,
  );

  test('admit exactly as many holders as there are places, and everything that these were sent', () => {
    expect(admitted().size).toBe(offer.places);
    expect(toAnyOf(admitted()).map((each) => endOf(each)?.status)).toEqual(toAnyOf(admitted()).map(() => 'settled'));
  });

  test('refuse exactly those who may not, with their own code', () => {
    const refused = asked.filter((each) => endOf(each)?.status === 'refused');
    expect(refused.map(({ to }) => to).sort()).toEqual([...offer.sanctioned].sort());
    expect(new Set(refused.map((each) => endOf(each)?.problem?.code))).toEqual(new Set(['CLAIM_BLOCKS']));
  });

  test(
    'leave those for whom no place was left waiting, and the verdict says why',
    async () => {
      await haveEnded(asked);
      const others = new Set(offer.receivers.filter((party) => !admitted().has(party)));
      const waiting = toAnyOf(others);
      expect(others.size).toBe(offer.candidates - offer.places);
      expect(new Set(waiting.map((each) => endOf(each)?.status))).toEqual(new Set(['pending']));
      const one = waiting[0];
      const verdict = await scene.at(one?.mspId ?? '').verdict(accepted.get(one?.key ?? '')?.id ?? '');
      expect(JSON.stringify(verdict)).toContain('HOLDERS_EXCEEDED');
    },
    TIMEOUT_MS,
  );

  test(
    'lose nothing and double nothing',
    async () => {
      await scene.caughtUp();
      const registers = await Promise.all([AURORA, CIRRUS, DELTA].map((mspId) => scene.holdersOf(offer.isin, mspId)));
      const [register = new Map<string, bigint>()] = registers;
      for (const other of registers) expect(other).toEqual(register);
      const expected = new Map<string, bigint>([...offer.senders.values()].map((sender) => [sender, offer.units]));
      for (const each of asked.filter((one) => endOf(one)?.status === 'settled')) {
        const sender = offer.senders.get(each.mspId) ?? '';
        expected.set(sender, (expected.get(sender) ?? 0n) - 1n);
        expected.set(each.to, (expected.get(each.to) ?? 0n) + 1n);
      }
      expect(register).toEqual(expected);
      const total = [...register.values()].reduce((sum, units) => sum + units, 0n);
      expect(total).toBe(offer.units * BigInt(offer.senders.size));
    },
    TIMEOUT_MS,
  );

  test(
    'are the same operations when they are asked for again, and others under a used key are refused',
    async () => {
      const again = asked.slice(0, REPEATED_AGAIN);
      for (const each of again) {
        expect((await client.transfer(each.mspId, bodyOf(each), each.key)).id).toBe(accepted.get(each.key)?.id);
      }
      const [first] = again;
      if (first === undefined) throw new Error('nothing was asked for');
      const other = scene.at(first.mspId).transfer({ ...bodyOf(first), units: '2' }, { idempotencyKey: first.key });
      await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    },
    TIMEOUT_MS,
  );
});
