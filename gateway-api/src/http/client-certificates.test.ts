import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
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
function ask(shown: TestCertificate | undefined, bearer?: string): Promise<number> {
  const identity = shown === undefined ? {} : { cert: shown.certificate, key: shown.key };
  const headers = bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` };
  return new Promise((resolve, reject) => {
    const options = { ca: authority.certificate, ...identity, headers, agent: false } as const;
    request(`${gateway.url}/v1/securities`, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
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

  test('is not demanded of who has an API key', async () => {
    expect(await ask(undefined, gateway.makerKey)).toBe(200);
  });
});
