import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { type Refusal, refusal } from '../../support/probe.js';
import { ABORTED, VALID } from '../codes.js';
import { PrivateValues, withoutTransactionId } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 77b0';
const OUTAGE_ROW_MS = 150_000;
/** Real peers forget a dead one after some seconds. */
const FORGOTTEN_MS = 40_000;
const REFUSED = 'failed to collect enough transaction endorsements, see attached details for more info';

/** What a peer answers that could not send private data as the collection requires. */
const undistributed = (reason: string): string =>
  `error in simulation: failed to distribute private collection, txID <txid>, channel securities: ${reason}`;
const unplanned = (collection: string, required: number, known: number): string =>
  undistributed(
    `could not build private data dissemination plan for chaincode probe and collection ${collection}: ` +
      `required to disseminate to at least ${required} peers, but know of only ${known} eligible peers`,
  );
const UNACKNOWLEDGED = undistributed('Failed disseminating 1 out of 1 private dissemination plans');

/** Row 63: to how many members private data is sent before a peer endorses. Static members are Aurora and Borealis. */
export function dissemination(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);

  async function refusedPut(collection: string, key: string, endorser: string): Promise<Refusal> {
    const refused = await refusal(values.endorse([values.put(collection, key)], [endorser], endorser));
    return { ...refused, details: refused.details.map(withoutTransactionId) };
  }

  const knownAt = (peer: string, collection: string, key: string): Promise<unknown> =>
    values.readAt(peer, values.hashStep(collection, key));

  record.row(63, 'a peer that knows fewer members than requiredPeerCount refuses to endorse', async () => {
    const key = scene.key('crowd');
    expect(await refusedPut('crowd', key, AURORA)).toEqual({
      code: ABORTED,
      message: REFUSED,
      details: [unplanned('crowd', 2, 1)],
      mspIds: [AURORA],
    });
    const write = values.put('crowd', key);
    const evaluated = await refusal(
      scene.probe().evaluate([write], { transient: { secret: SECRET }, endorsers: [AURORA] }),
    );
    expect(evaluated.code).toBe(ABORTED);
    expect(evaluated.details.map(withoutTransactionId)).toEqual([unplanned('crowd', 2, 1)]);
    await scene.given([scene.key('next'), 'v']);
    for (const peer of scene.allMembers) expect(await knownAt(peer, 'crowd', key)).toBe('');
  });

  record.row(63, 'an endorser that is no member counts the members, and sends to them alone', async () => {
    const key = await values.given('crowd', [CIRRUS]);
    for (const member of [AURORA, BOREALIS]) {
      expect(await values.readAt(member, values.get('crowd', key))).toBe(SECRET);
    }
    for (const outsider of [CIRRUS, DELTA]) {
      expect(await values.failureAt(outsider, values.get('crowd', key))).toContain('not available');
    }
  });

  record.row(63, 'every member has the value, whether it was sent it or asks when the block comes', async () => {
    for (const [collection, members] of [
      ['silent', [AURORA, BOREALIS]],
      ['strict', [AURORA, BOREALIS]],
      ['everybody', scene.allMembers],
    ] as const) {
      const key = await values.given(collection, [AURORA]);
      for (const member of members) expect(await values.readAt(member, values.get(collection, key))).toBe(SECRET);
    }
  });

  record.row(
    63,
    'a required member that is down stops its collection and no other, until it is back',
    async () => {
      await scene.consortium.without(BOREALIS, async () => {
        const key = scene.key('strict');
        const forgotten = await eventually(async () => {
          const refused = await refusedPut('strict', key, AURORA);
          expect([UNACKNOWLEDGED, unplanned('strict', 1, 0)]).toContain(refused.details[0]);
          return refused.details[0] === UNACKNOWLEDGED ? undefined : refused;
        }, FORGOTTEN_MS);
        expect(forgotten).toEqual({
          code: ABORTED,
          message: REFUSED,
          details: [unplanned('strict', 1, 0)],
          mspIds: [AURORA],
        });
        expect(await knownAt(CIRRUS, 'strict', key)).toBe('');
        expect(await values.verdict([values.put('pair', scene.key('pair'))], [AURORA])).toBe(VALID);
      });
      await values.given('strict', [AURORA]);
    },
    OUTAGE_ROW_MS,
  );

  record.devnetRow(63, 'a required member that does not acknowledge stops the endorsement', async () => {
    const { network } = scene.consortium;
    await network.fault('drop', '--route', 'peer-to-peer', '--to', BOREALIS);
    const key = scene.key('strict');
    try {
      expect(await refusedPut('strict', key, AURORA)).toEqual({
        code: ABORTED,
        message: REFUSED,
        details: [UNACKNOWLEDGED],
        mspIds: [AURORA],
      });
      expect(await knownAt(CIRRUS, 'strict', key)).toBe('');
    } finally {
      await network.heal();
    }
    await values.given('strict', [AURORA]);
  });
}
