import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { ensureOrganizationPki } from '@scrip/network';
import { numberOf, readBlocks } from '../../support/block.js';
import { chainAt } from '../../support/chain.js';
import { openConnection } from '../../support/connection.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { type Outcome, Probe, refusal, type Step } from '../../support/probe.js';
import { userOf } from '../../support/signing.js';
import { required } from '../../support/transaction.js';
import { ENDORSEMENT_POLICY_FAILURE, UNKNOWN, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import { COLLECTIONS, COMMANDS_TIMEOUT_MS, PROBE, type MembershipScene } from './membership-scene.js';

const ELBE = 'ElbeMSP';
const DOMAIN = 'elbe.example';
/** The members before, after another one was taken out; two of three are a majority. */
const MEMBERS = [AURORA, BOREALIS, CIRRUS];
const MAJORITY = [AURORA, BOREALIS];
/**
 * Private data that was missed is asked for every ten seconds, and real gateways forget a peer whose messages they do not
 * believe any more after twelve.
 */
const GOSSIP_MS = 60_000;
const NOT_AVAILABLE = /private data matching public hash version is not available/;
const SECRET = 'a private value with salt 81e0';

/** Rows 59 and 45: an organisation that joins a channel later, and whose peer's certificate is revoked in the end. */
export function joining(record: RowRecord, scene: MembershipScene): void {
  let earlier = '';

  const put = (): readonly Step[] => [{ op: 'put', key: scene.key('joined'), value: 'v' }];
  const privatePut = (collection: string, key: string): Promise<Outcome> =>
    scene.probe(AURORA).submitValid([{ op: 'privatePut', collection, key, transient: 'secret' }], {
      transient: { secret: SECRET },
      endorsers: MEMBERS,
    });
  /** At Aurora's gateway, as a client of the new organisation. */
  async function asElbe<T>(use: (probe: Probe) => Promise<T>): Promise<T> {
    const user = userOf(scene.network.profile(CHANNEL, ELBE), 'user1');
    const connection = openConnection(scene.network.profile(CHANNEL, AURORA), user);
    return use(new Probe(connection)).finally(() => connection.close());
  }

  const privateAt = (mspId: string, collection: string, key: string): Promise<unknown> =>
    scene.probe(mspId).evaluateOne({ op: 'privateGet', collection, key }, { endorsers: [mspId] });
  const stateAt = (mspId: string): Promise<unknown> =>
    scene.probe(mspId).evaluateOne({ op: 'range', start: '', end: '' }, { endorsers: [mspId] });

  record.row(
    59,
    'an organisation joins by the signatures of a majority, and its peer has every block and the whole state',
    async () => {
      earlier = scene.key('earlier');
      await privatePut('open', earlier);
      const definition = await scene.network.addOrganization(ELBE, DOMAIN);
      await scene.change(['add-org', '--definition', definition], MAJORITY, MEMBERS);
      await scene.membership.run('join', '--channel', CHANNEL, '--org', ELBE);

      const newest = await scene.given();
      const [own, theirs] = [scene.consortium.at(ELBE), scene.consortium.at(AURORA)];
      const chain = await chainAt(theirs, newest);
      expect(chain).toHaveLength(Number(newest) + 1);
      expect(await chainAt(own, newest)).toEqual(chain);
      expect(await contents(ELBE, newest)).toEqual(await contents(AURORA, newest));
      expect(await stateAt(ELBE)).toEqual(await stateAt(AURORA));
    },
    COMMANDS_TIMEOUT_MS,
  );

  /** What orderers made of each block: number, hash of the one before, hash of the data, data. */
  async function contents(mspId: string, last: bigint): Promise<readonly unknown[]> {
    const blocks = await readBlocks(scene.consortium.at(mspId).network, 0n, last);
    return blocks.map((block) => [
      numberOf(block),
      block.getHeader()?.getPreviousHash_asB64(),
      block.getHeader()?.getDataHash_asB64(),
      block.getData()?.getDataList_asB64(),
    ]);
  }

  record.row(59, 'it endorses with the others, and its clients transact through its own gateway', async () => {
    const probe = scene.probe(ELBE);
    const named = await probe.submit(put(), { endorsers: [AURORA, BOREALIS, ELBE] });
    expect(named.status.code).toBe(VALID);
    const planned = await probe.submit(put());
    expect(planned.status.code).toBe(VALID);
    // Three of four are needed now: with two of the others alone it is not enough.
    const without = await probe.submit(put(), { endorsers: MAJORITY });
    expect(without.status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect((await scene.probe(AURORA).submit(put(), { endorsers: [...MAJORITY, ELBE] })).status.code).toBe(VALID);
  });

  record.row(59, 'private data of its own collection is at its peer, and at no other', async () => {
    const collection = `_implicit_org_${ELBE}`;
    const key = scene.key('own');
    const steps = [{ op: 'privatePut', collection, key, transient: 'secret' }];
    const transient = { secret: SECRET };
    const probe = scene.probe(ELBE);
    expect((await probe.submit(steps, { transient, endorsers: [AURORA] })).status.code).toBe(
      ENDORSEMENT_POLICY_FAILURE,
    );
    expect((await probe.submit(steps, { transient, endorsers: [ELBE] })).status.code).toBe(VALID);
    expect(await privateAt(ELBE, collection, key)).toBe(SECRET);
    expect((await refusal(privateAt(AURORA, collection, key))).details[0]).toMatch(NOT_AVAILABLE);
  });

  record.row(
    59,
    'private data from before comes with the definition that makes it a member of the collection',
    async () => {
      const refused = await refusal(privateAt(ELBE, 'open', earlier));
      expect(refused.code).toBe(UNKNOWN);
      expect(refused.details[0]).toMatch(NOT_AVAILABLE);
      const hash = await scene
        .probe(ELBE)
        .evaluateOne({ op: 'privateHash', collection: 'open', key: earlier }, { endorsers: [ELBE] });
      expect(hash).toBe(createHash('sha256').update(SECRET).digest('base64'));

      const wider = join(scene.folder(), 'collections.json');
      const text = readFileSync(COLLECTIONS, 'utf8');
      writeFileSync(wider, text.replaceAll("'BorealisMSP.member')", `'BorealisMSP.member', '${ELBE}.member')`));
      await scene.network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL], collections: wider });
      const found = await eventually(() => privateAt(ELBE, 'open', earlier).catch(() => undefined), GOSSIP_MS);
      expect(found).toBe(SECRET);
    },
    COMMANDS_TIMEOUT_MS,
  );

  record.row(
    45,
    'what a peer endorses does not count once its certificate is revoked, and it gets no more blocks',
    async () => {
      const aurora = scene.probe(AURORA);
      const endorsers = [...MAJORITY, ELBE];
      const prepared = await aurora.endorse(put(), { endorsers });
      expect((await aurora.submit(put(), { endorsers })).status.code).toBe(VALID);
      const pki = await ensureOrganizationPki(join(scene.network.directory, 'organizations', ELBE), {
        mspId: ELBE,
        domain: DOMAIN,
      });
      const { certificatePath } = required(pki.identities.get('peer0'), 'identity of the peer');
      await scene.change(['revoke', '--msp', ELBE, '--certificate', certificatePath], [ELBE], MEMBERS);

      expect((await aurora.commit(prepared)).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
      const refused = await eventually(
        () => refusal(aurora.endorse(put(), { endorsers })).catch(() => undefined),
        GOSSIP_MS,
      );
      expect(refused.message).toBe(`failed to find any endorsing peers for org(s): ${ELBE}`);
      const key = scene.key('after');
      const others = await aurora.submit([{ op: 'put', key, value: 'v' }], { endorsers: MEMBERS });
      expect(others.status.code).toBe(VALID);
      // Its clients' certificates are as good as before, at the gateways of others.
      expect(await asElbe((probe) => probe.evaluateOne({ op: 'get', key }))).toBe('v');
      expect(await scene.probe(ELBE).evaluateOne({ op: 'get', key }, { endorsers: [ELBE] })).toBe('');
    },
    COMMANDS_TIMEOUT_MS,
  );
}
