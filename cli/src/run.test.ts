import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FakeGateway, problem } from './test-support/fake-gateway.js';
import { Session } from './test-support/session.js';

const AS_OF = { channel: 'securities', block: 7, businessDate: '2026-11-23' };
const SECURITY = {
  ...{ isin: 'DE0007236101', name: 'Example share', cfi: 'ESVUFR', currency: 'EUR' },
  ...{ issuer: { mspId: 'AuroraMSP', lei: '9999FICTAURORABANK97' }, registrar: 'BorealisMSP', calendar: 'TARGET' },
  ...{ authorisedUnits: '1000000', issuedUnits: '18250' },
  product: 'ordinary share',
  terms: { kind: 'ordinary-share', form: 'registered', votesPerShare: '1' },
};
const BREAK = ['breaks', 'raise', 'b-1', '--isin', 'DE0007236101', '--reason', 'position'];

let gateway: FakeGateway;
let session: Session;

beforeAll(async () => {
  gateway = await FakeGateway.open();
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.received.length = 0;
  session = new Session();
  session.use(gateway.url, 'key-of-the-operator');
});
afterEach(() => session.dispose());

/** The document that was printed, and nothing else. */
const json = (text: string): unknown => JSON.parse(text);

describe('output', () => {
  test('for people is an aligned table with the state of the ledger', async () => {
    gateway.on('GET /v1/securities', { body: { asOf: AS_OF, items: [SECURITY] } });
    const { exitCode, out, err } = await session.run('securities', 'list');
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'ISIN          NAME           PRODUCT         CURRENCY  ISSUER     REGISTRAR    ISSUED  AUTHORISED',
      'DE0007236101  Example share  ordinary share  EUR       AuroraMSP  BorealisMSP   18250     1000000',
      '',
      'as of block 7 of securities, business date 2026-11-23',
      '',
    ]);
  });

  test('of a security has the sentences of its definition', async () => {
    const definition = { name: 'EXAMPLE@1', hash: 'a'.repeat(64) };
    const security = { ...SECURITY, product: 'fixed-rate bond', terms: { kind: 'defined', instrument: 'bond@1' } };
    const items = [{ text: 'Repays 100% on 2043-05-04.', below: [{ text: 'In USD.', below: [{ text: 'At par.' }] }] }];
    const sheet = { asOf: AS_OF, name: 'EXAMPLE@1', title: 'Example', about: [], notice: 'Not legal advice.' };
    gateway.on('GET /v1/securities/DE0007236101', { body: { asOf: AS_OF, security: { ...security, definition } } });
    gateway.on('GET /v1/definitions/EXAMPLE%401/term-sheet', {
      body: { ...sheet, sections: [{ heading: 'Redemption', items }] },
    });
    const { exitCode, out } = await session.run('securities', 'show', 'DE0007236101');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^product +fixed-rate bond$/m);
    expect(out).toContain(
      '\nRedemption\n  Repays 100% on 2043-05-04.\n    In USD.\n      At par.\n\nNot legal advice.\n',
    );
    expect(out).not.toContain('bond@1');
  });

  test('of a security from before there were definitions has its terms', async () => {
    gateway.on('GET /v1/securities/DE0007236101', { body: { asOf: AS_OF, security: SECURITY } });
    expect((await session.run('securities', 'show', 'DE0007236101')).out).toMatch(/^votesPerShare +1$/m);
  });

  test('for people says in a sentence that there is nothing', async () => {
    gateway.on('GET /v1/securities', { body: { asOf: AS_OF, items: [] } });
    expect((await session.run('securities', 'list')).out).toContain('The channel has no securities yet.');
  });

  test('of the catalogue says which version of a pack follows, and since when its law is in force', async () => {
    const { exitCode, out } = await session.run('rules', 'catalogue');
    expect(exitCode).toBe(0);
    const [first, second] = out.split('\n').filter((line) => line.startsWith('UkOffer@'));
    expect(first).toMatch(/^UkOffer@1 .* 2026-01-19 +UkOffer@2$/);
    expect(second).toMatch(/^UkOffer@2 .* 2026-01-19 +-$/);
    expect(out).toContain('Not legal advice.');
  });

  test('for programs is the answer of the gateway as one document, wherever the option stands', async () => {
    const reply = { asOf: AS_OF, items: [SECURITY] };
    gateway.on('GET /v1/securities', { body: reply });
    for (const argv of [
      ['securities', 'list', '--format', 'json'],
      ['--format', 'json', 'securities', 'list'],
      ['securities', '--format=json', 'list'],
    ]) {
      const { exitCode, out, err } = await session.run(...argv);
      expect([exitCode, json(out), err]).toEqual([0, reply, '']);
    }
  });

  test('of all pages is one list', async () => {
    gateway.on('GET /v1/securities', ({ query }) =>
      query.get('cursor') === null
        ? { body: { asOf: AS_OF, items: [SECURITY], nextCursor: 'next' } }
        : { body: { asOf: AS_OF, items: [{ ...SECURITY, isin: 'IE00B4L5Y983' }] } },
    );
    expect((await session.run('securities', 'list')).out).toContain('there are more: --cursor next, or --all');
    const { out } = await session.run('securities', 'list', '--all', '--format', 'json');
    const { items, ...rest } = json(out) as { items: { isin: string }[] };
    expect(items.map(({ isin }) => isin)).toEqual(['DE0007236101', 'IE00B4L5Y983']);
    expect(rest).not.toHaveProperty('nextCursor');
  });

  test('names the channel only where it was asked for', async () => {
    gateway.on('GET /v1/securities', { body: { asOf: AS_OF, items: [] } });
    await session.run('securities', 'list');
    await session.run('securities', 'list', '--channel', 'placements');
    expect(gateway.received.map(({ query }) => query.get('channel'))).toEqual([null, 'placements']);
  });
});

