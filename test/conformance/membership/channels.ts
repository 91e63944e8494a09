import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, Consortium, DELTA } from '../../support/consortium.js';
import { openConnection } from '../../support/connection.js';
import { Probe, refusal, type Step } from '../../support/probe.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { MembershipScene } from './membership-scene.js';

const OTHER = 'placements';
/** Members of both channels: a majority of each. */
const ON_BOTH = [AURORA, BOREALIS, DELTA];

/** Row 53: two channels with other members, and a call of chaincode from one to the other. */
export function channels(record: RowRecord, scene: MembershipScene): void {
  const call = (...steps: readonly Step[]): Step => ({
    op: 'invoke',
    chaincode: 'probe',
    channel: OTHER,
    args: ['run', JSON.stringify(steps)],
  });

  /** The probe on the other channel, whose peers are asked through Aurora's gateway. */
  async function onOther<T>(use: (probe: Probe) => Promise<T>): Promise<T> {
    const other = new Consortium(scene.network, OTHER);
    try {
      return await use(new Probe(other.at(AURORA)));
    } finally {
      other.close();
    }
  }

  record.row(53, 'the same key of the same chaincode is another one on each channel', async () => {
    const key = scene.key('both');
    await scene.probe(AURORA).submitValid([{ op: 'put', key, value: 'here' }]);
    await onOther(async (probe) => {
      expect(await probe.evaluateOne({ op: 'get', key })).toBe('');
      await probe.submitValid([{ op: 'put', key, value: 'there' }]);
      expect(await probe.evaluateOne({ op: 'get', key })).toBe('there');
    });
    expect(await scene.probe(AURORA).evaluateOne({ op: 'get', key })).toBe('here');
  });

  record.row(53, 'a call across channels reads there, and its writes are dropped', async () => {
    const key = scene.key('across');
    await onOther((probe) => probe.submitValid([{ op: 'put', key, value: 'there' }]));
    const made = await scene
      .probe(AURORA)
      .submitValid([call({ op: 'get', key }, { op: 'put', key, value: 'changed' })], { endorsers: ON_BOTH });
    expect(made.results).toEqual([{ status: 200, message: '', payload: '["there",null]' }]);
    expect(await onOther((probe) => probe.evaluateOne({ op: 'get', key }))).toBe('there');
    expect(await scene.probe(AURORA).evaluateOne({ op: 'get', key })).toBe('');
  });

  record.row(53, 'a client who is no member of the other channel may not call there', async () => {
    const step = call({ op: 'get', key: 'any' });
    const refused = await refusal(scene.probe(CIRRUS).endorse([step], { endorsers: [AURORA] }));
    expect(refused.details.join()).toContain('INVOKE_CHAINCODE failed');
    expect(refused.details.join()).toContain(
      `Failed evaluating policy on signed data during check policy on channel [${OTHER}] with policy ` +
        '[/Channel/Application/Writers]: [implicit policy evaluation failed - 0 sub-policies were satisfied, but this ' +
        "policy requires 1 of the 'Writers' sub-policies to be satisfied]",
    );
  });

  record.row(53, 'a gateway outside the channel knows nothing of it, and one inside refuses the stranger', async () => {
    const stranger = scene.consortium.user(CIRRUS, 'user1');
    const outside = openConnection({ ...scene.network.profile('securities', CIRRUS), channel: OTHER }, stranger);
    const inside = openConnection({ ...scene.network.profile(OTHER, AURORA) }, stranger);
    try {
      const unknown = await refusal(new Probe(outside).evaluateOne({ op: 'get', key: 'any' }));
      expect(unknown.message).toContain(`channel [${OTHER}]`);
      const denied = await refusal(new Probe(inside).evaluateOne({ op: 'get', key: 'any' }));
      expect(denied.details.join()).toContain(
        `access denied: channel [${OTHER}] creator org unknown, creator is malformed`,
      );
    } finally {
      outside.close();
      inside.close();
    }
  });
}
