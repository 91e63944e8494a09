import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { networkCommand } from '../support/command.js';
import { AURORA, CHANNEL } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { fabricTool, runCaClient, runPeer, type ToolResult } from './fabric-tools.js';

const TIMEOUT_MS = 180_000;
const DOMAIN = 'aurora.example';
const DEPARTMENT = 'aurora.department1';

const engine = engineUnderTest();
const missing = ['peer', 'fabric-ca-client'].filter((name) => fabricTool(name) === undefined);
const unavailable =
  whyUnavailable(engine) ?? (missing.length === 0 ? undefined : `no ${missing.join(' and ')} in FABRIC_BIN or on PATH`);

interface CommonProfile {
  readonly organizations: Readonly<Record<string, { readonly certificateAuthorities: readonly [string] }>>;
  readonly certificateAuthorities: Readonly<
    Record<string, { readonly url: string; readonly caName: string; readonly tlsCACerts: { readonly pem: [string] } }>
  >;
}

/** Fabric's own `fabric-ca-client`, unmodified, goes the way of Fabric's samples: by the exported profile. */
if (unavailable !== undefined) {
  report(`fabric-ca-client on ${engine} skipped: ${unavailable}`);
  test.skip(`fabric-ca-client on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`fabric-ca-client on ${engine}`, () => {
    let network: TestNetwork;
    let authority: { readonly url: string; readonly caName: string };
    const at = (...parts: readonly string[]): string => join(network.directory, ...parts);
    const organization = (...parts: readonly string[]): string => at('export', 'peerOrganizations', DOMAIN, ...parts);
    const client = (...args: readonly string[]): Promise<ToolResult> =>
      runCaClient(at('admin'), [...args, '--caname', authority.caName, '--tls.certfiles', at('ca.pem')]);
    const succeed = async (work: Promise<ToolResult>): Promise<string> => {
      const { status, stdout, stderr } = await work;
      if (status !== 0) throw new Error(`ended with ${status}: ${stdout}${stderr}`);
      return stdout;
    };
    const command = (...args: readonly string[]): Promise<string> =>
      succeed(networkCommand([...args, '--data', network.directory], TIMEOUT_MS));
    const enrol = (id: string, ...more: readonly string[]): Promise<string> =>
      succeed(client('enroll', '-u', authority.url.replace('//', `//${id}:${id}pw@`), ...more));

    beforeAll(async () => {
      network = await TestNetwork.start(engine);
      writeFileSync(at('admin.secret'), 'adminpw');
      const rights = ['hf.Registrar.Roles=*', 'hf.Registrar.Attributes=*', 'hf.Revoker=true', 'hf.GenCRL=true'];
      const attributes = rights.flatMap((right) => ['--attr', right]);
      const admin = ['--id', 'admin', '--secret-file', at('admin.secret'), ...attributes];
      expect(await command('ca', 'register', '--msp', AURORA, ...admin)).toBe('admin is registered\n');
      await command('ca', 'affiliations', 'add', '--msp', AURORA, '--name', DEPARTMENT, '--force');
      await command('export', '--to', at('export'));
      const profile = JSON.parse(readFileSync(organization('connection-aurora.json'), 'utf8')) as CommonProfile;
      const found = profile.certificateAuthorities[profile.organizations[AURORA]?.certificateAuthorities[0] ?? ''];
      if (found === undefined) throw new Error('the profile names no certificate authority');
      authority = found;
      writeFileSync(at('ca.pem'), found.tlsCACerts.pem[0]);
    }, TIMEOUT_MS);

    afterAll(() => network.end(), TIMEOUT_MS);

    test(
      'enrols an administrator, who registers a user, who enrols and uses the peer',
      async () => {
        await enrol('admin');
        const user = ['--id.name', 'ann', '--id.secret', 'annpw', '--id.affiliation', DEPARTMENT];
        expect(await succeed(client('register', ...user, '--id.attrs', 'limit=5:ecert'))).toBe('Password: annpw\n');
        const mspDirectory = organization('users', `ann@${DOMAIN}`, 'msp');
        await enrol('ann', '-M', mspDirectory);
        // As the samples tell their readers to do.
        cpSync(organization('msp', 'config.yaml'), join(mspDirectory, 'config.yaml'));
        const ann = { profile: network.profile(CHANNEL, AURORA), mspDirectory };
        expect(await succeed(runPeer(ann, at('tools'), ['channel', 'getinfo', '-c', CHANNEL]))).toContain('"height"');
        expect(await succeed(client('identity', 'list', '--id', 'ann'))).toContain(`Affiliation: ${DEPARTMENT}`);
      },
      TIMEOUT_MS,
    );

    test(
      'revokes the user, and the list that it writes is one that a channel takes',
      async () => {
        await succeed(client('revoke', '-e', 'ann', '-r', 'keycompromise', '--gencrl'));
        const list = ['--crl', at('admin', 'msp', 'crls', 'crl.pem'), '--out', at('revoke.json')];
        const proposed = await command('channel', 'revoke', '--channel', CHANNEL, '--msp', AURORA, ...list);
        expect(proposed).toMatch(new RegExp(`${AURORA}.*revoke`, 'i'));
        const again = await client('enroll', '-u', authority.url.replace('//', '//ann:annpw@'), '-M', at('again'));
        expect(again.status).not.toBe(0);
        expect(again.stderr).toContain('Response from server: Error Code: 20 - Authentication failure');
      },
      TIMEOUT_MS,
    );
  });
}
