import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureNetworkPki } from '../pki/organization-pki.js';
import { topologyFixture } from '../topology.fixture.js';
import { writeCryptogenLayout } from './cryptogen-layout.js';

const FIRST_PORT = 17_000;

describe("the folder layout of Fabric's samples", () => {
  let folder: string;
  const path = (...parts: readonly string[]): string =>
    join(folder, 'organizations', 'peerOrganizations', 'northmsp.example', ...parts);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scrip-layout-'));
    const topology = topologyFixture(FIRST_PORT);
    const pki = await ensureNetworkPki(folder, topology.organizations);
    await writeCryptogenLayout(join(folder, 'organizations'), topology, pki);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['User1', 'client'],
    ['Admin', 'admin'],
  ])('has %s with certificate and key', async (user, unit) => {
    const msp = path('users', `${user}@northmsp.example`, 'msp');
    const [certificate = ''] = await readdir(join(msp, 'signcerts'));
    const [key = ''] = await readdir(join(msp, 'keystore'));
    const leaf = new X509Certificate(await readFile(join(msp, 'signcerts', certificate)));
    const root = new X509Certificate(await readFile(path('ca', 'ca.northmsp.example-cert.pem')));
    expect(leaf.subject).toContain(`OU=${unit}`);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(await readFile(join(msp, 'keystore', key), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect((await stat(join(msp, 'keystore', key))).mode & 0o777).toBe(0o600);
    expect(existsSync(join(msp, 'config.yaml'))).toBe(true);
  });

  test('has no keys of nodes or authorities', async () => {
    const files = await readdir(folder, { recursive: true });
    const keys = files.filter((file) => file.startsWith('organizations/peer') && /key|_sk/.test(file));
    expect(keys.every((file) => file.includes('/users/'))).toBe(true);
  });

  test('has the roots that clients trust', async () => {
    const root = await readFile(path('peers', 'peer0.northmsp.example', 'tls', 'ca.crt'), 'utf8');
    expect(root).toBe(await readFile(path('tlsca', 'tlsca.northmsp.example-cert.pem'), 'utf8'));
    expect(root).toBe(await readFile(path('msp', 'tlscacerts', 'ca.pem'), 'utf8'));
    expect(new X509Certificate(root).ca).toBe(true);
  });

  test('has a common connection profile', async () => {
    const profile: unknown = JSON.parse(await readFile(path('connection-northmsp.json'), 'utf8'));
    const authority = 'ca.northmsp.example';
    expect(profile).toMatchObject({
      organizations: {
        NorthMSP: { mspid: 'NorthMSP', peers: ['peer0.northmsp.example'], certificateAuthorities: [authority] },
      },
      peers: { 'peer0.northmsp.example': { url: `grpcs://localhost:${FIRST_PORT}` } },
      certificateAuthorities: { [authority]: { url: `https://localhost:${FIRST_PORT + 6}`, caName: authority } },
    });
  });
});
