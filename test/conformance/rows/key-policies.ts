import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { keyPolicy, outOf, peerOf } from '../../support/policy.js';
import { refusal, type Step } from '../../support/probe.js';
import { ENDORSEMENT_POLICY_FAILURE, FAILED_PRECONDITION, MVCC_READ_CONFLICT, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const onlyCirrus = keyPolicy(outOf(1, peerOf(CIRRUS)));
const onlyDelta = keyPolicy(outOf(1, peerOf(DELTA)));
const NO_PRINCIPALS =
  'no combination of peers can be derived which satisfy the endorsement policy: state based endorsement policy cannot be satisfied';

/** Rows 28 to 33: policies of single keys. The chaincode's own policy is a majority: three of four. */
export function keyPolicies(record: RowRecord, scene: Scene): void {
  const verdict = async (steps: readonly Step[], endorsers: readonly string[]): Promise<number> =>
    (await scene.probe().submit(steps, { endorsers })).status.code;

  /** A committed key with a value and a policy of its own. */
  async function givenKey(name: string, policy: string): Promise<string> {
    const key = scene.key(name);
    await scene.probe().submitValid([
      { op: 'put', key, value: 'v' },
      { op: 'setPolicy', key, policy },
    ]);
    return key;
  }

  const write = (key: string): Step => ({ op: 'put', key, value: 'w' });

  record.row(28, 'the first policy of a key needs the policy that held before', async () => {
    const key = scene.key('first-policy');
    const create: Step[] = [write(key), { op: 'setPolicy', key, policy: onlyDelta }];
    expect(await verdict(create, [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict(create, [AURORA, BOREALIS, CIRRUS])).toBe(VALID);
    expect(await scene.probe().evaluateOne({ op: 'getPolicy', key })).toBe(onlyDelta);
  });

  record.row(28, 'then it holds instead of the policy of the chaincode, and the gateway plans by it', async () => {
    const key = await givenKey('own-policy', onlyDelta);
    expect(await verdict([write(key)], [AURORA, BOREALIS, CIRRUS])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict([write(key)], [DELTA])).toBe(VALID);
    const planned = await scene.probe().submit([write(key)]);
    expect(planned.status.code).toBe(VALID);
    expect((await scene.committed(planned)).endorsers).toContain(DELTA);
    const change: Step = { op: 'setPolicy', key, policy: onlyCirrus };
    expect(await verdict([change], [AURORA, BOREALIS, CIRRUS])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict([change], [DELTA])).toBe(VALID);
    expect(await verdict([write(key)], [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict([write(key)], [CIRRUS])).toBe(VALID);
  });

  record.row(28, 'a key whose policy is no policy can be written by nobody, and the endorser says why', async () => {
    const key = await givenKey('no-policy', Buffer.from('no policy').toString('base64'));
    const refused = await refusal(scene.probe().endorse([write(key)]));
    expect(refused.details[0]).toMatch(/error in simulation: error unmarshalling SignaturePolicyEnvelope: proto:/u);
    expect(await scene.get(key)).not.toBe('');
  });

  record.row(28, 'a gateway makes no plan by a policy that asks for nobody', async () => {
    for (const policy of [keyPolicy(outOf(0)), '']) {
      const key = await givenKey('asks-for-nobody', policy);
      const refused = await refusal(scene.probe().endorse([write(key)]));
      expect([refused.code, refused.message]).toEqual([FAILED_PRECONDITION, NO_PRINCIPALS]);
    }
  });

  record.row(29, 'two keys with two policies need both; the chaincode policy only a key without one', async () => {
    const first = await givenKey('pair', onlyCirrus);
    const second = await givenKey('pair', onlyDelta);
    const both = [write(first), write(second)];
    expect(await verdict(both, [CIRRUS])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict(both, [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict(both, [CIRRUS, DELTA])).toBe(VALID);
    const withOpenKey = [...both, write(scene.key('open'))];
    expect(await verdict(withOpenKey, [CIRRUS, DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict(withOpenKey, [AURORA, CIRRUS, DELTA])).toBe(VALID);
  });

  record.row(30, 'a key whose policy changed earlier in the block cannot be written in it', async () => {
    const key = await givenKey('moved', onlyDelta);
    let attempt = 0;
    const outcomes = await scene.inOneBlock(async () => {
      attempt += 1;
      const policy = await scene.probe().evaluateOne({ op: 'getPolicy', key });
      const endorsers = [CIRRUS, DELTA];
      const other = policy === onlyDelta ? onlyCirrus : onlyDelta;
      return [
        await scene.probe().endorse([{ op: 'setPolicy', key, policy: other }], { endorsers }),
        await scene.probe().endorse([{ op: 'put', key, value: `attempt ${attempt}` }], { endorsers }),
        await scene.probe().endorse([write(scene.key('elsewhere'))]),
      ];
    });
    expect(outcomes.map(({ status }) => status.code)).toEqual([VALID, ENDORSEMENT_POLICY_FAILURE, VALID]);
    expect(await scene.get(key)).not.toBe(`attempt ${attempt}`);
    expect(await verdict([write(key)], [CIRRUS, DELTA])).toBe(VALID);
  });

  record.row(30, 'even when the change of the policy is itself invalid by a stale read', async () => {
    const key = await givenKey('moved', onlyDelta);
    const read = scene.key('read');
    await scene.given([read, 'v']);
    const outcomes = await scene.inOneBlock(async () => {
      const endorsers = [CIRRUS, DELTA];
      const change: Step[] = [
        { op: 'get', key: read },
        { op: 'setPolicy', key, policy: onlyCirrus },
      ];
      return [
        await scene.probe().endorse([write(read)]),
        await scene.probe().endorse(change, { endorsers }),
        await scene.probe().endorse([write(key)], { endorsers }),
      ];
    });
    const codes = outcomes.map(({ status }) => status.code);
    expect(codes).toEqual([VALID, MVCC_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE]);
  });

  record.row(31, 'a policy for a key that does not exist is written nowhere', async () => {
    const key = scene.key('no-key');
    expect(await verdict([{ op: 'setPolicy', key, policy: onlyDelta }], [AURORA, BOREALIS, CIRRUS])).toBe(VALID);
    expect(await scene.probe().evaluateOne({ op: 'getPolicy', key })).toBe('');
    expect(await verdict([write(key)], [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict([write(key)], [AURORA, BOREALIS, CIRRUS])).toBe(VALID);
    expect(await scene.probe().evaluateOne({ op: 'getPolicy', key })).toBe('');
  });

  record.row(32, 'a deleted key loses its policy, and recreated it falls to the policy of the chaincode', async () => {
    const key = await givenKey('deleted', onlyDelta);
    expect(await verdict([{ op: 'delete', key }], [DELTA])).toBe(VALID);
    expect(await scene.probe().evaluateOne({ op: 'getPolicy', key })).toBe('');
    expect(await verdict([write(key)], [DELTA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await verdict([write(key)], [AURORA, BOREALIS, CIRRUS])).toBe(VALID);
  });

  record.row(33, 'a change of the policy alone is a new version of the key', async () => {
    const key = scene.key('bumped');
    await scene.given([key, 'v']);
    const reader = await scene.probe().endorse([
      { op: 'get', key },
      { op: 'put', key: `${key}/result`, value: 'read' },
    ]);
    await scene.probe().submitValid([{ op: 'setPolicy', key, policy: onlyDelta }]);
    expect((await scene.commit(reader)).status.code).toBe(MVCC_READ_CONFLICT);
    expect(await scene.get(key)).toBe('v');
  });
}