describe('a refusal', () => {
  const errors = [{ in: 'body', pointer: '#/isin', detail: 'is missing' }];

  test('names code, hint and each field, and ends with 1', async () => {
    gateway.on('GET /v1/securities', problem(400, 'VALIDATION_FAILED', { errors }));
    expect(await session.run('securities', 'list')).toEqual({
      exitCode: 1,
      out: '',
      err: 'error: It went wrong for a reason.\n  isin: is missing\ncode: VALIDATION_FAILED\nhint: Do it right.\n',
    });
  });

  test('is the problem document for programs, on standard error', async () => {
    const answer = problem(409, 'LOT_UNKNOWN', { errors });
    gateway.on('GET /v1/securities', answer);
    const { exitCode, out, err } = await session.run('securities', 'list', '--format', 'json');
    expect([exitCode, out, json(err)]).toEqual([1, '', answer.body]);
  });

  test('that is safe to repeat ends with 4 and says under which id', async () => {
    gateway.on('POST /v1/breaks', problem(503, 'LEDGER_CONFLICT', { retrySafe: true }));
    const first = await session.run(...BREAK, '--document', import.meta.filename);
    expect(first.exitCode).toBe(4);
    const id = /try again with --command-id ([0-9a-f-]{36}): it is done at most once/.exec(first.err)?.[1] ?? '';
    gateway.on('POST /v1/breaks', { body: { calendar: 'TARGET', breakId: 'b-1', transactionId: 'ab', block: 9 } });
    const again = await session.run(...BREAK, '--document', import.meta.filename, '--command-id', id);
    expect(again).toMatchObject({ exitCode: 0, err: '' });
    expect(gateway.commands.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id]);
    expect(gateway.commands[0]?.body).toEqual(gateway.commands[1]?.body);
  });

  test('of a read says nothing of a command id', async () => {
    gateway.on('GET /v1/securities', problem(503, 'LEDGER_UNREACHABLE', { retrySafe: true }));
    const { exitCode, err } = await session.run('securities', 'list');
    expect(exitCode).toBe(4);
    expect(err).not.toContain('--command-id');
  });

  test('without a gateway ends with 4; the id of the command is in the document', async () => {
    session.use('http://127.0.0.1:9', 'key-of-the-operator');
    const { exitCode, out, err } = await session.run(...BREAK, '--document', import.meta.filename, '--format', 'json');
    expect([exitCode, out]).toEqual([4, '']);
    expect(json(err)).toMatchObject({ code: 'GATEWAY_UNREACHABLE', retrySafe: true, commandId: expect.any(String) });
  });

  test('by something that is no gateway ends with 4', async () => {
    gateway.on('GET /v1/securities', { body: '<html></html>', raw: true });
    expect(await session.run('securities', 'list')).toMatchObject({ exitCode: 4 });
    gateway.on('GET /v1/securities', { status: 502, body: '<html></html>', raw: true });
    const { exitCode, err } = await session.run('securities', 'list');
    expect([exitCode, err]).toEqual([4, expect.stringContaining('HTTP 502')]);
  });
});

describe('a command line that is wrong', () => {
  test.each<[string, readonly string[], string]>([
    ['an unknown command', ['partis', 'list'], 'Did you mean parties?'],
    ['an unknown option', ['securities', 'list', '--colour'], "unknown option '--colour'"],
    ['a missing argument', ['securities', 'show'], "missing required argument 'isin'"],
    ['too many arguments', ['securities', 'show', 'DE0007236101', 'x'], 'too many arguments'],
    ['a missing option', ['parties', 'record', `P${'A'.repeat(32)}`], "required option '--purpose"],
    ['an ISIN with a wrong digit', ['register', 'show', 'DE0007236102'], 'isin: The ISIN is not valid'],
    [
      'a word that is not one of the choices',
      [...BREAK.slice(0, -1), 'mood', '--document', 'x'],
      '--reason: must be one of',
    ],
    ['an unknown format', ['securities', 'list', '--format', 'xml'], 'Allowed choices are human, json'],
    ['a file that is not there', [...BREAK, '--document', '/nowhere'], '--document: /nowhere cannot be read'],
    [
      'units that are no number',
      ['transfers', 'sign', '--units', '1.5'],
      '--units: The quantity is not a whole number',
    ],
  ])('%s ends with 2 and sends nothing', async (_, argv, message) => {
    const { exitCode, out, err } = await session.run(...argv);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(gateway.received).toEqual([]);
  });

  test('is a problem document for programs', async () => {
    const { err } = await session.run('securities', 'list', '--colour', '--format', 'json');
    expect(json(err)).toMatchObject({ code: 'USAGE', type: 'urn:scrip:cli:usage', title: "unknown option '--colour'" });
  });

  test('with a group of commands alone shows what the group has', async () => {
    const { exitCode, out, err } = await session.run('transfers');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('countersign');
  });
});

test('a key id that begins with a dash is no option', async () => {
  const id = `-${'A'.repeat(42)}`;
  gateway.on(`GET /v1/keys/${id}`, problem(404, 'KEY_UNKNOWN'));
  expect(await session.run('parties', 'of-key', id, '--format', 'json')).toMatchObject({ exitCode: 1 });
});

test('the version is that of the package', async () => {
  expect(await session.run('--version')).toEqual({ exitCode: 0, out: '1.2.3\n', err: '' });
});
