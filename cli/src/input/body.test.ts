import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { FakeGateway } from '../test-support/fake-gateway.js';
import { Session } from '../test-support/session.js';

const ADDRESS = { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02', country: 'IE' };
const PERSON = { name: 'Mara Example', address: ADDRESS, country: 'IE' };
const OPTIONS = [
  ...['--name', 'Mara Example', '--line1', ADDRESS.line1, '--city', ADDRESS.city],
  ...['--postal-code', ADDRESS.postalCode, '--country', 'IE'],
];
const REPLY = {
  partyId: `P${'A'.repeat(32)}`,
  channel: 'securities',
  custodian: 'TestMSP',
  transactionId: 'ab',
  block: 3,
};

let gateway: FakeGateway;
let session: Session;

beforeAll(async () => {
  gateway = await FakeGateway.open();
  gateway.on('POST /v1/parties', { status: 201, body: REPLY });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.received.length = 0;
  session = new Session();
  session.use(gateway.url, 'key-of-the-operator');
});
afterEach(() => session.dispose());

const register = (...argv: readonly string[]): ReturnType<Session['run']> =>
  session.run('parties', 'register', ...argv);
const sent = (): readonly unknown[] => gateway.commands.map(({ body }) => body);

test('options, a file and standard input say the same', async () => {
  writeFileSync(session.path('body.json'), JSON.stringify(PERSON));
  session.input = JSON.stringify(PERSON);
  for (const argv of [OPTIONS, ['--body', session.path('body.json')], ['--body', '-']]) {
    expect(await register(...argv)).toMatchObject({
      exitCode: 0,
      out: `${REPLY.partyId} is a party of TestMSP on securities.\nblock 3, transaction ab\n`,
    });
  }
  expect(sent()).toEqual([PERSON, PERSON, PERSON]);
});

test('the channel of the command line goes beside the body', async () => {
  await register(...OPTIONS, '--channel', 'placements');
  expect(sent()).toEqual([PERSON]);
  expect(gateway.commands[0]?.query.get('channel')).toBe('placements');
});

test.each<[string, readonly string[], string]>([
  ['what is missing', OPTIONS.slice(0, 4), 'missing: --city, --postal-code, --country'],
  ['what is too much beside a body', ['--body', '-', '--name', 'Mara'], '--body is the whole body; leave out --name'],
  ['a country that is none', OPTIONS.with(9, 'XX'), '--country: The country is not an ISO 3166-1 alpha-2 code.'],
  ['half of the guardians', [...OPTIONS, '--guardian', REPLY.partyId], 'belong together'],
  ['two identifiers', [...OPTIONS, '--lei', '9999FICTAURORABANK97', '--registered', 'RA000585:1'], 'not both'],
])('it is said %s, and nothing is sent', async (_, argv, message) => {
  session.input = JSON.stringify(PERSON);
  const { exitCode, out, err } = await register(...argv);
  expect([exitCode, out, err]).toEqual([2, '', expect.stringContaining(message)]);
  expect(gateway.received).toEqual([]);
});

test.each([
  ['text', 'hello', 'standard input is not JSON'],
  ['a list', '[]', 'standard input must hold one JSON object'],
  ['nothing', '', 'standard input is not JSON'],
])('a body of %s is refused', async (_, input, message) => {
  session.input = input;
  const { exitCode, err } = await register('--body', '-');
  expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
  expect(gateway.received).toEqual([]);
});
