import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { type Connection, openConnection } from '../../support/connection.js';
import { AURORA, CHANNEL, DELTA } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { Probe, refusal } from '../../support/probe.js';
import { auroraUser } from '../../support/special-users.js';
import { flagsOf } from '../../support/block.js';
import { ABORTED, FAILED_PRECONDITION, UNAVAILABLE, UNKNOWN, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** Long enough to transact before the certificate expires, short enough to wait for. */
const VALIDITY_MS = 6_000;
/** AbsoluteMaxBytes of the channel in config/channels. */
const ABSOLUTE_MAX_BYTES = 10_485_760;
/** Fabric's limit of a gRPC message. */
const MESSAGE_MAX_BYTES = 104_857_600;
/** `peer.limits.concurrency.gatewayService`. */
const GATEWAY_LIMIT = 500;
const SLOW_ROW_MS = 60_000;

/** Rows 46, 47, 49 and 68: who and what is let in, and how much. */
export function entrance(record: RowRecord, scene: Scene): void {
  async function connected<T>(user: Connection['user'], work: (probe: Probe) => Promise<T>): Promise<T> {
    const connection = openConnection(scene.consortium.network.profile(CHANNEL, AURORA), user);
    return work(new Probe(connection)).finally(() => connection.close());
  }

  record.row(
    46,
    'an expired certificate is refused at every entrance, and what it signed before stays valid',
    async () => {
      const { network } = scene.consortium;
      const notAfter = new Date(Date.now() + VALIDITY_MS);
      const label = 'short-lived';
      const user = await auroraUser(network, { label, commonName: label, ou: 'client', notAfter });
      const key = scene.key('expired');
      await connected(user, async (probe) => {
        const before = await probe.submit([{ op: 'put', key, value: 'in time' }]);
        expect(before.status.code).toBe(VALID);
        const late = await probe.endorse([{ op: 'put', key, value: 'too late' }]);
        await sleep(notAfter.getTime() - Date.now() + 1_000);

        const endorsed = await refusal(probe.endorse([{ op: 'put', key, value: 'w' }]));
        expect(endorsed).toMatchObject({
          code: ABORTED,
          message: 'failed to endorse transaction, see attached details for more info',
          details: ['proposal client identity expired'],
        });
        const submitted = await refusal(late.submit());
        expect(submitted).toMatchObject({
          code: UNAVAILABLE,
          message:
            'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
        });
        expect(submitted.details[0]).toBe(
          'received unsuccessful response from orderer: status=BAD_REQUEST, info=broadcast client identity expired',
        );
        const block = await scene.consortium.block(before.status.blockNumber);
        expect([...flagsOf(block)]).toEqual([VALID]);
        expect(await scene.get(key)).toBe('in time');
      });
    },
    SLOW_ROW_MS,
  );

  record.row(47, 'a certificate without a role is denied access', async () => {
    const label = 'without-role';
    const user = await auroraUser(scene.consortium.network, { label, commonName: label });
    await connected(user, async (probe) => {
      const evaluated = await refusal(probe.evaluate([{ op: 'mspId' }]));
      const denied = 'error validating proposal: access denied: channel [securities] creator org [AuroraMSP]';
      expect(evaluated).toMatchObject({
        code: FAILED_PRECONDITION,
        message: `evaluate call to endorser returned error: ${denied}`,
        details: [denied],
      });
      const endorsed = await refusal(probe.endorse([{ op: 'put', key: scene.key('no-role'), value: 'v' }]));
      expect(endorsed).toMatchObject({ code: ABORTED, details: [denied] });
    });
  });

  record.row(47, 'a certificate of another CA is denied access, with other words', async () => {
    const { credentials, sign } = scene.consortium.user(DELTA, 'user1');
    await connected({ mspId: AURORA, credentials, sign }, async (probe) => {
      const denied =
        'error validating proposal: access denied: channel [securities] creator org unknown, creator is malformed';
      expect(await refusal(probe.evaluate([{ op: 'mspId' }]))).toMatchObject({
        code: FAILED_PRECONDITION,
        details: [denied],
      });
    });
  });

  record.row(
    49,
    'a transaction beyond AbsoluteMaxBytes is endorsed, and refused by the orderers',
    async () => {
      const key = scene.key('large');
      const endorsed = await scene.probe().endorse([{ op: 'putSized', key, bytes: ABSOLUTE_MAX_BYTES }]);
      const refused = await refusal(endorsed.submit());
      expect(refused.code).toBe(UNAVAILABLE);
      expect(refused.message).toBe(
        'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
      );
      expect(refused.details[0]).toMatch(
        /^received unsuccessful response from orderer: status=BAD_REQUEST, info=message payload is \d+ bytes and exceeds maximum allowed 10485760 bytes$/,
      );
      await scene.given([scene.key('after-large'), 'v']);
      expect(await scene.get(key)).toBe('');
    },
    SLOW_ROW_MS,
  );

  record.row(
    49,
    'a message beyond 100 MB is not received',
    async () => {
      const refused = await refusal(
        scene.probe().contract.evaluate('run', { arguments: [Buffer.alloc(MESSAGE_MAX_BYTES)] }),
      );
      expect(refused.code).toBe(status.RESOURCE_EXHAUSTED);
      expect(refused.message).toMatch(/received message larger than max \(\d+ vs\.? 104857600\)$/i);
    },
    SLOW_ROW_MS,
  );

  record.row(
    68,
    'a gateway serves five hundred calls at one time and refuses more',
    async () => {
      const connection = openConnection(scene.consortium.network.profile(CHANNEL, DELTA));
      const probe = new Probe(connection);
      const streams = await Promise.all(
        Array.from({ length: GATEWAY_LIMIT }, () => connection.network.getChaincodeEvents('probe')),
      );
      const read = streams.map(drain);
      try {
        // Streams are counted when they have arrived, and no longer when they have gone.
        const refused = await eventually(() => refusal(probe.evaluate([{ op: 'mspId' }])).catch(() => undefined));
        expect(refused).toMatchObject({
          code: UNKNOWN,
          message: `too many requests for /gateway.Gateway, exceeding concurrency limit (${GATEWAY_LIMIT})`,
        });
      } finally {
        for (const stream of streams) stream.close();
        await Promise.all(read);
      }
      // A real gateway notices that a reader has gone when it sends it the next event, and counts it until then.
      await new Probe(scene.consortium.at(AURORA)).submitValid([
        { op: 'put', key: scene.key('released'), value: 'v' },
        { op: 'event', name: 'released', payload: 'v' },
      ]);
      expect(await eventually(() => probe.evaluateOne({ op: 'mspId' }).catch(() => undefined))).toBe(DELTA);
      connection.close();
    },
    SLOW_ROW_MS,
  );
}

/** Reads a stream until it is closed, which its reader hears of as an error. */
async function drain(events: AsyncIterable<unknown>): Promise<void> {
  const reader = events[Symbol.asyncIterator]();
  const ended = async (): Promise<boolean> => (await reader.next()).done === true;
  while (!(await ended().catch(() => true)));
}
