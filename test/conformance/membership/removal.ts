import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { openConnection } from '../../support/connection.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA } from '../../support/consortium.js';
import { Probe, refusal } from '../../support/probe.js';
import { ENDORSEMENT_POLICY_FAILURE, UNAVAILABLE, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import { COMMANDS_TIMEOUT_MS, type MembershipScene } from './membership-scene.js';

const STAYING = [AURORA, BOREALIS, CIRRUS];
/** Long enough for a block to arrive at a peer that gets blocks. */
const DELIVERY_MS = 3_000;

/** Row 48: a member is taken out while its transactions are on their way. */
export function removal(record: RowRecord, scene: MembershipScene): void {
  record.row(
    48,
    'a removed member endorses, submits and reads no more, with what is in flight',
    async () => {
      const probe = new Probe(scene.consortium.at(AURORA));
      const pair = new Probe(scene.consortium.at(AURORA), 'probe2');
      const write = (): readonly { op: string; key: string; value: string }[] => [
        { op: 'put', key: scene.key('flight'), value: 'v' },
      ];
      const needsBoth = await pair.endorse(write(), { endorsers: [CIRRUS, DELTA] });
      const witnessed = await probe.endorse(write(), { endorsers: [AURORA, BOREALIS, DELTA] });
      const ofRemoved = await new Probe(scene.consortium.at(DELTA)).endorse(write(), { endorsers: STAYING });
      const before = await pair.submit(write(), { endorsers: [CIRRUS, DELTA] });
      expect(before.status.code).toBe(VALID);

      await scene.change(['remove-org', '--msp', DELTA], STAYING, STAYING);

      expect((await pair.commit(needsBoth)).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
      // Of three members two are a majority, and two of the three endorsers are still members.
      expect((await probe.commit(witnessed)).status.code).toBe(VALID);
      const atOrderer = await refusal(probe.commit(probe.connection.gateway.newTransaction(ofRemoved.getBytes())));
      expect(atOrderer.code).toBe(UNAVAILABLE);
      expect(atOrderer.details[0]).toContain('status=FORBIDDEN');
    },
    COMMANDS_TIMEOUT_MS,
  );

  record.row(
    48,
    'nobody serves the removed member, and its peer stays where it was',
    async () => {
      const stranger = openConnection(scene.network.profile(CHANNEL, AURORA), scene.consortium.user(DELTA, 'user1'));
      try {
        const denied = await refusal(new Probe(stranger).evaluateOne({ op: 'get', key: 'any' }));
        expect(denied.details[0]).toContain(
          `access denied: channel [${CHANNEL}] creator org unknown, creator is malformed`,
        );
      } finally {
        stranger.close();
      }
      const key = scene.key('later');
      const made = await new Probe(scene.consortium.at(AURORA)).submitValid([{ op: 'put', key, value: 'v' }], {
        endorsers: STAYING,
      });
      await sleep(DELIVERY_MS);
      const own = new Probe(scene.consortium.at(DELTA));
      expect(await own.evaluateOne({ op: 'get', key }, { endorsers: [DELTA] })).toBe('');
      expect(made.status.code).toBe(VALID);
      expect(await scene.orderer(AURORA, DELTA).newest(CHANNEL)).toBe('FORBIDDEN');
    },
    COMMANDS_TIMEOUT_MS,
  );
}
