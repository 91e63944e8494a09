import 'reflect-metadata';
import { X509Certificate as NativeCertificate } from 'node:crypto';
import { X509Certificate } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from 'fabric-common';
import { CA_ENGINE, credentialOf, isCaThere, refusalOf, TestCa } from './ca.fixture.js';

const REFUSED = { code: 20, message: 'Authentication failure' };
const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';

(isCaThere ? describe : describe.skip)(`enrolment at the CA (${CA_ENGINE})`, () => {
  let ca: TestCa;

  beforeAll(async () => {
    ca = await TestCa.start();
    await ca.client.newAffiliationService().create({ name: 'desk.bonds.short', force: true }, ca.registrar);
  });
  afterAll(() => ca.stop());

  const certificateOf = (user: User): X509Certificate => new X509Certificate(credentialOf(user).certificate);
  const attributesOf = (certificate: X509Certificate): unknown => {
    const extension = certificate.getExtension(ATTRIBUTES_OID);
    return extension === null ? undefined : JSON.parse(Buffer.from(extension.value).toString('utf8'));
  };

  test('enrols with a key that the library made', async () => {
    const secret = await ca.register({ enrollmentID: 'by-library' });
    const enrollment = await ca.client.enroll({ enrollmentID: 'by-library', enrollmentSecret: secret });
    expect(enrollment.rootCertificate).toBe(ca.pki.ca.certificate);
    expect(new X509Certificate(enrollment.certificate).subject).toBe('OU=client, CN=by-library');
  });

  test('tells who it is', async () => {
    const info = await ca.client.getCaInfo(ca.registrar);
    expect(info).toMatchObject({ caName: 'ca.northmsp.example', caChain: ca.pki.ca.certificate });
    expect(info.version).toMatch(/^1\.5\.\d+$/);
  });

  test('issues a certificate that the organisation trusts, with the default usage and a low S', async () => {
    const certificate = certificateOf(ca.registrar);
    const native = new NativeCertificate(certificate.toString('pem'));
    expect(native.verify(new NativeCertificate(ca.pki.ca.certificate).publicKey)).toBe(true);
    expect(certificate.subject).toBe('OU=client, CN=registrar');
    expect(native.keyUsage).toBeUndefined();
    const constraints = native.ca;
    expect(constraints).toBe(false);
    const days = (certificate.notAfter.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(364.9);
    expect(days).toBeLessThan(365.1);
    expect(attributesOf(certificate)).toBeUndefined();
    const user = await ca.registerAndEnroll({ enrollmentID: 'plain' });
    expect(attributesOf(certificateOf(user))).toEqual({
      attrs: { 'hf.EnrollmentID': 'plain', 'hf.Type': 'client', 'hf.Affiliation': '' },
    });
  });

  test('orders the organisational units as a set, and puts registered attributes into the certificate', async () => {
    const user = await ca.registerAndEnroll({
      enrollmentID: 'trader',
      role: 'client',
      affiliation: 'desk.bonds.short',
      attrs: [
        { name: 'limit', value: '<10 & more>', ecert: true },
        { name: 'secret', value: 'hidden' },
      ],
    });
    const certificate = certificateOf(user);
    expect(certificate.subject).toBe('OU=desk+OU=bonds+OU=short+OU=client, CN=trader');
    expect(attributesOf(certificate)).toEqual({
      attrs: {
        'hf.Affiliation': 'desk.bonds.short',
        'hf.EnrollmentID': 'trader',
        'hf.Type': 'client',
        limit: '<10 & more>',
      },
    });
  });

  test('puts in exactly the attributes that are asked for', async () => {
    const attrs = [{ name: 'desk', value: 'bonds' }];
    const secret = await ca.register({ enrollmentID: 'asker', attrs });
    const request = [
      { name: 'desk', optional: false },
      { name: 'nothing', optional: true },
    ];
    const user = await ca.enroll('asker', secret, { attr_reqs: request });
    expect(attributesOf(certificateOf(user))).toEqual({ attrs: { desk: 'bonds' } });
    const missing = [
      { name: 'one', optional: false },
      { name: 'two', optional: false },
    ];
    expect(await ca.refusal(() => ca.enroll('asker', secret, { attr_reqs: missing }))).toEqual({
      code: 0,
      message: 'Failed to find requested attributes: The following required attributes are missing: [one two]',
    });
    const none = await ca.enroll('asker', secret, { attr_reqs: [] });
    expect(attributesOf(certificateOf(none))).toEqual({ attrs: {} });
  });

  test('issues TLS certificates by the profile tls', async () => {
    const secret = await ca.register({ enrollmentID: 'server', role: 'peer' });
    const user = await ca.enroll('server', secret, { profile: 'tls' });
    const certificate = new NativeCertificate(certificateOf(user).toString('pem'));
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    // The real server has one key for both profiles.
    const issuer = CA_ENGINE === 'fabric' ? ca.pki.ca : ca.pki.tlsCa;
    expect(certificate.verify(new NativeCertificate(issuer.certificate).publicKey)).toBe(true);
    expect(await ca.refusal(() => ca.enroll('server', secret, { profile: 'none' }))).toEqual({
      code: 0,
      message: "Invalid profile: 'none'",
    });
  });

  test('refuses who does not know the secret, and does not tell why', async () => {
    const secret = await ca.register({ enrollmentID: 'known' });
    expect(await ca.refusal(() => ca.enroll('known', `${secret}x`))).toEqual(REFUSED);
    expect(await ca.refusal(() => ca.enroll('unknown', secret))).toEqual(REFUSED);
    expect(await ca.enroll('known', secret)).toBeDefined();
  });

  test('refuses a request for another name, and one that is none', async () => {
    const secret = await ca.register({ enrollmentID: 'honest' });
    const another = ca.enroll.bind(ca, 'honest', secret, { subject: 'CN=registrar' });
    const name = 'The CSR subject common name must equal the enrollment ID';
    expect(await ca.refusal(another)).toEqual({ code: 77, message: name });
    const none = ca.enroll.bind(ca, 'honest', secret, { csr: 'nothing' });
    expect(await ca.refusal(none)).toEqual({ code: 31, message: 'CSR Decode failed' });
    const long = 'n'.repeat(65);
    const longSecret = await ca.register({ enrollmentID: long });
    expect(await ca.refusal(() => ca.enroll(long, longSecret))).toEqual({
      code: 80,
      message: `CSR input validation failed: The CN '${long}' exceeds the maximum character limit of 64`,
    });
  });

  test('refuses a CA certificate to who may not have one', async () => {
    const secret = await ca.register({ enrollmentID: 'climber' });
    expect(await ca.refusal(() => ca.enroll('climber', secret, { profile: 'ca' }))).toEqual({
      code: 71,
      message: 'Authorization failure',
    });
  });

  test('lets an identity enrol as often as it was registered for', async () => {
    const secret = await ca.register({ enrollmentID: 'twice', maxEnrollments: 2 });
    await ca.enroll('twice', secret);
    await ca.restart();
    await ca.enroll('twice', secret);
    expect(await ca.refusal(() => ca.enroll('twice', secret))).toEqual(REFUSED);
  });

  test('locks an identity after ten wrong secrets, until it gets another', async () => {
    const secret = await ca.register({ enrollmentID: 'guessed' });
    for (let attempt = 0; attempt < 9; attempt += 1) await refusalOf(() => ca.enroll('guessed', 'guess'));
    await ca.enroll('guessed', secret);
    for (let attempt = 0; attempt < 10; attempt += 1) await refusalOf(() => ca.enroll('guessed', 'guess'));
    const locked = {
      code: 73,
      message: 'Incorrect password entered 10 times, max incorrect password limit of 10 reached',
    };
    expect(await ca.refusal(() => ca.enroll('guessed', secret))).toEqual(locked);
    const change = { enrollmentID: 'guessed', affiliation: '', enrollmentSecret: 'another secret' };
    await ca.client.newIdentityService().update('guessed', change, ca.registrar);
    expect(await ca.enroll('guessed', 'another secret')).toBeDefined();
  });

  test('renews: a further certificate with another key, while the first stays valid', async () => {
    const attrs = [{ name: 'desk', value: 'bonds', ecert: true }];
    const user = await ca.registerAndEnroll({ enrollmentID: 'renewer', attrs });
    const renewal = await ca.client.reenroll(user, []);
    const [first, second] = [certificateOf(user), new X509Certificate(renewal.certificate)];
    expect(second.subject).toBe(first.subject);
    expect(second.serialNumber).not.toBe(first.serialNumber);
    const keyOf = ({ publicKey }: X509Certificate): Buffer => Buffer.from(publicKey.rawData);
    expect(keyOf(second)).not.toEqual(keyOf(first));
    expect(attributesOf(second)).toEqual({ attrs: {} });
    const others = await ca.client.reenroll(user, undefined as never);
    expect(attributesOf(new X509Certificate(others.certificate))).toEqual(attributesOf(first));
    expect(await ca.certificates({ id: 'renewer' })).toHaveLength(3);
  });

  test('renews nothing for a certificate that is revoked', async () => {
    const user = await ca.registerAndEnroll({ enrollmentID: 'revoked' });
    await ca.client.revoke({ enrollmentID: 'revoked' }, ca.registrar);
    expect(await ca.refusal(() => ca.client.reenroll(user, []))).toEqual(REFUSED);
  });
});
