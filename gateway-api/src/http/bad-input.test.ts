import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sendRaw, type RawAnswer } from '../support/calls.js';
import { SHARE } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { JSON_DEPTH_MAX } from './plain-json.js';
import { ProblemSchema } from './schemas/problem-document.js';

const ISIN = 'US0378331005';
const HOLDER = `P${'A'.repeat(32)}`;
const LOT = `${'0'.repeat(64)}%2F0`;

const HOLDER_BODY = {
  name: 'Ada Example',
  address: { line1: '1 Example Street', city: 'Berlin', postalCode: '10115', country: 'DE' },
  country: 'DE',
};
const SECURITY_BODY = { definition: 'Example@1', registrar: 'TestMSP', calendar: 'TARGET' };
const ISSUE_BODY = { allocations: [{ holderId: HOLDER, units: '1' }] };
const ORDER = { basis: 'statute', document: 'd'.repeat(64) };
const TRANSFER_BODY = { isin: ISIN, fromHolderId: HOLDER, toHolderId: `P${'B'.repeat(32)}`, units: '1' };

/** Every command route with a body that its schema accepts. */
const COMMANDS: readonly (readonly [path: string, body: Readonly<Record<string, unknown>>])[] = [
  ['/v1/parties', HOLDER_BODY],
  ['/v1/securities', SECURITY_BODY],
  ['/v1/definitions', { form: SHARE }],
  ['/v1/definitions/Example@1/proposal', { hash: '0'.repeat(64) }],
  [`/v1/securities/${ISIN}/issuances`, ISSUE_BODY],
  [`/v1/approvals/${'0'.repeat(40)}/rejection`, { bodyHash: '0'.repeat(64), reason: 'withdrawn' }],
  ['/v1/transfers', TRANSFER_BODY],
  ['/v1/business-date', { calendar: 'TARGET', date: '2026-11-24' }],
  ['/v1/business-date/corrections', { calendar: 'TARGET', date: '2026-11-24', reason: 'outage' }],
  ['/v1/calendars/TARGET/holidays', { version: 1, add: ['2026-12-24'] }],
  [`/v1/securities/${ISIN}/freeze`, ORDER],
  [`/v1/securities/${ISIN}/releases`, { holderId: HOLDER, encumbranceId: 'e-1' }],
  [`/v1/securities/${ISIN}/subordinations`, { holderId: HOLDER, encumbranceId: 'e-1', behind: 'e-2' }],
  [
    `/v1/securities/${ISIN}/attachments`,
    { ...ORDER, holderId: HOLDER, encumbranceId: 'e-1', units: '1', beneficiary: `P${'B'.repeat(32)}` },
  ],
  [
    `/v1/securities/${ISIN}/enforcements`,
    { ...ORDER, holderId: HOLDER, encumbranceId: 'e-1', units: '1', toHolderId: `P${'B'.repeat(32)}` },
  ],
  [
    `/v1/securities/${ISIN}/consolidations`,
    { holderId: HOLDER, lotIds: ['0', '1'].map((n) => `${'0'.repeat(64)}/${n}`) },
  ],
  [`/v1/securities/${ISIN}/redemptions`, { ...ORDER, holderId: HOLDER, units: '1' }],
  [
    `/v1/securities/${ISIN}/forced-transfers`,
    { ...ORDER, fromHolderId: HOLDER, toHolderId: `P${'B'.repeat(32)}`, units: '1' },
  ],
  [`/v1/securities/${ISIN}/frozen-units`, { ...ORDER, holderId: HOLDER, units: '1' }],
  ['/v1/participants/TestMSP/standing', { status: 'suspended', reason: 'breach' }],
  ['/v1/breaks', { breakId: 'b-1', isin: ISIN, reason: 'position', documentHash: '0'.repeat(64) }],
  ['/v1/calendars/TARGET/breaks/b-1/resolution', { noteHash: '0'.repeat(64) }],
  ['/v1/calendars/TARGET/breaks/b-1/explanation', { noteHash: '0'.repeat(64) }],
  [`/v1/securities/${ISIN}/reconciliations`, { scope: 'register' }],
];

