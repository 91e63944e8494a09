import type { CompiledSource } from '@scrip/language';
import { definitions } from '@scrip/model';
import { EXIT } from '../command/exit-code.js';
import type { Shown } from '../command/shown.js';
import { verb } from '../command/verb.js';
import { counted, problemLines, textProblem } from '../texts/problems.js';
import { FILES, sourcesOf } from '../texts/sources.js';

/** Says what is wrong with texts, all of it at once. */
export const CHECK = verb({
  name: 'check',
  kind: 'local',
  summary: 'Check texts of the language without a network: ends with 1 when one has problems',
  example: 'securities/acme-2031.scrip protocols',
  args: { files: FILES },
  options: {},
  run: async (call, { files }) => {
    // the language is loaded by the commands that need it alone
    const { compileTogether } = await import('@scrip/language');
    return shown(compileTogether(await sourcesOf(files, call)));
  },
});

function shown(all: readonly CompiledSource[]): Shown {
  const found = all.reduce((sum, { problems }) => sum + problems.length, 0);
  const texts = all.map(({ source, problems, notes, definitions: defined }) => ({
    file: source.name,
    definitions: defined.map(named),
    problems: problems.map((each) => textProblem(source, each)),
    notes: notes.map((each) => textProblem(source, each)),
  }));
  const count = texts.reduce((sum, { definitions: defined }) => sum + defined.length, 0);
  const told = `${counted(all.length, 'text')}, ${counted(count, 'definition')}`;
  return {
    reply: { texts },
    lines: [
      ...all.flatMap(({ source, problems, notes }) => [
        ...problems.flatMap((each) => problemLines(source, each)),
        ...notes.flatMap((each) => problemLines(source, each, 'note: ')),
      ]),
      `${told}: ${found === 0 ? 'no problems' : counted(found, 'problem')}`,
    ],
    ...(found === 0 ? {} : { exitCode: EXIT.refused }),
  };
}

const named = (of: definitions.Definition): Readonly<Record<'name' | 'kind' | 'hash', string>> => ({
  name: definitions.pinnedNameOf(of),
  kind: of.kind,
  hash: definitions.definitionHash(of),
});
