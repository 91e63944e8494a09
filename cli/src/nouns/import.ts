import { writeFileSync } from 'node:fs';
import type { ImportedDocument } from '@scrip/interchange';
import { FORMAT_NAMES } from '@scrip/interchange/names';
import { pinnedName } from '@scrip/model';
import { EXIT } from '../command/exit-code.js';
import { anyText, argument, by, choice, option } from '../command/input.js';
import { verb } from '../command/verb.js';
import { readText, stated } from '../input/body.js';
import { importLines } from '../texts/interchange-report.js';
import { counted } from '../texts/problems.js';

/** Makes texts of the language of a document in a format of others. */
export const IMPORT = verb({
  name: 'import',
  kind: 'local',
  summary:
    'Make a text of the language of a document in a format of others, and say what became of each of its values: ends with 1 where something is to be added',
  example: 'acme-2031.xml --as fpml --out securities/acme-2031.scrip',
  args: {
    file: argument(
      'file',
      'document in FpML, of the Common Domain Model, or in Open Cap Format (- for standard input)',
      anyText,
    ),
  },
  options: {
    as: choice('--as <format>', 'the format (else by its look)', FORMAT_NAMES),
    with: option(
      '--with <file>',
      'sentences that you add, one a line; one that completes what the document says in part takes its place',
      anyText,
    ),
    name: option(
      '--name <name>',
      'name of the definition with its version (else that of the document)',
      by(pinnedName),
    ),
    title: option('--title <title>', 'title of the definition (else that of the document)', anyText),
    out: option(
      '--out <file>',
      'write the text to a file (else it is printed, and the account goes to standard error)',
      anyText,
    ),
  },
  run: async (call, { file, as, with: added, name, title, out }) => {
    const { importDocument } = await import('@scrip/interchange');
    const sentences = added === undefined ? undefined : await readText(added, call);
    const imported = importDocument(await readText(file, call), as, stated({ name, title, sentences }));
    const text = imported.securities.map((each) => each.text).join('\n');
    if (out !== undefined) writeFileSync(out, text);
    const lines = accountOf(imported);
    return {
      reply: { file, ...imported },
      ...(out === undefined ? { lines: [text.trimEnd()], notes: lines } : { lines }),
      ...(imported.securities.every(({ isComplete }) => isComplete) ? {} : { exitCode: EXIT.refused }),
    };
  },
});

function accountOf({ securities, valuesBeside }: ImportedDocument): readonly string[] {
  const beside = `${counted(valuesBeside, 'value')} of the document stand outside of its securities, and were not read`;
  return [
    ...securities.flatMap(({ form, report }) => [
      ...(securities.length > 1 ? [`${form}:`] : []),
      ...importLines(report),
    ]),
    ...(valuesBeside === 0 ? [] : [beside]),
  ];
}
