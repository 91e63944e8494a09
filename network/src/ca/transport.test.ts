import { createPrivateKey, sign, webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signLowS } from '@scrip/credentials';
import { CA_ENGINE, certificateRequest, credentialOf, isCaThere, TestCa } from './ca.fixture.js';

const REFUSED = { code: 20, message: 'Authentication failure' };
const basic = (id: string, secret: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

(isCaThere ? describe : describe.skip)(`the protocol of the CA (${CA_ENGINE})`, () => {
  let ca: TestCa;

  beforeAll(async () => {
    ca = await TestCa.start();
  });
  afterAll(() => ca.stop());

  test('answers under the versioned and the old path, with an envelope', async () => {
    for (const path of ['/api/v1/cainfo', '/cainfo']) {
      const answer = await ca.send('GET', path);
      expect(answer).toMatchObject({ status: 200, success: true, errors: [], messages: [] });
      expect(answer.result).toMatchObject({ CAName: ca.name });
    }
    expect((await ca.send('HEAD', '/api/v1/cainfo')).status).toBe(200);
    expect((await ca.send('GET', '/api/v1/nothing')).status).toBe(404);
  });

  test.each<[string, string, object, number, number, string]>([
    ['GET', '/api/v1/enroll', {}, 405, 1, 'Method GET is not allowed'],
    ['POST', '/api/v1/enroll', {}, 401, 2, 'No authorization header'],
    ['POST', '/api/v1/enroll', { headers: { authorization: 'Bearer x' } }, 401, 20, 'Authentication failure'],
    ['GET', '/api/v1/identities', {}, 401, 2, 'No authorization header'],
    ['GET', '/api/v1/identities', { headers: { authorization: 'x.y.z' } }, 401, 20, 'Authentication failure'],
    ['POST', '/api/v1/register', {}, 400, 4, 'Empty request body'],
    ['GET', '/api/v1/cainfo?ca=other', {}, 404, 19, "CA 'other' does not exist"],
    ['POST', '/api/v1/cainfo', { body: '{"caname":"other"}' }, 404, 19, "CA 'other' does not exist"],
    ['POST', '/api/v1/cainfo', { body: '{"CAName":"other"}' }, 404, 19, "CA 'other' does not exist"],
  ])('%s %s %j is answered with %i, code %i', async (method, path, options, status, code, message) => {
    const answer = await ca.send(method, path, options);
    expect(answer).toMatchObject({ status, success: false, result: '', errors: [{ code, message }] });
  });

  test('refuses a body that it cannot read', async () => {
    for (const body of ['{', '[]', '{"caname":5}']) {
      const answer = await ca.send('POST', '/api/v1/cainfo', { body });
      expect(answer).toMatchObject({ status: 400, errors: [{ code: 5 }] });
      expect(answer.errors[0]?.message).toMatch(/^Invalid request body: /);
    }
    const empty = await ca.send('POST', '/api/v1/enroll', { headers: basic('registrar', ca.registrarSecret) });
    expect(empty).toMatchObject({ status: 400, errors: [{ code: 4, message: 'Empty request body' }] });
  });

  test('refuses a certificate request whose signature is not its key', async () => {
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const csr = await certificateRequest('CN=registrar', keys);
    const der = Buffer.from(csr.replace(/-----[^-]*-----|\s/g, ''), 'base64');
    der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
    const request = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    const body = JSON.stringify({ certificate_request: request });
    const answer = await ca.send('POST', '/api/v1/enroll', { body, headers: basic('registrar', ca.registrarSecret) });
    expect(answer).toMatchObject({ status: 500, errors: [{ code: 0 }] });
    expect(answer.errors[0]?.message).toBe(
      'Certificate signing failure: {"code":9300,"message":"x509: ECDSA verification failure"}',
    );
  });

  describe('a token', () => {
    const PATH = '/api/v1/identities';
    const payload = (method: string, path: string, body: string, certificate: string): Buffer => {
      const encoded = [path, body, certificate].map((part) => Buffer.from(part).toString('base64'));
      return Buffer.from([method, ...encoded].join('.'));
    };
    const send = (certificate: string, signature: Buffer): ReturnType<TestCa['send']> => {
      const authorization = `${Buffer.from(certificate).toString('base64')}.${signature.toString('base64')}`;
      return ca.send('GET', PATH, { headers: { authorization } });
    };

    test('signs method, path, body and certificate', async () => {
      const { certificate, key } = credentialOf(ca.registrar);
      const right = payload('GET', PATH, '', certificate);
      expect((await send(certificate, signLowS(key, right))).status).toBe(200);
      const wrong = [
        payload('POST', PATH, '', certificate),
        payload('GET', `${PATH}?ca=x`, '', certificate),
        payload('GET', PATH, '{}', certificate),
        Buffer.from(`.${Buffer.from(certificate).toString('base64')}`),
      ];
      for (const message of wrong) {
        expect(await send(certificate, signLowS(key, message))).toMatchObject({ status: 401, errors: [REFUSED] });
      }
    });

    test('is not taken with a high S, nor with a certificate of another CA or of our own making', async () => {
      const { certificate, key } = credentialOf(ca.registrar);
      const message = payload('GET', PATH, '', certificate);
      const low = signLowS(key, message);
      let high = low;
      while (isLow(high)) high = sign('sha256', message, key);
      expect(await send(certificate, high)).toMatchObject({ status: 401, errors: [REFUSED] });
      // The organisation's admin has a certificate of the same CA, but it did not enrol with it.
      const admin = ca.pki.identities.get('admin');
      if (admin === undefined) throw new Error('no admin');
      const own = payload('GET', PATH, '', admin.certificate);
      const signature = signLowS(createPrivateKey(admin.privateKey), own);
      expect(await send(admin.certificate, signature)).toMatchObject({ status: 401, errors: [REFUSED] });
    });
  });
});

/** Whether S of a DER signature is in the lower half. */
function isLow(der: Buffer): boolean {
  const start = 4 + der.readUInt8(3);
  const s = BigInt(`0x${der.subarray(start + 2).toString('hex')}`);
  return s <= 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
}
