import { writeFileSync } from 'node:fs';
import type { Source } from '@scrip/language';
import { EXIT } from '../command/exit-code.js';
import { flag } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { TextError } from '../texts/problems.js';
import { FILES, sourcesOf } from '../texts/sources.js';

interface FormattedSource extends Source {
  readonly isChanged: boolean;
}

/** Writes texts in the one way in which they are written. */
export const FORMAT = verb({
  name: 'format',
  kind: 'local',
  summary: 'Format texts of the language: their meaning, and so their hash, stays the same',
  example: 'securities/acme-2031.scrip --write',
  args: { files: FILES },
  options: {
    write: flag('--write', 'write the files anew (else the text is printed)'),
    check: flag('--check', 'change nothing, and end with 1 where a file is not in its format'),
  },
  run: async (call, { files, write, check }) => {
    if (write && check) throw new UsageError('give --write or --check, not both');
    if (write && files.includes('-')) throw new UsageError('standard input cannot be written: leave out --write');
    const all = await formatted(await sourcesOf(files, call));
    if (!write && !check) return printed(all);
    const changed = all.filter(({ isChanged }) => isChanged);
    if (write) for (const { name, text } of changed) writeFileSync(name, text);
    return listed(all, check);
  },
});

/** @throws TextError with all that keeps the texts from being read, before anything is written */
async function formatted(sources: readonly Source[]): Promise<readonly FormattedSource[]> {
  const { format } = await import('@scrip/language');
  const all = sources.map((source) => ({ source, result: format(source.text) }));
  const found = all.flatMap(({ source, result }) =>
    'problems' in result ? result.problems.map((problem) => ({ source, problem })) : [],
  );
  if (found.length > 0) throw new TextError(found);
  return all.flatMap(({ source, result }) =>
    'text' in result ? [{ name: source.name, text: result.text, isChanged: result.text !== source.text }] : [],
  );
}

function printed(all: readonly FormattedSource[]): Shown {
  const [only] = all;
  if (only === undefined || all.length > 1) {
    throw new UsageError('several texts cannot be printed as one', 'give --write or --check');
  }
  return { reply: { file: only.name, text: only.text }, lines: [only.text.replace(/\n$/, '')] };
}

function listed(all: readonly FormattedSource[], isCheck: boolean): Shown {
  const changed = all.filter(({ isChanged }) => isChanged).map(({ name }) => name);
  const outcome = isCheck ? 'is not in its format: scrip format --write' : 'formatted';
  const nothing = isCheck ? 'All texts are in their format.' : 'All texts were in their format.';
  return {
    reply: { texts: all.map(({ name, isChanged }) => ({ file: name, changed: isChanged })) },
    lines: changed.length === 0 ? [nothing] : changed.map((name) => `${name} ${outcome}`),
    ...(isCheck && changed.length > 0 ? { exitCode: EXIT.refused } : {}),
  };
}