/** Every read route, with something in the place of each parameter. */
const READS = [
  '/v1/approvals',
  `/v1/approvals/${'0'.repeat(40)}`,
  '/v1/securities',
  `/v1/securities/${ISIN}`,
  `/v1/securities/${ISIN}/register`,
  `/v1/securities/${ISIN}/lots/${LOT}/history`,
  `/v1/parties/${HOLDER}/holdings`,
  `/v1/parties/${HOLDER}/freezes`,
  `/v1/securities/${ISIN}/freezes`,
  `/v1/securities/${ISIN}/register-inspections`,
  `/v1/securities/${ISIN}/encumbrances`,
  `/v1/parties/${HOLDER}/encumbrances`,
  `/v1/securities/${ISIN}/cap-table`,
  `/v1/securities/${ISIN}/ordered-movements`,
  `/v1/operations/${'0'.repeat(40)}`,
  '/v1/business-date',
  '/v1/participants',
  '/v1/participants/TestMSP',
  '/v1/calendars',
  '/v1/calendars/TARGET',
  '/v1/calendars/TARGET/breaks',
  `/v1/securities/${ISIN}/reconciliations`,
  `/v1/securities/${ISIN}/statements`,
  '/v1/calendars/TARGET/late-instructions',
  '/v1/calendars/TARGET/displaced-instructions',
];

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Bodies that no route accepts, and the code that each must get. */
const BODIES: readonly (readonly [name: string, body: string, code: string])[] = [
  ['nothing', '', 'UNSUPPORTED_MEDIA_TYPE VALIDATION_FAILED MALFORMED_JSON'],
  ['half an object', '{"isin":', 'MALFORMED_JSON'],
  ['not JSON', '<xml/>', 'MALFORMED_JSON'],
  ['a number', '1', 'MALFORMED_JSON'],
  ['a text', '"text"', 'MALFORMED_JSON'],
  ['null', 'null', 'MALFORMED_JSON'],
  ['a list', '[]', 'VALIDATION_FAILED'],
  ['an empty object', '{}', 'VALIDATION_FAILED'],
  ['an unknown field', '{"unknown":"1"}', 'VALIDATION_FAILED'],
  ['deep lists', `{"name":${deep(20_000)}}`, 'VALIDATION_FAILED'],
  ['deep objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'VALIDATION_FAILED'],
  ['a huge number', `{"units":1${'0'.repeat(400)}}`, 'VALIDATION_FAILED'],
  ['a prototype key', '{"__proto__":{"admin":true}}', 'VALIDATION_FAILED'],
  ['a constructor key', '{"constructor":{"prototype":{"admin":true}}}', 'VALIDATION_FAILED'],
  ['half a surrogate pair', '{"name":"\\ud800"}', 'VALIDATION_FAILED'],
  ['half a pair as a key', '{"\\udfff":"x"}', 'VALIDATION_FAILED'],
  ['NUL', '{"name":"a\\u0000b"}', 'VALIDATION_FAILED'],
  ['too much', `{"name":"${'a'.repeat(300_000)}"}`, 'BODY_TOO_LARGE'],
];

/** Values put into each field of a good body in turn. */
const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, '', ' ', '-1', '0', '1e9', '01', '1.5', 'NaN', '9'.repeat(400)],
  ...['a'.repeat(20_000), 'Ω≈ç√', '‮', '2026-13-45', '2026-02-30', [], {}, [[]], { a: { b: 'c' } }, ['x'], '../../etc'],
  ...["'; DROP TABLE lot; --", '${7*7}', '%00', '\\', '"'],
];

