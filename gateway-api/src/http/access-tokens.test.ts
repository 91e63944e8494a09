import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { ProblemSchema } from './schemas/problem-document.js';

const ISSUER = 'https://login.test.example/';
const AUDIENCE = 'https://gateway.test.example/';
const PERSON = '00u1abcd';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let gateway: TestGateway;
let keys: Keys;
let other: Keys;
let wide: Keys;

beforeAll(async () => {
  [keys, other, wide] = [
    await generateKeyPair('ES256', { extractable: true }),
    await generateKeyPair('ES256'),
    await generateKeyPair('ES384', { extractable: true }),
  ];
  const directory = mkdtempSync(join(tmpdir(), 'scrip-tokens-'));
  const published = [
    { ...(await exportJWK(keys.publicKey)), kid: 'one', use: 'sig' },
    { ...(await exportJWK(wide.publicKey)), kid: 'wide', use: 'sig' },
  ];
  writeFileSync(join(directory, 'issuer.jwks.json'), JSON.stringify({ keys: published }));
  const tokens = {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ['ES256'],
    jwks: { file: 'issuer.jwks.json' },
    operators: { [PERSON]: 'mia-maker', left: 'nobody-configured' },
  };
  writeFileSync(join(directory, 'authentication.json'), JSON.stringify({ schema: 1, tokens }));
  gateway = await openTestGateway({ directory });
});

afterAll(() => gateway.dispose());

const seconds = (from: number): number => Math.floor(Date.now() / 1_000) + from;
const claims = (more: JWTPayload = {}): JWTPayload => ({
  ...{ iss: ISSUER, aud: AUDIENCE, sub: PERSON, iat: seconds(-10), exp: seconds(300) },
  ...more,
});
const sign = (payload: JWTPayload, header: object = {}, key: Keys['privateKey'] = keys.privateKey): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt', ...header }).sign(key);
const ask = (token: string): Promise<Response> =>
  fetch(`${gateway.url}/v1/securities`, { headers: { Authorization: `Bearer ${token}` } });

/** The same token with something else in its payload, under the signature of before. */
function tampered(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const given = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  const changed = Buffer.from(JSON.stringify({ ...given, jti: 'x' })).toString('base64url');
  return [header, changed, signature].join('.');
}

/** HMAC over the token with the public key as its secret: what a verifier takes that lets the token choose how. */
async function confused(): Promise<string> {
  const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
  return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' }).sign(secret);
}

describe('an access token', () => {
  test('of the issuer lets its operator in, with that operator’s roles', async () => {
    expect((await ask(await sign(claims()))).status).toBe(200);
    const approval = await fetch(`${gateway.url}/v1/approvals/x/approval`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await sign(claims())}` },
    });
    expect(approval.status).toBe(403);
  });

  test.each<[string, () => Promise<string> | string]>([
    ['that has expired', () => sign(claims({ exp: seconds(-60) }))],
    ['that is not valid yet', () => sign(claims({ nbf: seconds(60) }))],
    ['issued in the future', () => sign(claims({ iat: seconds(60) }))],
    ['issued long ago', () => sign(claims({ iat: seconds(-7_200) }))],
    ['without an end', () => sign({ iss: ISSUER, aud: AUDIENCE, sub: PERSON, iat: seconds(-10) })],
    ['without a time of issue', () => sign({ iss: ISSUER, aud: AUDIENCE, sub: PERSON, exp: seconds(300) })],
    ['for another audience', () => sign(claims({ aud: 'https://other.example/' }))],
    ['of another issuer', () => sign(claims({ iss: 'https://evil.example/' }))],
    ['that is an ID token', () => sign(claims(), { typ: 'JWT' })],
    ['of no algorithm', () => new UnsecuredJWT(claims()).encode()],
    ['whose secret is the public key', confused],
    ['of a key that is not published', () => sign(claims(), { kid: 'two' }, other.privateKey)],
    ['of another key under a published name', () => sign(claims(), {}, other.privateKey)],
    ['of an algorithm that is not allowed', () => sign(claims(), { alg: 'ES384', kid: 'wide' }, wide.privateKey)],
    ['that was changed', async () => tampered(await sign(claims()))],
    [
      'that brings its own key',
      async () => sign(claims(), { kid: 'two', jwk: await exportJWK(keys.publicKey) }, other.privateKey),
    ],
    ['of a person who is no operator', () => sign(claims({ sub: 'stranger' }))],
    ['of a person named as objects name things', () => sign(claims({ sub: 'toString' }))],
    ['of an operator who is not configured', () => sign(claims({ sub: 'left' }))],
    ['bound to a certificate that is not shown', () => sign(claims({ cnf: { 'x5t#S256': 'A'.repeat(43) } }))],
    ['bound in a way that is not known here', () => sign(claims({ cnf: { jkt: 'A'.repeat(43) } }))],
    ['that is nonsense', () => 'aaaa.bbbb.cccc'],
  ])('%s is refused', async (_, make) => {
    const answer = await ask(await make());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="scrip", error="invalid_token"');
    expect(ProblemSchema.parse(await answer.json()).code).toBe('UNAUTHENTICATED');
  });

  test('gets no API key, least of all one in the place of those that were revoked', async () => {
    const post = (path: string, bearer: string): Promise<Response> => {
      const headers = {
        Authorization: `Bearer ${bearer}`,
        ...{ 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      };
      return fetch(`${gateway.url}/v1/operators/mia-maker/key${path}`, { method: 'POST', headers, body: '{}' });
    };
    expect((await post('', await sign(claims()))).status).toBe(403);
    expect((await post('/revocation', gateway.administratorKey)).status).toBe(200);
    // revoked is who, not how: a token of the same operator is no way around it, nor to a new session
    expect((await post('', await sign(claims()))).status).toBe(401);
    expect((await ask(await sign(claims()))).status).toBe(401);
    expect((await ask(gateway.makerKey)).status).toBe(401);
    expect((await post('/issuance', gateway.administratorKey)).status).toBe(200);
    expect((await ask(await sign(claims()))).status).toBe(200);
  });

  test('is refused once the ledger says that its operator was dismissed', async () => {
    const token = await sign(claims());
    const mia = { mspId: 'TestMSP', operatorId: 'mia-maker', roles: ['maker'], validFrom: '2026-11-23' };
    gateway.ledger.commit([
      { type: 'OperatorDismissed', facts: { operators: [{ ...mia, dismissedOn: '2026-11-23' }] } },
    ]);
    let status = 200;
    for (let tries = 0; status === 200 && tries < 100; tries += 1) status = (await ask(token)).status;
    const answer = await ask(token);
    expect(answer.status).toBe(403);
    expect(ProblemSchema.parse(await answer.json()).code).toBe('OPERATOR_LAPSED');
    const issued = readFileSync(join(gateway.directory, 'mia-maker.key'), 'utf8').trim();
    expect((await ask(issued)).status).toBe(403);
    expect((await ask(gateway.checkerKey)).status).toBe(200);
  });
});
