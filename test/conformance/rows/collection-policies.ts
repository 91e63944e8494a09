import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { refusal, type Step } from '../../support/probe.js';
import { ENDORSEMENT_POLICY_FAILURE, FAILED_PRECONDITION, VALID } from '../codes.js';
import { PrivateValues } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt c5a7';
const NO_PLAN = 'no combination of peers can be derived which satisfy the endorsement policy: ';

/**
 * Row 65: whose endorsements the writes of a collection need. Any one peer suffices for the chaincode, so that what is
 * refused is refused by the collection.
 */
export function collectionPolicies(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);

  /** Each way to write a key of the collection, in an order in which each is possible. */
  const writes = (collection: string, key: string): readonly Step[] => [
    values.put(collection, key),
    { op: 'privateDelete', collection, key },
    { op: 'privatePurge', collection, key },
  ];

  async function expectPolicy(
    collection: string,
    { sufficient, insufficient }: Record<'sufficient' | 'insufficient', readonly string[]>,
  ): Promise<void> {
    const key = scene.key(collection);
    for (const step of writes(collection, key)) {
      expect(await values.verdict([step], insufficient)).toBe(ENDORSEMENT_POLICY_FAILURE);
      expect(await values.verdict([step], sufficient)).toBe(VALID);
    }
    expect(await values.readAt(AURORA, values.hashStep(collection, key))).toBe('');
  }

  record.row(65, 'a collection without a policy of its own falls to that of the chaincode', async () => {
    const key = scene.key('pair');
    for (const step of writes('pair', key)) expect(await values.verdict([step], [DELTA])).toBe(VALID);
  });

  record.row(65, 'a signature policy holds for every kind of write', async () => {
    await expectPolicy('signed', { sufficient: [AURORA], insufficient: [BOREALIS, CIRRUS, DELTA] });
  });

  record.row(65, 'a policy of the channel holds for every kind of write, by absolute path', async () => {
    await expectPolicy('majority', { sufficient: [AURORA, CIRRUS, DELTA], insufficient: [AURORA, BOREALIS] });
  });

  record.row(65, 'a policy of the channel holds for every kind of write, by the path below the channel', async () => {
    await expectPolicy('openMajority', { sufficient: [AURORA, CIRRUS, DELTA], insufficient: [AURORA, BOREALIS] });
  });

  record.row(65, 'a policy of one member in the configuration of the channel can be named', async () => {
    await expectPolicy('borealisOnly', { sufficient: [BOREALIS], insufficient: [AURORA, CIRRUS, DELTA] });
  });

  record.row(65, 'a policy that the channel does not have is satisfied by nobody, and harms nothing else', async () => {
    const key = scene.key('unruled');
    expect(await values.verdict([values.put('unruled', key)], scene.allMembers)).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await values.readAt(AURORA, values.hashStep('unruled', key))).toBe('');
    const planned = await refusal(values.endorse([values.put('unruled', key)], undefined));
    expect(planned.code).toBe(FAILED_PRECONDITION);
    expect(planned.message).toBe(`${NO_PLAN}No metadata was found for chaincode probe in channel securities`);
    expect(await values.verdict([values.put('pair', key)], [AURORA])).toBe(VALID);
  });

  record.row(65, 'a transaction that writes two collections needs the policies of both', async () => {
    const key = scene.key('both');
    const both = [values.put('signed', key), values.put('borealisOnly', key)];
    expect(await values.verdict(both, [AURORA])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await values.verdict(both, [BOREALIS])).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await values.readAt(AURORA, values.hashStep('signed', key))).toBe('');
    expect(await values.verdict(both, [AURORA, BOREALIS])).toBe(VALID);
  });

  record.row(65, 'the gateway plans by the policy of the collection', async () => {
    const key = scene.key('openMajority');
    const planned = await values.submit([values.put('openMajority', key)]);
    expect(planned.status.code).toBe(VALID);
    expect((await scene.committed(planned)).endorsers).toHaveLength(3);
    const signed = await values.submit([values.put('signed', key)], undefined, AURORA);
    expect((await scene.committed(signed)).endorsers).toEqual([AURORA]);
  });

  record.row(65, 'transient data goes to members only, so a majority cannot be planned among two members', async () => {
    const refused = await refusal(values.endorse([values.put('majority', scene.key('majority'))], undefined));
    expect(refused.code).toBe(FAILED_PRECONDITION);
    expect(refused.message).toBe(
      'requires endorsement from organisation(s) that are not in the distribution policy of the private data ' +
        'collection(s): [majority]; retry specifying trusted endorsing organizations to protect transient data',
    );
  });
}
