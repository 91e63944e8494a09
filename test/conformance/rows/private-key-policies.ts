import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { keyPolicy, outOf, peerOf } from '../../support/policy.js';
import type { Step } from '../../support/probe.js';
import { ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT, VALID } from '../codes.js';
import { PrivateValues } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 41fe';
const onlyCirrus = keyPolicy(outOf(1, peerOf(CIRRUS)));
const onlyDelta = keyPolicy(outOf(1, peerOf(DELTA)));

/** Row 65: policies of single private keys, in place of the policy of their collection, which is Aurora's for `signed`. */
export function privateKeyPolicies(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);
  const setPolicy = (key: string, policy: string): Step => ({
    op: 'privateSetPolicy',
    collection: 'signed',
    key,
    policy,
  });
  const getPolicy = (key: string): Step => ({ op: 'privateGetPolicy', collection: 'signed', key });
  const write = (key: string): Step => values.put('signed', key);
  const remove = (key: string): Step => ({ op: 'privateDelete', collection: 'signed', key });

  /** A committed private key with a policy of its own. */
  async function givenKey(policy: string): Promise<string> {
    const key = scene.key('private-key-policy');
    expect(await values.verdict([write(key), setPolicy(key, policy)], [AURORA])).toBe(VALID);
    return key;
  }

  record.row(65, 'the first policy of a private key needs the policy of its collection', async () => {
    const key = scene.key('private-key-policy');
    const create = [write(key), setPolicy(key, onlyDelta)];
    expect(await values.verdict(create, [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await values.readAt(AURORA, values.hashStep('signed', key))).toBe('');
    expect(await values.verdict(create, [AURORA])).toBe(VALID);
    for (const peer of scene.allMembers) expect(await values.readAt(peer, getPolicy(key))).toBe(onlyDelta);
  });

  record.row(65, 'then it holds instead, for values and for the policy itself', async () => {
    const key = await givenKey(onlyDelta);
    const purge: Step = { op: 'privatePurge', collection: 'signed', key };
    for (const step of [write(key), remove(key), purge, setPolicy(key, onlyCirrus)]) {
      expect(await values.verdict([step], [AURORA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    }
    expect(await values.readAt(AURORA, values.get('signed', key))).toBe(SECRET);
    expect(await values.verdict([write(key)], [DELTA])).toBe(VALID);
    expect(await values.verdict([setPolicy(key, onlyCirrus)], [DELTA])).toBe(VALID);
    expect(await values.verdict([write(key)], [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await values.verdict([write(key)], [CIRRUS])).toBe(VALID);
    for (const member of [AURORA, BOREALIS])
      expect(await values.readAt(member, values.get('signed', key))).toBe(SECRET);
  });

  record.row(
    65,
    'other keys of the transaction need the policy of the collection, and public ones the own',
    async () => {
      const [own, other] = [await givenKey(onlyDelta), scene.key('private-key-policy')];
      expect(await values.verdict([write(own), write(other)], [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
      expect(await values.verdict([write(own), write(other)], [AURORA, DELTA])).toBe(VALID);
      expect(await values.verdict([write(own), { op: 'put', key: other, value: 'v' }], [DELTA])).toBe(VALID);
    },
  );

  record.row(65, 'the gateway plans by the policies of private keys', async () => {
    const key = await givenKey(keyPolicy(outOf(1, peerOf(BOREALIS))));
    const planned = await values.submit([write(key)]);
    expect(planned.status.code).toBe(VALID);
    expect((await scene.committed(planned)).endorsers).toContain(BOREALIS);
  });

  record.row(65, 'a policy for a private key that does not exist is written nowhere', async () => {
    const key = scene.key('private-key-policy');
    expect(await values.verdict([setPolicy(key, onlyDelta)], [AURORA])).toBe(VALID);
    expect(await values.readAt(AURORA, getPolicy(key))).toBe('');
    expect(await values.verdict([write(key)], [AURORA])).toBe(VALID);
  });

  record.row(65, 'a private key that is deleted or purged loses its policy', async () => {
    for (const op of ['privateDelete', 'privatePurge']) {
      const key = await givenKey(onlyDelta);
      expect(await values.verdict([{ op, collection: 'signed', key }], [DELTA])).toBe(VALID);
      expect(await values.readAt(AURORA, getPolicy(key))).toBe('');
      expect(await values.verdict([write(key)], [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
      expect(await values.verdict([write(key)], [AURORA])).toBe(VALID);
    }
  });

  record.row(65, 'a change of the policy alone is a new version of the private key, and keeps its value', async () => {
    const key = await givenKey(onlyDelta);
    const reader = await scene
      .probe()
      .endorse([values.hashStep('signed', key), { op: 'put', key: scene.key('result'), value: 'compared' }], {
        endorsers: [AURORA],
      });
    expect(await values.verdict([setPolicy(key, onlyCirrus)], [DELTA])).toBe(VALID);
    expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
    for (const member of [AURORA, BOREALIS])
      expect(await values.readAt(member, values.get('signed', key))).toBe(SECRET);
  });

  record.row(65, 'a private key whose policy changed earlier in the block cannot be written in it', async () => {
    const outcomes = await scene.inOneBlock(async () => {
      const key = await givenKey(onlyDelta);
      return [
        await values.endorse([setPolicy(key, onlyCirrus)], [DELTA]),
        await values.endorse([write(key)], [CIRRUS, DELTA]),
      ];
    });
    expect(outcomes.map(({ status }) => status.code)).toEqual([VALID, ENDORSEMENT_POLICY_FAILURE]);
  });
}
