import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { certificateDigests } from '../operators/client-certificate.js';
import { newKeys, TestAuthority, type TestCertificate } from '../support/test-certificates.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let authority: TestAuthority;
let mia: TestCertificate;
let stranger: TestCertificate;
let forged: TestCertificate;
let expired: TestCertificate;
let renewed: TestCertificate;
let tokenFor: (certificate: TestCertificate) => Promise<string>;

const digests = ({ certificate }: TestCertificate): ReturnType<typeof certificateDigests> =>
  certificateDigests(new X509Certificate(certificate));

beforeAll(async () => {
  authority = await TestAuthority.create('Clients');
  const keys = await newKeys();
  mia = await authority.issue('mia', { keys });
  renewed = await authority.issue('mia renewed', { keys });
  expired = await authority.issue('mia before', { keys, days: [-30, -1] });
  stranger = await authority.issue('stranger');
  forged = await (await TestAuthority.create('Clients')).issue('mia', { keys });
  const directory = mkdtempSync(join(tmpdir(), 'scrip-mtls-'));
  const tls = join(directory, 'tls');
  mkdirSync(tls);
  const server = await authority.issue('localhost');
  writeFileSync(join(tls, 'server.pem'), server.certificate);
  writeFileSync(join(tls, 'server.key'), server.key);
  writeFileSync(join(tls, 'clients.pem'), authority.certificate);
  const issuer = await generateKeyPair('ES256', { extractable: true });
  const published = { keys: [{ ...(await exportJWK(issuer.publicKey)), kid: 'one' }] };
  writeFileSync(join(directory, 'jwks.json'), JSON.stringify(published));
  const [iss, aud] = ['https://login.test.example/', 'https://gateway.test.example/'];
  const tokens = {
    issuer: iss,
    audience: aud,
    algorithms: ['ES256'],
    jwks: { file: 'jwks.json' },
    operators: { m: 'mia-maker' },
  };
  const certificates = { [digests(mia).keyThumbprint]: 'mia-maker' };
  writeFileSync(join(directory, 'authentication.json'), JSON.stringify({ schema: 1, tokens, certificates }));
  tokenFor = (certificate) =>
    new SignJWT({ iss, aud, sub: 'm', cnf: { 'x5t#S256': digests(certificate).thumbprint } })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(issuer.privateKey);
  gateway = await openTestGateway({ directory }, { tls: { directory: tls, host: '127.0.0.1' } });
});

afterAll(() => gateway.dispose());

/** The status of a read, with a client certificate and a bearer credential or without. */
const ask = async (shown: TestCertificate | undefined, bearer?: string): Promise<number> =>
  (await send('GET', '/v1/securities', shown, bearer)).status;

/** The session that a client certificate, with a token or without, is exchanged for. */
async function openSession(shown: TestCertificate | undefined, bearer?: string): Promise<string> {
  const { body } = await send('POST', '/v1/sessions', shown, bearer);
  return String((JSON.parse(body) as Readonly<Record<string, unknown>>)['token']);
}

function send(
  method: 'GET' | 'POST',
  path: string,
  shown: TestCertificate | undefined,
  bearer?: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const identity = shown === undefined ? {} : { cert: shown.certificate, key: shown.key };
  const headers = {
    ...{ 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
  };
  return new Promise((resolve, reject) => {
    const options = { ca: authority.certificate, ...identity, method, headers, agent: false } as const;
    request(`${gateway.url}${path}`, options, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end(method === 'POST' ? '{}' : '');
  });
}

describe('a client certificate', () => {
  test('lets in the operator to whose key it is bound, also when it was renewed', async () => {
    expect(await ask(mia)).toBe(200);
    expect(await ask(renewed)).toBe(200);
  });

  test.each<[string, () => TestCertificate | undefined]>([
    ['none', () => undefined],
    ['one of nobody', () => stranger],
    ['one of the same key and name by another authority', () => forged],
    ['one that has expired', () => expired],
  ])('%s is refused', async (_, shown) => {
    expect(await ask(shown())).toBe(401);
  });

  test('beside a bad credential does not make it good', async () => {
    expect(await ask(mia, 'scrip_mia-maker_' + 'A'.repeat(43))).toBe(401);
  });

  test('is needed with a token that is bound to it, and no other serves', async () => {
    expect(await ask(stranger, await tokenFor(stranger))).toBe(200);
    expect(await ask(mia, await tokenFor(stranger))).toBe(401);
    expect(await ask(undefined, await tokenFor(stranger))).toBe(401);
    expect(await ask(forged, await tokenFor(forged))).toBe(401);
  });

  test('is needed with a session that a token bound to it was exchanged for', async () => {
    const session = await openSession(stranger, await tokenFor(stranger));
    expect(await ask(stranger, session)).toBe(200);
    expect([await ask(undefined, session), await ask(mia, session)]).toEqual([401, 401]);
  });

  test('is needed with a session that it was exchanged for itself', async () => {
    const session = await openSession(mia);
    expect([await ask(mia, session), await ask(undefined, session)]).toEqual([200, 401]);
  });

  test('is not demanded of who has an API key', async () => {
    expect(await ask(undefined, gateway.makerKey)).toBe(200);
    expect(await ask(undefined, await openSession(mia, gateway.makerKey))).toBe(200);
  });

  test('lets nobody in whose credentials were revoked', async () => {
    const session = await openSession(mia);
    const path = '/v1/operators/mia-maker/key';
    await send('POST', `${path}/revocation`, undefined, gateway.administratorKey);
    expect([await ask(mia), await ask(mia, session), await ask(undefined, gateway.makerKey)]).toEqual([401, 401, 401]);
    expect((await send('POST', '/v1/sessions', mia)).status).toBe(401);
    await send('POST', `${path}/issuance`, undefined, gateway.administratorKey);
    expect([await ask(mia), await ask(mia, session)]).toEqual([200, 401]);
  });
});
