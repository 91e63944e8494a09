import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureOrganizationPki, issueIdentity } from '../pki/organization-pki.js';
import { isFree } from '../process/ports.js';
import type { ConnectionProfile } from '../profile.js';
import { AdminClient } from './admin-client.js';
import { Daemon } from './daemon.js';
import { readStateFile, type NetworkState } from './state-file.js';

const PROBE = fileURLToPath(new URL('../../src/devnet/fixtures/probe', import.meta.url));

describe('the process that runs a network', () => {
  let data: string;
  let daemon: Daemon;
  const lines: string[] = [];

  const start = (): Promise<Daemon> =>
    Daemon.start({ engine: 'devnet', dataDirectory: data, firstPort: 0, log: (line) => lines.push(line) });
  const state = (): NetworkState => {
    const found = readStateFile(data);
    if (found === undefined) throw new Error('no network is running');
    return found;
  };
  const profile = async (channel: string, mspId: string): Promise<ConnectionProfile> =>
    JSON.parse(await readFile(join(data, 'connection', `${channel}.${mspId}.json`), 'utf8')) as ConnectionProfile;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'scrip-daemon-'));
    daemon = await start();
  });
  afterAll(async () => {
    await daemon.stop();
    await rm(data, { recursive: true, force: true });
  });

  test('writes a profile for every member of every channel', async () => {
    const written = await profile('placements', 'AuroraMSP');
    expect(written).toMatchObject({ channel: 'placements', mspId: 'AuroraMSP', chaincode: '' });
    expect(written.gateway).toMatch(/^localhost:\d+$/);
    expect(written.identities.map(({ label }) => label)).toEqual(['admin', 'user1']);
    expect(existsSync(written.tlsRootCert)).toBe(true);
    expect(existsSync(join(data, 'connection', 'placements.CirrusMSP.json'))).toBe(false);
  });

  test('serves a certificate authority for every organisation, and says where', async () => {
    const { authorities } = await new AdminClient(state()).status();
    expect(Object.keys(authorities)).toEqual(daemon.network.topology.organizations.map(({ mspId }) => mspId));
    const { certificateAuthority } = await profile('securities', 'DeltaMSP');
    const { url, name, tlsRootCertPath } = daemon.network.authorities.of('DeltaMSP').endpoint;
    expect(certificateAuthority).toEqual({ url, name, tlsRootCert: tlsRootCertPath });
    expect((await stat(join(data, 'organizations', 'DeltaMSP', 'ca-server', 'registrar.json'))).mode & 0o777).toBe(
      0o600,
    );
    await daemon.network.handOutEnrolment('DeltaMSP');
    expect(existsSync(join(data, 'gateway', 'DeltaMSP', 'wallet', 'enrolment.json'))).toBe(true);
  });

  test('lets only those who can read its state file administer it', async () => {
    expect((await stat(join(data, 'network.json'))).mode & 0o777).toBe(0o600);
    const { adminUrl } = state();
    expect((await fetch(`${adminUrl}/status`)).status).toBe(401);
    expect((await fetch(`${adminUrl}/status`, { headers: { authorization: 'Bearer guess' } })).status).toBe(401);
    const headers = { authorization: `Bearer ${state().token}` };
    expect((await fetch(`${adminUrl}/nothing`, { headers })).status).toBe(404);
    expect((await new AdminClient(state()).status()).state).toBe('ready');
  });

  test('is the only one on its data', async () => {
    await expect(start()).rejects.toThrow(/a network is running on .*; nothing was started/);
    expect(await new AdminClient(state()).answers()).toBe(true);
  });

  test('deploys a chaincode as a service and brings it back at the next start', async () => {
    const client = new AdminClient(state());
    const request = { name: 'probe', path: PROBE, channels: ['securities'], collections: [], inProcess: false };
    expect(await client.deploy(request)).toMatchObject({
      securities: { name: 'probe', version: '1.0.0', sequence: 1 },
    });
    expect((await profile('securities', 'DeltaMSP')).chaincode).toBe('probe');
    expect((await profile('placements', 'DeltaMSP')).chaincode).toBe('');
    const [deployment] = daemon.network.chaincodes();
    const port = Object.values(deployment?.ports ?? {})[0] ?? 0;
    expect(await isFree(port)).toBe(false);

    await client.stop();
    await daemon.ended;
    expect(existsSync(join(data, 'network.json'))).toBe(false);
    expect(await isFree(port)).toBe(true);

    daemon = await start();
    expect(daemon.network.chaincodes()).toEqual([deployment]);
    expect(await isFree(port)).toBe(false);
    expect(await daemon.deploy({ ...request, version: '2.0' })).toMatchObject({ securities: { sequence: 2 } });
  });

  test('refuses a package that is none, and stays', async () => {
    const request = { name: 'none', path: data, channels: [], collections: [], inProcess: false };
    await expect(new AdminClient(state()).deploy(request)).rejects.toThrow(/holds no package.json/);
    expect((await new AdminClient(state()).status()).state).toBe('ready');
  });

  test('announces at its start, and in its status, which certificates end soon', async () => {
    const [organization] = daemon.network.topology.organizations;
    await daemon.stop();
    if (organization === undefined) throw new Error('no organisation');
    const pki = await ensureOrganizationPki(join(data, 'organizations', organization.mspId), organization);
    const notAfter = new Date(Date.now() + 20.5 * 86_400_000);
    await issueIdentity(pki, { label: 'short', commonName: 'short', ou: 'client', notAfter });
    daemon = await start();
    const text = `certificate expires in 20 days, on ${notAfter.toISOString().slice(0, 10)}: AuroraMSP identity short`;
    expect(lines).toContain(text);
    const { expiring } = await new AdminClient(state()).status();
    expect(expiring).toMatchObject([{ name: 'AuroraMSP identity short', daysLeft: 20, text }]);
  });

  test('says which port is busy and starts nothing', async () => {
    const port = daemon.network.topology.organizations[0]?.ports.peer ?? 0;
    await daemon.stop();
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    await expect(start()).rejects.toThrow(`busy port: ${port} (peer of AuroraMSP)`);
    await new Promise((resolve) => other.close(resolve));
    expect(readStateFile(data)).toBeUndefined();
    daemon = await start();
  });
});
