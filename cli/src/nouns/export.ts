import { writeFileSync } from 'node:fs';
import { FORMAT_NAMES } from '@scrip/interchange/names';
import { definitions, pinnedName } from '@scrip/model';
import { EXIT } from '../command/exit-code.js';
import { anyText, by, flag, option, requiredChoice } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { exportLines } from '../texts/interchange-report.js';
import { TextError } from '../texts/problems.js';
import { FILES, sourcesOf } from '../texts/sources.js';
import { wanted } from '../texts/wanted.js';

/** Writes a security in a format of others. */
export const EXPORT = verb({
  name: 'export',
  kind: 'local',
  summary:
    'Write a security in a format of others, and say of each of its values where it stands or why it has no place',
  example: 'securities/acme-2031.scrip protocols --to fpml --out acme-2031.xml',
  args: { files: FILES },
  options: {
    to: requiredChoice('--to <format>', 'the format', FORMAT_NAMES),
    name: option('--name <name>', 'its name with the version, where the first text has several', by(pinnedName)),
    out: option(
      '--out <file>',
      'write the document to a file (else it is printed, and the account goes to standard error)',
      anyText,
    ),
    complete: flag('--complete', 'end with 1 where a value has no place, or the document lacks one'),
  },
  run: async (call, { files, to, name, out, complete }) => {
    const { compileTogether } = await import('@scrip/language');
    const { exportSecurity } = await import('@scrip/interchange');
    const all = compileTogether(await sourcesOf(files, call));
    const found = all.flatMap(({ source, problems }) => problems.map((problem) => ({ source, problem })));
    if (found.length > 0) throw new TextError(found);
    const of = wanted(all, name);
    if (of.kind !== 'security') {
      throw new UsageError(
        `${definitions.pinnedNameOf(of)} is no security, and only securities are written in other formats`,
      );
    }
    const { document, form, report } = exportSecurity(of, to);
    if (out !== undefined) writeFileSync(out, document);
    const isLossy = report.notMapped.length > 0 || report.needed.length > 0;
    const lines = exportLines(report);
    return {
      reply: { name: definitions.pinnedNameOf(of), format: to, form, document, ...report },
      ...(out === undefined ? { lines: [document.trimEnd()], notes: lines } : { lines }),
      ...(complete && isLossy ? { exitCode: EXIT.refused } : {}),
    };
  },
});
