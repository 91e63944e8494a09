import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FakeGateway, problem } from '../test-support/fake-gateway.js';
import { Session, type Outcome } from '../test-support/session.js';

const KEY = 'scrip_desk-1_a-very-secret-key';
const DATES = { body: { asOf: { channel: 'securities', block: 1, businessDate: null }, items: [] } };

let gateway: FakeGateway;
let other: FakeGateway;
let session: Session;
let keyFile: string;

beforeAll(async () => {
  [gateway, other] = await Promise.all([FakeGateway.open(), FakeGateway.open()]);
  for (const each of [gateway, other]) each.on('GET /v1/business-date', DATES);
});
afterAll(() => Promise.all([gateway.close(), other.close()]));
beforeEach(() => {
  for (const each of [gateway, other]) each.received.length = 0;
  session = new Session();
  keyFile = session.path('desk-1.key');
  writeFileSync(keyFile, `${KEY}\n`, { mode: 0o600 });
});
afterEach(() => session.dispose());

const add = (name = 'aurora', ...more: readonly string[]): Promise<Outcome> =>
  session.run('profile', 'add', name, '--url', gateway.url, '--api-key-file', keyFile, ...more);
const book = (): string => readFileSync(join(session.folder, 'config', 'scrip', 'profiles.json'), 'utf8');
const modeOf = (...path: readonly string[]): number =>
  statSync(join(session.folder, 'config', 'scrip', ...path)).mode & 0o777;
/** The keys that a gateway was shown. */
const shownTo = ({ received }: FakeGateway): readonly unknown[] =>
  received.map(({ headers }) => headers['authorization']);

test('a profile is asked about, kept for its owner alone, and used', async () => {
  expect(await add()).toMatchObject({
    exitCode: 0,
    out: `Profile aurora added: ${gateway.url} (gateway of TestMSP, the key counts); it is the current one.\n`,
  });
  expect([modeOf(), modeOf('profiles.json')]).toEqual([0o700, 0o600]);
  expect(await session.run('business-date', 'show')).toMatchObject({ exitCode: 0 });
  expect(new Set(shownTo(gateway))).toEqual(new Set([`Bearer ${KEY}`]));
});

test('a key from standard input or the environment is in a file of its own, for its owner alone', async () => {
  session.input = `${KEY}\n`;
  expect(await session.run('profile', 'add', 'a', '--url', gateway.url, '--api-key-stdin')).toMatchObject({
    exitCode: 0,
  });
  session.env['SCRIP_API_KEY'] = KEY;
  expect(await session.run('profile', 'add', 'b', '--url', gateway.url)).toMatchObject({ exitCode: 0 });
  expect([modeOf('keys'), modeOf('keys', 'a.key'), modeOf('keys', 'b.key')]).toEqual([0o700, 0o600, 0o600]);
  await session.run('profile', 'remove', 'a');
  expect(() => modeOf('keys', 'a.key')).toThrow('ENOENT');
});

test('a key is never shown, whatever is asked and whatever goes wrong', async () => {
  const outcomes = [
    await add(),
    await add('json', '--format', 'json'),
    ...(await Promise.all(
      [
        ['profile', 'list'],
        ['profile', 'show'],
        ['profile', 'use', 'json'],
        ['network', 'show'],
        ['profile', 'remove', 'json'],
      ].flatMap((argv) => [session.run(...argv), session.run(...argv, '--format', 'json')]),
    )),
  ];
  for (const { out, err } of outcomes) expect(out + err).not.toContain(KEY);
  expect(book()).not.toContain(KEY);
});

test('a rotated key goes into the file of the key in use and is not shown', async () => {
  await add();
  const next = 'scrip_desk-1_the-next-secret-key';
  gateway.on('POST /v1/operators/desk-1/key', { status: 201, body: { operator: 'desk-1', key: next } });
  for (const format of ['human', 'json']) {
    const { exitCode, out, err } = await session.run('operators', 'rotate-key', 'desk-1', '--format', format);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).not.toContain(next);
    expect(readFileSync(keyFile, 'utf8')).toBe(`${next}\n`);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  }
});

test('the token of a session goes into a file for its owner alone and is not shown', async () => {
  await add();
  const token = 'scrip_session_a-very-secret-token';
  const times = { idleUntil: '2026-11-30T10:15:00.000Z', endsAt: '2026-11-30T18:00:00.000Z' };
  gateway.on('POST /v1/sessions', { status: 201, body: { token, ...times } });
  for (const format of ['human', 'json']) {
    const file = session.path(`${format}.key`);
    const { exitCode, out, err } = await session.run('operators', 'open-session', '--out', file, '--format', format);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).not.toContain(token);
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([`${token}\n`, 0o600]);
  }
});

describe('the key of a profile', () => {
  test('is not sent to another gateway', async () => {
    await add();
    expect(await session.run('business-date', 'show', '--url', other.url)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('the key of a profile is sent to the gateway of that profile alone'),
    });
    expect(other.received).toEqual([]);
  });

  test('goes with the profile that is named, whatever the environment says', async () => {
    await add();
    session.use(other.url, 'another-secret-key');
    await session.run('business-date', 'show', '--profile', 'aurora');
    expect(shownTo(gateway).at(-1)).toBe(`Bearer ${KEY}`);
    expect(other.received).toEqual([]);
    await session.run('business-date', 'show');
    expect(shownTo(other)).toEqual(['Bearer another-secret-key']);
  });

  test('that others can read is used with a warning', async () => {
    chmodSync(keyFile, 0o644);
    expect((await add()).err).toContain(`warning: other users can read the API key in ${keyFile}`);
  });
});

test.each<[string, readonly string[], string]>([
  ['a URL to which the key would travel in clear', ['--url', 'http://gateway.example'], 'without encryption'],
  ['no URL', ['--url', 'gateway'], 'is not a URL'],
  ['a key file that is not there', ['--api-key-file', '/nowhere.key'], 'the API key cannot be read'],
  ['half of an operator', ['--operator', 'desk-1'], 'belong together'],
])('a profile with %s is refused and not kept', async (_, more, message) => {
  const { exitCode, err } = await add('aurora', ...more);
  expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
  expect(book).toThrow('ENOENT');
});

test('a profile whose key the gateway does not know is refused and not kept', async () => {
  other.on('GET /v1/business-date', problem(401, 'UNAUTHENTICATED'));
  const argv = ['profile', 'add', 'aurora', '--url', other.url, '--api-key-file', keyFile];
  expect(await session.run(...argv)).toMatchObject({ exitCode: 1 });
  expect(book).toThrow('ENOENT');
  expect(await session.run(...argv, '--unchecked')).toMatchObject({ exitCode: 0 });
});

test('the current profile is the first one until another is chosen', async () => {
  await add('first');
  await add('second');
  const current = async (): Promise<unknown> =>
    (JSON.parse((await session.run('profile', 'show', '--format', 'json')).out) as { name: string }).name;
  expect(await current()).toBe('first');
  await session.run('profile', 'use', 'second');
  expect(await current()).toBe('second');
  expect(await session.run('profile', 'use', 'third')).toMatchObject({
    exitCode: 2,
    err: 'error: there is no profile third\nhint: there are: first, second\n',
  });
});

test('without any profile it is said how to add one', async () => {
  expect(await session.run('securities', 'list')).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('scrip profile add NAME --url URL --api-key-file FILE'),
  });
});
