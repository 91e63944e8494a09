import { readFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type Credential, ensureOrganizationPki, issueIdentity, type OrganizationPki } from '@scrip/network';
import { type Connection, openConnection } from '../../support/connection.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS } from '../../support/consortium.js';
import { Probe, refusal } from '../../support/probe.js';
import { signLowS, type User } from '../../support/signing.js';
import { required } from '../../support/transaction.js';
import { UNAVAILABLE, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import { COMMANDS_TIMEOUT_MS, type MembershipScene } from './membership-scene.js';

const MAJORITY = [AURORA, BOREALIS, CIRRUS];
const DOMAIN = 'aurora.example';

/** Rows 45 and 58: certificates that a channel stops believing, and a CA that it begins to believe. */
export function certificates(record: RowRecord, scene: MembershipScene): void {
  const existing = (): Promise<OrganizationPki> =>
    ensureOrganizationPki(join(scene.network.directory, 'organizations', AURORA), { mspId: AURORA, domain: DOMAIN });

  async function as<T>(credential: Credential, use: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = openConnection(scene.network.profile(CHANNEL, AURORA), userWith(credential));
    try {
      return await use(connection);
    } finally {
      connection.close();
    }
  }

  const put = (): readonly { op: string; key: string; value: string }[] => [
    { op: 'put', key: scene.key('by'), value: 'v' },
  ];

  record.row(
    45,
    'a certificate on the revocation list is worth nothing from then on, in flight or not',
    async () => {
      const leaver = await issueIdentity(await existing(), { label: 'leaver', commonName: 'leaver', ou: 'client' });
      await as(leaver, async (connection) => {
        const probe = new Probe(connection);
        const prepared = await probe.endorse(put(), { endorsers: MAJORITY });
        const earlier = await probe.submitValid(put(), { endorsers: MAJORITY });
        await scene.change(['revoke', '--msp', AURORA, '--certificate', leaver.certificatePath], MAJORITY);
        const atOrderer = await refusal(probe.commit(prepared));
        expect(atOrderer.code).toBe(UNAVAILABLE);
        expect(atOrderer.details[0]).toBe(
          'received unsuccessful response from orderer: status=FORBIDDEN, info=implicit policy evaluation failed - 0 ' +
            "sub-policies were satisfied, but this policy requires 1 of the 'Writers' sub-policies to be satisfied: " +
            'permission denied',
        );
        const atPeer = await refusal(probe.evaluateOne({ op: 'get', key: 'any' }));
        expect(atPeer.details[0]).toContain(
          `error validating proposal: access denied: channel [${CHANNEL}] creator org [${AURORA}]`,
        );
        const block = await scene.consortium.block(earlier.status.blockNumber);
        expect(block.getHeader()?.getNumber()).toBe(Number(earlier.status.blockNumber));
      });
      const others = await scene.probe(AURORA).submitValid(put());
      expect(others.status.code).toBe(VALID);
    },
    COMMANDS_TIMEOUT_MS,
  );

  record.row(
    58,
    'certificates of a new CA count once the channel knows it, and no longer when it is taken out',
    async () => {
      const next = await ensureOrganizationPki(scene.folder(), { mspId: AURORA, domain: DOMAIN });
      const renewed = required(next.identities.get('user1'), 'user1');
      await as(renewed, async (connection) => {
        const probe = new Probe(connection);
        // No CA of the organisation signed it, so that peers do not even know whose it is.
        const denied = `access denied: channel [${CHANNEL}] creator org unknown, creator is malformed`;
        expect((await refusal(probe.evaluateOne({ op: 'get', key: 'any' }))).details[0]).toContain(denied);
        await scene.change(['set', '--add-ca', `${AURORA}=${next.ca.certificatePath}`], MAJORITY);
        expect((await probe.submitValid(put())).status.code).toBe(VALID);
        expect((await scene.probe(AURORA).submitValid(put())).status.code).toBe(VALID);
        const prepared = await probe.endorse(put(), { endorsers: MAJORITY });
        await scene.change(['set', '--remove-ca', `${AURORA}=${next.ca.certificatePath}`], MAJORITY);
        expect((await refusal(probe.commit(prepared))).details[0]).toContain('status=FORBIDDEN');
        expect((await refusal(probe.evaluateOne({ op: 'get', key: 'any' }))).details[0]).toContain(denied);
      });
      expect((await scene.probe(AURORA).submitValid(put())).status.code).toBe(VALID);
    },
    COMMANDS_TIMEOUT_MS,
  );
}

function userWith(credential: Credential): User {
  const key = createPrivateKey(readFileSync(credential.privateKeyPath));
  return { mspId: AURORA, credentials: readFileSync(credential.certificatePath), sign: (m) => signLowS(key, m) };
}
