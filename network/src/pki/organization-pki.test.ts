import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { msp } from '@hyperledger/fabric-protos';
import { X509Certificate as X509 } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mspConfig } from './msp.js';
import type { OrganizationPki } from './organization.js';
import { ensureOrganizationPki, issueIdentity } from './organization-pki.js';

const NAME = { mspId: 'NorthMSP', domain: 'north.example' };

describe('the keys of an organisation', () => {
  let directory: string;
  let pki: OrganizationPki;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scrip-pki-'));
    pki = await ensureOrganizationPki(directory, NAME);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const credential = (label: string): X509Certificate => {
    const found = pki.identities.get(label);
    if (found === undefined) throw new Error(`no identity ${label}`);
    return new X509Certificate(found.certificate);
  };

  test.each([
    ['peer0', 'peer'],
    ['orderer0', 'orderer'],
    ['admin', 'admin'],
    ['user1', 'client'],
  ])('%s carries exactly the OU %s and is issued by the enrolment CA', (label, ou) => {
    const certificate = credential(label);
    const units = certificate.subject.split('\n').filter((part) => part.startsWith('OU='));
    expect(units).toEqual([`OU=${ou}`]);
    expect(certificate.verify(new X509Certificate(pki.ca.certificate).publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
  });

  test('TLS certificates are valid for localhost and 127.0.0.1 and come from the TLS CA', () => {
    const tls = new X509Certificate(pki.tls.get('peer0')?.certificate ?? '');
    expect(tls.checkHost('localhost')).toBe('localhost');
    expect(tls.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(tls.verify(new X509Certificate(pki.tlsCa.certificate).publicKey)).toBe(true);
    expect(tls.verify(new X509Certificate(pki.ca.certificate).publicKey)).toBe(false);
  });

  test('no certificate has a signature that Fabric would rewrite (S in the upper half)', async () => {
    const half = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
    for (let index = 0; index < 8; index += 1) {
      const label = `signer${index}`;
      const { certificate } = await issueIdentity(pki, { label, commonName: label, ou: 'client' });
      const signature = Buffer.from(new X509(certificate).signature);
      const startOfS = 4 + signature.readUInt8(3) + 2;
      expect(BigInt(`0x${signature.subarray(startOfS).toString('hex')}`)).toBeLessThanOrEqual(half);
    }
  });

  test('private keys are readable by their owner only', async () => {
    const paths = [pki.ca, pki.tlsCa, ...pki.identities.values(), ...pki.tls.values()].map((key) => key.privateKeyPath);
    const modes = await Promise.all(paths.map(async (path) => (await stat(path)).mode & 0o777));
    expect(new Set(modes)).toEqual(new Set([0o600]));
  });

  test('a second start reads the same keys, later identities included', async () => {
    const issued = await issueIdentity(pki, { label: 'auditor', commonName: 'auditor', ou: 'client' });
    const again = await ensureOrganizationPki(directory, NAME);
    expect(again.ca.certificate).toBe(pki.ca.certificate);
    expect(again.identities.get('user1')).toEqual(pki.identities.get('user1'));
    expect(again.identities.get('auditor')).toEqual(issued);
  });

  test('an identity can be issued already expired, for tests of the entrance filter', async () => {
    const notAfter = new Date(Date.now() - 60_000);
    const issued = await issueIdentity(pki, { label: 'expired', commonName: 'expired', ou: 'client', notAfter });
    expect(new Date(new X509Certificate(issued.certificate).validTo).getTime()).toBeLessThan(Date.now());
  });

  test('a label that could leave the folder is refused', async () => {
    const request = { label: '../user2', commonName: 'user2', ou: 'client' } as const;
    await expect(issueIdentity(pki, request)).rejects.toThrow(RangeError);
  });

  test('a certificate of another network is refused', async () => {
    await rm(join(directory, 'ca'), { recursive: true });
    await expect(ensureOrganizationPki(directory, NAME)).rejects.toThrow(/was not issued by/);
  });

  test('the MSP names the roots and enables NodeOUs, on disk and in the channel configuration', async () => {
    const fabric = msp.FabricMSPConfig.deserializeBinary(mspConfig(pki).getConfig_asU8());
    expect(fabric.getName()).toBe('NorthMSP');
    expect(fabric.getFabricNodeOus()?.getPeerOuIdentifier()?.getOrganizationalUnitIdentifier()).toBe('peer');
    expect(Buffer.from(fabric.getRootCertsList_asU8()[0] ?? []).toString()).toBe(pki.ca.certificate);
    expect(await readFile(join(pki.mspDirectory, 'config.yaml'), 'utf8')).toContain('Enable: true');
  });
});
