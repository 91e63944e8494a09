import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CommanderError } from 'commander';
import { nameOf } from '../command/input.js';
import { program, type Invocation } from '../command/program.js';
import { UsageError } from '../command/usage-error.js';
import { isNoun, type Verb } from '../command/verb.js';
import { renderReference, withReference } from '../reference/reference.js';
import { Session } from '../test-support/session.js';
import { COMMANDS } from './commands.js';
import { completionScript } from './completion.js';

const README = new URL('../../README.md', import.meta.url);
const session = new Session();
afterAll(() => session.dispose());

type Row = readonly [string, readonly string[], Verb];

const all: readonly Row[] = COMMANDS.flatMap((entry): readonly Row[] =>
  isNoun(entry)
    ? entry.verbs.map((verb) => [`${entry.name} ${verb.name}`, [entry.name, verb.name], verb])
    : [[entry.name, [entry.name], entry]],
);

/** The words of a line as a shell would split it. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe.each(all)('scrip %s', (name, path, verb) => {
  test('explains itself with every option and an example', async () => {
    const { exitCode, out } = await session.run(...path, '--help');
    expect(exitCode).toBe(0);
    expect(out).toContain(`Example:\n  scrip ${name} ${verb.example}`.trimEnd());
    for (const { form } of Object.values(verb.options)) expect(out).toContain(nameOf(form));
    expect(out).toContain('--api-key-file');
  });

  test('takes its own example', async () => {
    const example = verb.example.split(' > ')[0] ?? '';
    const invoked: Invocation[] = [];
    const io = { ...ignored, env: {} };
    const root = program(COMMANDS, '1', io, (invocation) => {
      invoked.push(invocation);
      return Promise.resolve();
    });
    await root.parseAsync([...path, ...words(example)], { from: 'user' }).catch((error: unknown) => {
      throw error instanceof CommanderError ? new Error(error.message) : error;
    });
    expect(invoked.map((invocation) => invocation.verb)).toEqual([verb]);
    for (const [input, { read }] of Object.entries({ ...verb.args, ...verb.options })) {
      expect(refusalOf(() => read(invoked[0]?.given[input]))).toMatch(/^(|.* cannot be read: ENOENT.*)$/);
    }
  });
});

const ignored = {
  canAsk: false,
  out: () => undefined,
  err: () => undefined,
  readInput: () => Promise.resolve(''),
  ask: () => Promise.resolve(''),
  untilStopped: () => new AbortController().signal,
};

/** What a reader says against a value; files of examples are not there. */
function refusalOf(read: () => unknown): string {
  try {
    read();
    return '';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.message;
  }
}

test('no command takes an API key as an argument', () => {
  const forms = all.flatMap(([, , { args, options }]) =>
    Object.values({ ...args, ...options }).map(({ form }) => form),
  );
  expect(forms.filter((form) => /api-?key/i.test(form))).toEqual(['--api-key-stdin']);
});

test('the reference in the README is up to date (node cli/dist/reference/record-reference.js)', () => {
  const normal = (text: string): string =>
    text
      .replace(/[ -]+\|/g, ' |')
      .replace(/\n{2,}/g, '\n\n')
      .trim();
  const page = readFileSync(README, 'utf8');
  expect(normal(page)).toBe(normal(withReference(page, renderReference(COMMANDS))));
});

test('the scripts for shells know every command', () => {
  for (const shell of ['bash', 'zsh'] as const) {
    const script = completionScript(shell, COMMANDS);
    for (const [name, , verb] of all) {
      expect(script).toContain(`"${name} "*)`);
      for (const { form } of Object.values(verb.options)) expect(script).toContain(nameOf(form));
    }
  }
});
