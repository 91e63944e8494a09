import 'reflect-metadata';
import { X509Certificate as NativeCertificate } from 'node:crypto';
import { AuthorityKeyIdentifierExtension, X509Certificate, X509Crl } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from 'fabric-common';
import { parseCertificate } from '../msp/certificate.js';
import { RevocationList } from '../msp/revocation-list.js';
import { CA_ENGINE, credentialOf, isCaThere, TestCa } from './ca.fixture.js';

const REFUSED = { code: 71, message: 'Authorization failure' };

(isCaThere ? describe : describe.skip)(`revocation at the CA (${CA_ENGINE})`, () => {
  let ca: TestCa;
  let plain: User;

  beforeAll(async () => {
    ca = await TestCa.start();
    plain = await ca.registerAndEnroll({ enrollmentID: 'plain' });
  });
  afterAll(() => ca.stop());

  const pemOf = (user: User): string => credentialOf(user).certificate;
  const nameOf = (user: User): { readonly aki: string; readonly serial: string } => {
    const certificate = new X509Certificate(pemOf(user));
    const aki = certificate.getExtension(AuthorityKeyIdentifierExtension)?.keyId ?? '';
    return { aki, serial: certificate.serialNumber };
  };
  const short = (hexadecimal: string): string => hexadecimal.toLowerCase().replace(/^0+/, '');
  /** Without the library's own check of its arguments. */
  const revokeRaw = (body: object): Promise<unknown> => {
    const client = ca.client as unknown as {
      readonly _fabricCAClient: { post(path: string, body: object, by: unknown): Promise<unknown> };
    };
    return client._fabricCAClient.post('revoke', body, ca.registrar.getSigningIdentity());
  };

  test('revokes one certificate of an identity, which keeps the others', async () => {
    const user = await ca.registerAndEnroll({ enrollmentID: 'one' });
    const renewed = await ca.client.reenroll(user, []);
    const { aki, serial } = nameOf(user);
    const answer = (await ca.client.revoke(
      { enrollmentID: '', aki: aki.toUpperCase(), serial: serial.toUpperCase(), reason: 'keycompromise' },
      ca.registrar,
    )) as { readonly result: unknown };
    expect(answer.result).toEqual({ RevokedCerts: [{ Serial: short(serial), AKI: short(aki) }], CRL: '' });
    expect(await ca.certificates({ id: 'one', notrevoked: true })).toEqual([renewed.certificate]);
    const again = ca.client.revoke.bind(ca.client, { enrollmentID: '', aki, serial }, ca.registrar);
    expect(await ca.refusal(again)).toEqual({
      code: 66,
      message: `Certificate with serial ${short(serial)} and AKI ${short(aki)} was already revoked`,
    });
  });

  test('revokes an identity with all its certificates, and it enrols no more', async () => {
    const secret = await ca.register({ enrollmentID: 'gone' });
    const user = await ca.enroll('gone', secret);
    await ca.client.reenroll(user, []);
    const answer = (await ca.client.revoke({ enrollmentID: 'gone', reason: 'affiliationchange' }, ca.registrar)) as {
      readonly result: { readonly RevokedCerts: readonly unknown[] };
    };
    expect(answer.result.RevokedCerts).toHaveLength(2);
    expect(await ca.refusal(() => ca.enroll('gone', secret))).toEqual({ code: 20, message: 'Authentication failure' });
    const nothing = (await ca.client.revoke({ enrollmentID: 'gone' }, ca.registrar)) as { readonly result: unknown };
    expect(nothing.result).toEqual({ RevokedCerts: null, CRL: '' });
  });

  test('lets everybody revoke what is its own, and nothing else', async () => {
    const user = await ca.registerAndEnroll({ enrollmentID: 'self' });
    const others = ca.client.revoke.bind(ca.client, { enrollmentID: '', ...nameOf(plain) }, user);
    expect(await ca.refusal(others)).toEqual(REFUSED);
    expect(await ca.refusal(() => ca.client.revoke({ enrollmentID: 'plain' }, user))).toEqual(REFUSED);
    await ca.client.revoke({ enrollmentID: '', ...nameOf(user) }, user);
    expect(await ca.certificates({ id: 'self', notrevoked: true })).toEqual([]);
  });

  test('says what is not there, not owned, or not named', async () => {
    expect(await ca.refusal(() => ca.client.revoke({ enrollmentID: 'nobody' }, ca.registrar))).toEqual({
      code: 10,
      message: 'Identity nobody was not found: Failed to get User: sql: no rows in result set',
    });
    const unknown = { enrollmentID: '', aki: '00:ab', serial: '0012' };
    expect(await ca.refusal(() => ca.client.revoke(unknown, ca.registrar))).toEqual({
      code: 8,
      message:
        'Certificate with serial 12 and AKI ab was not found: Failed to get Certificate: sql: no rows in result set',
    });
    const { aki, serial } = nameOf(plain);
    expect(await ca.refusal(() => ca.client.revoke({ enrollmentID: 'other', aki, serial }, ca.registrar))).toEqual({
      code: 9,
      message: `Certificate with serial ${short(serial)} and AKI ${short(aki)} is not owned by other`,
    });
    expect(await ca.refusal(() => revokeRaw({ serial }))).toEqual({
      code: 15,
      message: 'Either Name or Serial and AKI are required for a revoke request',
    });
  });

  test('makes a list that Fabric takes: signed by the CA, which it names', async () => {
    const user = await ca.registerAndEnroll({ enrollmentID: 'listed' });
    const answer = (await ca.client.revoke({ enrollmentID: 'listed', gencrl: true } as never, ca.registrar)) as {
      readonly result: { readonly CRL: string };
    };
    const pem = Buffer.from(answer.result.CRL, 'base64');
    const list = RevocationList.parse(pem);
    const issuer = parseCertificate(ca.pki.ca.certificate);
    expect(list.revokes(parseCertificate(pemOf(user)), issuer)).toBe(true);
    expect(list.revokes(parseCertificate(pemOf(plain)), issuer)).toBe(false);
    const crl = new X509Crl(pem.toString('utf8'));
    const root = new X509Certificate(ca.pki.ca.certificate);
    expect(await crl.verify({ publicKey: root })).toBe(true);
    expect(crl.issuer).toBe(root.subject);
    const hours = ((crl.nextUpdate?.getTime() ?? 0) - crl.thisUpdate.getTime()) / 3_600_000;
    expect(hours).toBe(24);
  });

  test('lists within a window of time', async () => {
    await ca.client.revoke(
      { enrollmentID: (await ca.registerAndEnroll({ enrollmentID: 'past' })).getName() },
      ca.registrar,
    );
    const entries = async (request: Parameters<typeof ca.client.generateCRL>[0]): Promise<number> => {
      const encoded = (await ca.client.generateCRL(request, ca.registrar)) as string;
      return new X509Crl(Buffer.from(encoded, 'base64').toString('utf8')).entries.length;
    };
    const [past, future] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
    expect(await entries({})).toBeGreaterThan(0);
    expect(await entries({ revokedAfter: past, revokedBefore: future })).toBe(await entries({}));
    expect(await entries({ revokedAfter: future })).toBe(0);
    expect(await entries({ expireBefore: future })).toBe(0);
  });

  test('makes a list for who may have one, within limits that make sense', async () => {
    expect(await ca.refusal(() => ca.client.generateCRL({}, plain))).toEqual(REFUSED);
    const [first, second] = [new Date(Date.now() - 2_000), new Date()];
    const revoked = { revokedAfter: second, revokedBefore: first };
    expect(await ca.refusal(() => ca.client.generateCRL(revoked, ca.registrar))).toEqual({
      code: 36,
      message: "Invalid 'revokedafter' value. It must not be a timestamp greater than 'revokedbefore'",
    });
    const expired = { expireAfter: second, expireBefore: first };
    expect(await ca.refusal(() => ca.client.generateCRL(expired, ca.registrar))).toEqual({
      code: 37,
      message: "Invalid 'expireafter' value. It must not be a timestamp greater than 'expirebefore'",
    });
  });

  test('keeps revocations over a restart', async () => {
    const before = await ca.state();
    await ca.restart();
    expect(await ca.state()).toBe(before);
    expect(new NativeCertificate(pemOf(plain)).subject).toContain('CN=plain');
  });
});