describe('bad input', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openTestGateway();
  });
  afterAll(() => gateway.dispose());

  const headers = (...more: readonly string[]): readonly string[] => [
    ...['Authorization', `Bearer ${gateway.makerKey}`, 'Content-Type', 'application/json'],
    ...more,
  ];
  const post = (path: string, body: string): Promise<RawAnswer> =>
    sendRaw(gateway.url, { method: 'POST', path, body, headers: headers('Idempotency-Key', randomUUID()) });

  /** A problem as it must be: its document, no 500, a hint, the status and content type of HTTP. */
  function expectProblem(answer: RawAnswer): { readonly code: string } {
    const problem = ProblemSchema.parse(JSON.parse(answer.body));
    expect(problem.status).toBe(answer.status);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.hint).not.toBe('');
    expect(problem.instance).toBe(`urn:scrip:request:${String(answer.headers['x-correlation-id'])}`);
    return problem;
  }

  describe.each(COMMANDS)('POST %s', (path, good) => {
    test.each(BODIES)('refuses %s', async (_name, body, codes) => {
      expect(codes.split(' ')).toContain(expectProblem(await post(path, body)).code);
    });

    test('refuses, or accepts as valid, any value in any field; never fails', async () => {
      for (const field of Object.keys(good)) {
        for (const value of VALUES) {
          const answer = await post(path, JSON.stringify({ ...good, [field]: value }));
          if (answer.status >= 400) expectProblem(answer);
        }
      }
    });

    test('points at a misspelt field and suggests the right one', async () => {
      const [field = ''] = Object.keys(good);
      const answer = await post(path, JSON.stringify({ ...good, [`${field}x`]: '1' }));
      const pointed = {
        in: 'body',
        pointer: `#/${field}x`,
        detail: expect.any(String),
        hint: `did you mean ${field}?`,
      };
      expect(expectProblem(answer)).toMatchObject({ code: 'VALIDATION_FAILED', errors: [pointed] });
    });

    test('points at a missing text and says that it is missing', async () => {
      for (const [field, value] of Object.entries(good)) {
        if (typeof value !== 'string') continue;
        const answer = await post(path, JSON.stringify({ ...good, [field]: undefined }));
        if (answer.status < 400) continue;
        const missing = { in: 'body', pointer: `#/${field}`, detail: 'is missing' };
        expect(expectProblem(answer)).toMatchObject({ code: 'VALIDATION_FAILED', errors: [missing] });
      }
    });

    test.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
      'multipart/form-data',
    ])('refuses %s', async (type) => {
      const answer = await sendRaw(gateway.url, {
        ...{ method: 'POST', path, body: JSON.stringify(good) },
        headers: ['Authorization', `Bearer ${gateway.makerKey}`, 'Content-Type', type, 'Idempotency-Key', randomUUID()],
      });
      expect(answer.status).toBe(415);
      expectProblem(answer);
    });

    test('needs an Idempotency-Key, once, well formed', async () => {
      const given: [string[], string][] = [
        [[], 'IDEMPOTENCY_KEY_REQUIRED'],
        [['Idempotency-Key', 'x'], 'IDEMPOTENCY_KEY_INVALID'],
        [['Idempotency-Key', 'aaaaaaaa', 'Idempotency-Key', 'bbbbbbbb'], 'IDEMPOTENCY_KEY_INVALID'],
      ];
      for (const [more, code] of given) {
        const body = JSON.stringify(good);
        const answer = await sendRaw(gateway.url, { method: 'POST', path, body, headers: headers(...more) });
        expect(expectProblem(answer).code).toBe(code);
      }
    });

    test('refuses other methods, strangers and operators without the role', async () => {
      const other = await sendRaw(gateway.url, { method: 'PATCH', path, headers: headers() });
      expect(expectProblem(other).code).toBe('METHOD_NOT_ALLOWED');
      expect(String(other.headers['allow'])).toContain('POST');
      const stranger = await sendRaw(gateway.url, { method: 'POST', path, body: '{}' });
      expect(expectProblem(stranger).code).toBe('UNAUTHENTICATED');
      expect(stranger.headers['www-authenticate']).toBe('Bearer realm="scrip"');
      const viewer = ['Authorization', `Bearer ${gateway.viewerKey}`];
      const forbidden = await sendRaw(gateway.url, { method: 'POST', path, headers: viewer, body: '{}' });
      expect(expectProblem(forbidden)).toMatchObject({ code: 'OPERATOR_NOT_PERMITTED', status: 403 });
    });
  });

  const QUERIES = [
    ...['channel=', 'channel=UPPER', 'channel=none', 'channel=a&channel=b', 'unknown=1', '__proto__=1', 'limit=0'],
    ...[
      'limit=1e3',
      'limit=99999',
      'limit=-1',
      'cursor=%00',
      `cursor=${'a'.repeat(300)}`,
      'channel=%ff',
      'channel=%',
      '%=1',
    ],
  ];
  test.each(READS)('GET %s answers or refuses any query; never fails', async (path) => {
    for (const query of QUERIES) {
      const answer = await sendRaw(gateway.url, { method: 'GET', path: `${path}?${query}`, headers: headers() });
      if (answer.status >= 400) expectProblem(answer);
    }
  });

  const SEGMENTS = [
    ...[
      '%',
      '%00',
      '%ff',
      '%E0%A4%A',
      '..%2f..',
      '%2e%2e',
      '__proto__',
      'constructor',
      'a'.repeat(5_000),
      '%F0%9F%98%80',
      '%0a',
    ],
  ];
  test.each(SEGMENTS)('a path with the segment %.20s is refused', async (segment) => {
    const paths = [
      ...[`/v1/securities/${segment}`, `/v1/securities/${segment}/register`, `/v1/parties/${segment}/holdings`],
      ...[`/v1/operations/${segment}`, `/v1/securities/${ISIN}/lots/${segment}/history`, `/v1/${segment}`],
    ];
    for (const path of paths) {
      expectProblem(await sendRaw(gateway.url, { method: 'GET', path, headers: headers() }));
    }
    const issue = { method: 'POST', path: `/v1/securities/${segment}/issuances`, body: JSON.stringify(ISSUE_BODY) };
    expectProblem(await sendRaw(gateway.url, { ...issue, headers: headers('Idempotency-Key', randomUUID()) }));
  });

  test.each(['x', '1', '1:2', '-1:0:0', '1:2:3:4', '9'.repeat(100)])('Last-Event-ID %.10s is refused', async (id) => {
    const answer = await sendRaw(gateway.url, {
      method: 'GET',
      path: '/v1/events',
      headers: headers('Last-Event-ID', id),
    });
    expect(expectProblem(answer).code).toBe('VALIDATION_FAILED');
  });

  test.each([
    'Basic eDp5',
    'Bearer',
    'Bearer x',
    `Bearer scrip_mia-maker_${'A'.repeat(43)}`,
    `Bearer ${'a'.repeat(5_000)}`,
  ])('the key "%.20s" is refused', async (authorization) => {
    const answer = await sendRaw(gateway.url, {
      method: 'GET',
      path: '/v1/securities',
      headers: ['Authorization', authorization],
    });
    expect(expectProblem(answer).code).toBe('UNAUTHENTICATED');
  });

  test('nesting up to the bound is looked at, one more is not', async () => {
    const nested = (levels: number): string => `{"name":${deep(levels)}}`;
    const message = async (levels: number): Promise<string> => (await post('/v1/parties', nested(levels))).body;
    expect(await message(JSON_DEPTH_MAX)).toContain('nested deeper');
    expect(await message(JSON_DEPTH_MAX - 1)).not.toContain('nested deeper');
  });

  test('answers never repeat a private value', async () => {
    const secret = 'Secret Person';
    const answer = await post('/v1/parties', JSON.stringify({ ...HOLDER_BODY, name: `${secret}‮` }));
    expectProblem(answer);
    expect(answer.body).not.toContain(secret);
  });
});
