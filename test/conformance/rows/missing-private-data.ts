import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { type PrivateEntry, privateValuesOf } from '../../support/private-block.js';
import type { Outcome } from '../../support/probe.js';
import { MVCC_READ_CONFLICT, VALID } from '../codes.js';
import { PrivateValues } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt 3e94';
const OTHER = 'another private value with salt 90c2';
const OUTAGE_ROW_MS = 150_000;
const RECONCILED_MS = 60_000;
const UNAVAILABLE_VALUE =
  /^chaincode response 500, GET_STATE failed: transaction ID: <txid>: private data matching public hash version is not available\. Public hash version = \{BlockNum: \d+, TxNum: \d+\}, Private data version = <nil>$/;
const UNDELETED_VALUE =
  /^chaincode response 500, GET_STATE failed: transaction ID: <txid>: private data matching public hash version is not available\. Public hash version = <nil>, Private data version = \{BlockNum: \d+, TxNum: \d+\}$/;

/** A value of `silent`, which is sent to nobody before its block comes. */
interface Written {
  readonly key: string;
  readonly outcome: Outcome;
}

/** Row 64: private data that is not there when its block is committed. Members are Aurora and Borealis. */
export function missingPrivateData(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET);
  const others = new PrivateValues(scene, OTHER);

  /** A value that Aurora's peer endorses for a client of Cirrus. @returns how to order it without Aurora */
  async function endorsed(name: string, collection = 'silent'): Promise<() => Promise<Written>> {
    const key = scene.key(name);
    const transaction = await values.endorse([values.put(collection, key)], [AURORA], CIRRUS);
    return async () => {
      const outcome = await scene.probe(CIRRUS).commit(transaction);
      expect(outcome.status.code).toBe(VALID);
      return { key, outcome };
    };
  }

  const delivered = (mspId: string, { outcome }: Written, collection = 'silent'): Promise<readonly PrivateEntry[]> =>
    privateValuesOf(scene.consortium.at(mspId).network, outcome.status, collection);

  const readAt = (mspId: string, key: string, collection = 'silent'): Promise<unknown> =>
    values.readAt(mspId, values.get(collection, key));

  /** The value as a member's peer has it now; undefined while it is refused, as when it is missing. */
  async function attempted(mspId: string, key: string, collection: string): Promise<string | undefined> {
    const attempt = await values.readAt(mspId, { op: 'attempt', step: values.get(collection, key) });
    const { value, error = '' } = attempt as { readonly value?: string; readonly error?: string };
    if (value === undefined) expect(error).toContain('not available');
    return value;
  }

  /** Waits until a member has a value that it lacked. */
  const arrives = (mspId: string, key: string, collection = 'silent'): Promise<unknown> =>
    eventually(() => attempted(mspId, key, collection), RECONCILED_MS);

  /** Waits until a member that catches up with the channel has this value. */
  const becomes = (mspId: string, key: string, expected: string): Promise<unknown> =>
    eventually(async () => {
      const value = await attempted(mspId, key, 'silent');
      return value === expected ? value : undefined;
    }, RECONCILED_MS);

  /** Everybody knows the hash, and this peer not the value. */
  async function expectMissing(mspId: string, written: Written): Promise<void> {
    expect(await values.failureAt(mspId, values.get('silent', written.key))).toMatch(UNAVAILABLE_VALUE);
    expect(await values.readAt(mspId, values.hashStep('silent', written.key))).toBe(values.hash);
    expect(await delivered(mspId, written)).toEqual([]);
  }

  record.row(
    64,
    'a value that only a dead peer has is missing at the members until that peer is back',
    async () => {
      const orderSent = await endorsed('sent', 'pair');
      const orderKept = await endorsed('kept');
      const kept = await scene.consortium.without(AURORA, async () => {
        const sent = await orderSent();
        expect(await readAt(BOREALIS, sent.key, 'pair')).toBe(SECRET);
        const written = await orderKept();
        for (const peer of [BOREALIS, CIRRUS, DELTA]) await expectMissing(peer, written);
        return written;
      });
      expect(await arrives(BOREALIS, kept.key)).toBe(SECRET);
      expect(await delivered(BOREALIS, kept)).toEqual([[kept.key, SECRET]]);
      expect(await arrives(AURORA, kept.key)).toBe(SECRET);
      for (const outsider of [CIRRUS, DELTA]) await expectMissing(outsider, kept);
    },
    OUTAGE_ROW_MS,
  );

  record.row(
    64,
    'what was purged, deleted or replaced while it was missing does not become current when it arrives',
    async () => {
      const orderPurged = await endorsed('purged');
      const orderDeleted = await endorsed('deleted');
      const orderReplaced = await endorsed('replaced');
      const orderLast = await endorsed('last');
      const { purged, deleted, replaced, last } = await scene.consortium.without(AURORA, async () => {
        const written = {
          purged: await orderPurged(),
          deleted: await orderDeleted(),
          replaced: await orderReplaced(),
          last: await orderLast(),
        };
        const changes = [
          { op: 'privatePurge', collection: 'silent', key: written.purged.key },
          { op: 'privateDelete', collection: 'silent', key: written.deleted.key },
          others.put('silent', written.replaced.key),
        ];
        for (const step of changes) expect(await others.verdict([step], [BOREALIS], BOREALIS)).toBe(VALID);
        return written;
      });
      expect(await arrives(BOREALIS, last.key)).toBe(SECRET);
      // Aurora's peer endorsed the first value, and has it until it gets to the block that replaces it.
      expect(await becomes(AURORA, replaced.key, OTHER)).toBe(OTHER);
      for (const member of [AURORA, BOREALIS]) {
        expect(await readAt(member, purged.key)).toBe('');
        expect(await delivered(member, purged)).toEqual([]);
        expect(await readAt(member, deleted.key)).toBe('');
        expect(await delivered(member, deleted)).toEqual([[deleted.key, SECRET]]);
        expect(await readAt(member, replaced.key)).toBe(OTHER);
        expect(await delivered(member, replaced)).toEqual([[replaced.key, SECRET]]);
      }
    },
    OUTAGE_ROW_MS,
  );

  record.row(
    64,
    'a peer that was away asks for what it missed, and not for what is about to expire',
    async () => {
      const [silent, pair, brief] = [scene.key('silent'), scene.key('pair'), scene.key('brief')];
      const next = async (): Promise<bigint> => (await scene.given([scene.key('next'), 'v'])).status.blockNumber;
      const choices = { transient: { secret: SECRET }, endorsers: [AURORA] };
      const written = await scene.consortium.without(BOREALIS, async () => {
        await scene.probe().submitValid([values.put('silent', silent), values.put('pair', pair)], choices);
        return { key: brief, outcome: await scene.probe().submitValid([values.put('brief', brief)], choices) };
      });
      const block = written.outcome.status.blockNumber;
      expect(await next()).toBe(block + 1n);
      expect(await arrives(BOREALIS, silent)).toBe(SECRET);
      expect(await arrives(BOREALIS, pair, 'pair')).toBe(SECRET);
      // blockToLive is 3: gone with the fourth block after its own, where it is and where it is missing.
      for (const age of [1n, 2n, 3n]) {
        if (age > 1n) expect(await next()).toBe(block + age);
        expect(await readAt(AURORA, brief, 'brief')).toBe(SECRET);
        expect(await values.failureAt(BOREALIS, values.get('brief', brief))).toMatch(UNAVAILABLE_VALUE);
        expect(await values.readAt(BOREALIS, values.hashStep('brief', brief))).toBe(values.hash);
      }
      expect(await next()).toBe(block + 4n);
      for (const peer of scene.allMembers) {
        expect(await readAt(peer, brief, 'brief')).toBe('');
        expect(await values.readAt(peer, values.hashStep('brief', brief))).toBe('');
        expect(await delivered(peer, written, 'brief')).toEqual([]);
      }
    },
    OUTAGE_ROW_MS,
  );

  record.row(64, 'a value of an invalid transaction is kept by the members and never becomes current', async () => {
    const key = await values.given('pair', [AURORA]);
    const stale = await others.endorse([values.hashStep('pair', key), others.put('pair', key)], [AURORA]);
    expect(await values.verdict([values.put('pair', key)], [BOREALIS], BOREALIS)).toBe(VALID);
    const outcome = await scene.commit(stale);
    expect(outcome.status.code).toBe(MVCC_READ_CONFLICT);
    for (const member of [AURORA, BOREALIS]) {
      expect(await readAt(member, key, 'pair')).toBe(SECRET);
      expect(await delivered(member, { key, outcome }, 'pair')).toEqual([[key, OTHER]]);
    }
    expect(await delivered(DELTA, { key, outcome }, 'pair')).toEqual([]);
  });

  record.row(
    64,
    'a delete that the members never saw leaves the value behind and out of reach, a purge does not',
    async () => {
      const [deleted, purged] = [await values.given('silent', [AURORA]), await values.given('silent', [AURORA])];
      const changes = [
        { op: 'privateDelete', collection: 'silent', key: deleted },
        { op: 'privatePurge', collection: 'silent', key: purged },
      ];
      for (const step of changes) expect(await values.verdict([step], [CIRRUS], CIRRUS)).toBe(VALID);
      for (const member of [AURORA, BOREALIS]) {
        expect(await values.readAt(member, values.hashStep('silent', deleted))).toBe('');
        expect(await values.failureAt(member, values.get('silent', deleted))).toMatch(UNDELETED_VALUE);
        expect(await readAt(member, purged)).toBe('');
      }
    },
  );
}
