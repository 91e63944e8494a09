import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { notAfterOf, readEnrolment, WalletIdentity, writeEnrolment, type Enrolment } from '@scrip/credentials';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueIdentity } from '../pki/organization-pki.js';
import { CA_ENGINE, isCaThere, TestCa } from './ca.fixture.js';
import { gatewayWallet, handOutEnrolment } from './gateway-enrolment.js';

const DAY_MS = 86_400_000;

(isCaThere ? describe : describe.skip)(`an identity in a wallet (${CA_ENGINE})`, () => {
  let ca: TestCa;
  const lines: string[] = [];

  beforeAll(async () => {
    ca = await TestCa.start();
  });
  afterAll(() => ca.stop());

  const files = (): ReturnType<typeof gatewayWallet> => gatewayWallet(ca.directory, ca.pki.mspId);
  const open = (): Promise<WalletIdentity> =>
    WalletIdentity.open({
      wallet: join(ca.directory, 'gateway', ca.pki.mspId, 'wallet'),
      label: 'gateway',
      mspId: ca.pki.mspId,
      authority: { ...ca.endpoint, tlsRootCert: readFileSync(ca.endpoint.tlsRootCertPath, 'utf8') },
      log: (line) => lines.push(line),
    });

  test('cannot begin without anything to enrol with', async () => {
    await expect(open()).rejects.toThrow(/no identity .* and nothing to enrol with/);
    expect(await ca.certificates({ id: 'gateway' })).toEqual([]);
  });

  test('enrols once, by a secret that works once and then is gone', async () => {
    await handOutEnrolment(ca.directory, ca.endpoint);
    const { enrolment, identity } = files();
    expect(statSync(enrolment).mode & 0o777).toBe(0o600);
    const { id, secret } = JSON.parse(readFileSync(enrolment, 'utf8')) as Record<'id' | 'secret', string>;
    const opened = await open();
    expect(existsSync(enrolment)).toBe(false);
    expect(statSync(identity).mode & 0o777).toBe(0o600);
    expect(readEnrolment(identity)).toEqual(opened.current);
    expect(await ca.certificates({ id: 'gateway' })).toEqual([opened.current.certificate]);
    expect(await ca.refusal(() => ca.enroll(id, secret))).toMatchObject({ code: 20 });
  });

  test('goes on at later starts without the CA', async () => {
    const before = await ca.certificates({ id: 'gateway' });
    await handOutEnrolment(ca.directory, ca.endpoint);
    expect(existsSync(files().enrolment)).toBe(false);
    expect((await open()).current).toEqual(readEnrolment(files().identity));
    expect(await ca.certificates({ id: 'gateway' })).toEqual(before);
  });

  test('renews itself with a new key 30 days before the end, and says so', async () => {
    const identity = await open();
    const first = identity.current;
    const end = notAfterOf(first.certificate).getTime();
    const told: Enrolment[] = [];
    identity.watch((renewed) => told.push(renewed));
    expect(await identity.renewInTime(new Date(end - 31 * DAY_MS))).toBe(false);
    expect(await identity.renewInTime(new Date(end - 30 * DAY_MS))).toBe(true);
    identity.stop();
    expect(told).toEqual([identity.current]);
    expect(identity.current.privateKey).not.toBe(first.privateKey);
    expect(readEnrolment(files().identity)).toEqual(identity.current);
    expect(await ca.certificates({ id: 'gateway' })).toHaveLength(2);
  });

  test('renewed lately, it is not renewed again at a start, however early its CA dates certificates', async () => {
    const before = (await open()).current;
    expect((await open()).current).toEqual(before);
    expect(await ca.certificates({ id: 'gateway' })).toHaveLength(2);
  });

  test('keeps its certificate when the CA refuses to renew it', async () => {
    const identity = await open();
    const before = identity.current;
    await ca.client.revoke({ enrollmentID: 'gateway' }, ca.registrar);
    expect(await identity.renewInTime(notAfterOf(before.certificate))).toBe(false);
    expect(identity.current).toEqual(before);
    expect(readEnrolment(files().identity)).toEqual(before);
    expect(lines.at(-1)).toMatch(/could not be renewed/);
  });

  test('is registered anew when its certificate has ended: nobody renews with that', async () => {
    const ended = {
      label: 'ended',
      commonName: 'gateway',
      ou: 'client',
      notAfter: new Date(Date.now() - DAY_MS),
    } as const;
    writeEnrolment(files().identity, ca.pki.mspId, await issueIdentity(ca.pki, ended));
    await handOutEnrolment(ca.directory, ca.endpoint);
    expect(existsSync(files().identity)).toBe(false);
    const { current } = await open();
    expect(notAfterOf(current.certificate).getTime()).toBeGreaterThan(Date.now());
    expect(await ca.certificates({ id: 'gateway', notrevoked: true })).toEqual([current.certificate]);
  });

  test('is registered anew when it lost its key, which ends what it had', async () => {
    await mkdir(join(ca.directory, 'elsewhere'));
    const { identity } = files();
    const lost = readEnrolment(identity);
    if (lost === undefined) throw new Error('no identity');
    writeEnrolment(join(ca.directory, 'elsewhere', 'kept.id'), ca.pki.mspId, lost);
    writeFileSync(identity, '{}');
    await expect(open()).rejects.toThrow(/is no identity of a Fabric wallet/);
    await rm(identity);
    await handOutEnrolment(ca.directory, ca.endpoint);
    const again = await open();
    expect(await ca.certificates({ id: 'gateway', notrevoked: true })).toEqual([again.current.certificate]);
  });
});
