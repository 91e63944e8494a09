import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FakeGateway } from '../test-support/fake-gateway.js';
import { Session } from '../test-support/session.js';

const session = new Session();
afterAll(() => session.dispose());

const RIGHT = 'compliance Home@1 "At home"\n  to hold receiver resides in DE or FR\n';
const LOOSE = 'compliance Home@1 "At home"\n     to hold receiver resides in DE   or FR\n';
const WRONG = 'compliance Home@1 "At home"\n  to hold receiver resids in DE\n  to transfer receiver resides in XX\n';
const USER = 'compliance User@1 "User"\n  uses Home@1\n  to hold receiver resides in FR\n';

const file = (name: string, text: string): string => {
  writeFileSync(session.path(name), text);
  return session.path(name);
};
const read = (path: string): string => readFileSync(path, 'utf8');

beforeEach(() => {
  session.input = '';
});

describe('scrip check', () => {
  test('says where, what and how to fix it, with the line and a mark, and ends with 1', async () => {
    const wrong = file('wrong.scrip', WRONG);
    const { exitCode, out, err } = await session.run('check', wrong);
    expect([exitCode, err]).toEqual([1, '']);
    expect(out.split('\n')).toEqual([
      `${wrong}:2:20: did you mean "resides" after "receiver"? "resids" cannot stand there`,
      '  to hold receiver resids in DE',
      '                   ^^^^^^',
      `${wrong}:3:35: The country is not an ISO 3166-1 alpha-2 code`,
      '  to transfer receiver resides in XX',
      '                                  ^^',
      '1 text, 0 definitions: 2 problems',
      '',
    ]);
  });

  test('says the same to programs', async () => {
    const wrong = file('wrong.scrip', WRONG);
    const { exitCode, out } = await session.run('check', wrong, '--format', 'json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      texts: [
        {
          file: wrong,
          definitions: [],
          problems: [
            { code: 'SENTENCE_INCOMPLETE', line: 2, column: 20, endLine: 2, endColumn: 26 },
            { code: 'COUNTRY_UNKNOWN', line: 3, column: 35, endLine: 3, endColumn: 37 },
          ],
        },
      ],
    });
  });

  test('takes files, folders and standard input together, each once', async () => {
    mkdirSync(session.path('texts/rules'), { recursive: true });
    const home = file('texts/rules/home.scrip', RIGHT);
    file('texts/notes.txt', WRONG);
    session.input = USER;
    expect(await session.run('check', '-', session.path('texts'), home)).toEqual({
      exitCode: 0,
      out: '2 texts, 2 definitions: no problems\n',
      err: '',
    });
  });

  test('names what is used and not there, and ends with 0: it may be published', async () => {
    session.input = USER;
    const { exitCode, out } = await session.run('check', '-');
    expect(exitCode).toBe(0);
    expect(out).toContain('standard input:2:8: note: Home@1 is in none of these texts');
  });

  test('shows no character that steers a terminal', async () => {
    session.input = 'compliance Home@1 "\u001b[2J"\n  to hold receiver resids in DE "\u001b[2J\u202e"\n';
    const { out } = await session.run('check', '-');
    expect(out).toContain('resids');
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  test.each([
    ['a file that is not there', ['nowhere.scrip'], 'cannot be read'],
    ['a folder without texts', [session.folder], 'there is no file *.scrip'],
    ['nothing', [], "missing required argument 'file'"],
  ])('ends with 2 for %s', async (_, files, message) => {
    const empty = new Session();
    const paths = files.map((each) => (each === session.folder ? empty.folder : each));
    const { exitCode, err } = await empty.run('check', ...paths);
    empty.dispose();
    expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('scrip format', () => {
  test('prints one text', async () => {
    session.input = LOOSE;
    expect(await session.run('format', '-')).toEqual({ exitCode: 0, out: RIGHT, err: '' });
  });

  test('checks without writing, writes only what changes', async () => {
    const [right, loose] = [file('right.scrip', RIGHT), file('loose.scrip', LOOSE)];
    expect(await session.run('format', right, loose, '--check')).toMatchObject({
      exitCode: 1,
      out: `${loose} is not in its format: scrip format --write\n`,
    });
    expect(read(loose)).toBe(LOOSE);
    expect(await session.run('format', right, loose, '--write')).toMatchObject({
      exitCode: 0,
      out: `${loose} formatted\n`,
    });
    expect(read(loose)).toBe(RIGHT);
    expect(await session.run('format', right, loose, '--check')).toMatchObject({ exitCode: 0 });
  });

  test('writes nothing where one of the texts cannot be read', async () => {
    const [loose, wrong] = [file('loose.scrip', LOOSE), file('broken.scrip', 'compliance Home@1\n  to hold\n')];
    const { exitCode, out, err } = await session.run('format', loose, wrong, '--write');
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(`${wrong}:1:18: `);
    expect(read(loose)).toBe(LOOSE);
  });

  test.each([
    [['--write', '--check'], 'not both'],
    [['--write'], 'standard input cannot be written'],
  ])('refuses %j on standard input', async (options, message) => {
    const { exitCode, err } = await session.run('format', '-', ...options);
    expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('scrip diff', () => {
  test('shows what texts say otherwise, and not how they are written', async () => {
    const [before, after] = [file('before.scrip', RIGHT), file('after.scrip', RIGHT.replace('DE or FR', 'DE or IE'))];
    const { exitCode, out } = await session.run('diff', before, after);
    expect(exitCode).toBe(0);
    expect(out.split('\n')[0]).toBe('Home@1:');
    expect(out).toMatch(/FR/);
    session.input = LOOSE;
    expect((await session.run('diff', before, '-')).out).toBe('They say the same.\n');
  });

  test('compares definitions by their names, and says which are new and which are gone', async () => {
    const [before, after] = [file('before.scrip', `${RIGHT}\n${USER}`), file('after.scrip', RIGHT.replace('@1', '@2'))];
    session.input = `${USER}\n${RIGHT}`;
    expect((await session.run('diff', before, '-')).out).toBe('They say the same.\n');
    const { out } = await session.run('diff', before, after, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      items: [
        { name: 'Home@1 → Home@2', differences: [] },
        { name: 'User@1', differences: [{ kind: 'removed' }] },
      ],
    });
  });

  test('compares nothing with a text that has problems', async () => {
    const [before, after] = [file('before.scrip', RIGHT), file('after.scrip', WRONG)];
    expect(await session.run('diff', before, after)).toMatchObject({ exitCode: 1, out: '' });
  });
});

describe('scrip find', () => {
  test('asks the gateway, and shows what is found with the columns that were asked for', async () => {
    const gateway = await FakeGateway.open();
    const asOf = { channel: 'securities', block: 7, businessDate: '2026-11-23' };
    const reply = {
      ...{ asOf, on: '2026-11-23', columns: ['isin', 'maturity'], matches: 2 },
      items: [{ name: 'ACME_2031@1', title: 'ACME', values: ['XS0104440986', null] }],
    };
    gateway.on('GET /v1/definitions/find', { body: reply });
    session.use(gateway.url, 'key-of-the-operator');
    const { exitCode, out } = await session.run('find', 'bonds where currency is EUR show isin, maturity');
    await gateway.close();
    expect(exitCode).toBe(0);
    expect(gateway.received[0]?.query.get('q')).toBe('find bonds where currency is EUR show isin, maturity');
    expect(out.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'NAME TITLE ISIN MATURITY',
      'ACME_2031@1 ACME XS0104440986 not said',
      'and 1 more: limit says how many are shown',
      '',
      'on 2026-11-23, as of block 7 of securities, business date 2026-11-23',
      '',
    ]);
  });
});

describe('scrip explain', () => {
  test('says of each sentence what it is and what it means, with its place', async () => {
    session.input = USER;
    const { out } = await session.run('explain', '-', '--format', 'json');
    expect((JSON.parse(out) as { sentences: object[] }).sentences).toEqual([
      expect.objectContaining({ line: 2, column: 3, definition: 'User@1', is: 'uses', text: 'uses Home@1' }),
      expect.objectContaining({ line: 3, column: 3, text: 'to hold receiver resides in FR' }),
      expect.objectContaining({
        ...{ line: 3, column: 11, is: 'residesIn@1', template: '{side} resides in {countries}' },
        meaning: expect.stringContaining('reside'),
      }),
    ]);
  });

  test('says it of one line, and refuses one on which nothing begins', async () => {
    session.input = USER;
    const { exitCode, out } = await session.run('explain', '-', '--sentence', '2');
    expect([exitCode, out.split('\n').slice(0, 2)]).toEqual([0, ['2:3  uses Home@1', '    uses: uses {uses}']]);
    expect(await session.run('explain', '-', '--sentence', '9')).toMatchObject({ exitCode: 2, out: '' });
  });
});

describe('scrip term-sheet', () => {
  test('shows a definition in plain sentences, with what it uses', async () => {
    const [user, home] = [file('user.scrip', USER), file('home.scrip', RIGHT)];
    const { exitCode, out } = await session.run('term-sheet', user, home);
    expect(exitCode).toBe(0);
    expect(out).toContain('# User\n');
    expect(out).toContain('- Every holder must meet this:\n  - Receiver resides in FR\n- At home (Home@1, SHA-256 ');
    const { out: page } = await session.run('term-sheet', user, home, '--html', '--name', 'Home@1');
    expect(page).toContain('<title>At home</title>');
    expect(page).toContain('<li>Receiver resides in DE or FR</li>');
  });

  test('shows nothing of texts with problems, or where it is not clear which one is meant', async () => {
    const wrong = file('wrong.scrip', WRONG);
    expect(await session.run('term-sheet', wrong)).toMatchObject({ exitCode: 1, out: '' });
    session.input = `${USER}\n${RIGHT}`;
    const { exitCode, err } = await session.run('term-sheet', '-');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('give --name with one of User@1, Home@1')]);
    expect((await session.run('term-sheet', '-', '--name', 'Home@2')).err).toContain('no text has Home@2');
  });
});

describe('scrip compile', () => {
  test('prints the bytes that are hashed, and their hash', async () => {
    session.input = RIGHT;
    const { out } = await session.run('compile', '-');
    session.input = LOOSE;
    const { out: hashes } = await session.run('compile', '-', '--hash');
    const digest = createHash('sha256').update(out.trimEnd()).digest('hex');
    expect(hashes).toBe(`${digest}  Home@1\n`);
    expect(JSON.parse(out)).toMatchObject({ kind: 'compliance', name: 'Home', version: 1 });
  });

  test('prints the program that a definition is', async () => {
    session.input = RIGHT;
    const { out } = await session.run('compile', '-', '--emit');
    expect(out).toContain("import { compliance, definitions } from '@scrip/model';");
    expect((await session.run('compile', '-', '--emit', '--hash')).exitCode).toBe(2);
  });

  test('prints nothing of a text with problems, and says all of them', async () => {
    session.input = WRONG;
    const forPeople = await session.run('compile', '-');
    expect(forPeople).toMatchObject({ exitCode: 1, out: '' });
    expect(forPeople.err).toContain('standard input:3:35: The country is not');
    expect(forPeople.err).toContain('error: 2 problems in standard input');
    const { out, err } = await session.run('compile', '-', '--format', 'json');
    expect(out).toBe('');
    expect(JSON.parse(err)).toMatchObject({ code: 'TEXT_REFUSED', problems: [{ line: 2 }, { line: 3 }] });
  });
});
