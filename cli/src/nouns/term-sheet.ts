import { definitions, pinnedName } from '@scrip/model';
import { by, flag, option } from '../command/input.js';
import { verb } from '../command/verb.js';
import { TextError } from '../texts/problems.js';
import { FILES, sourcesOf } from '../texts/sources.js';
import { wanted } from '../texts/wanted.js';

/** Shows a definition as a term sheet. */
export const TERM_SHEET = verb({
  name: 'term-sheet',
  kind: 'local',
  summary: 'Print a definition in plain sentences under headings, with the paragraphs of its rules, as Markdown',
  example: 'securities/acme-2031.scrip protocols --name ACME_2031@1 --html > acme-2031.html',
  args: { files: FILES },
  options: {
    name: option('--name <name>', 'its name with the version, where the first text has several', by(pinnedName)),
    html: flag('--html', 'print a page of HTML instead'),
  },
  run: async (call, { files, name, html }) => {
    const { compileTogether, termSheet, toHtmlPage, toMarkdown } = await import('@scrip/language');
    const all = compileTogether(await sourcesOf(files, call));
    const found = all.flatMap(({ source, problems }) => problems.map((problem) => ({ source, problem })));
    if (found.length > 0) throw new TextError(found);
    const known = new Map(
      all.flatMap((each) => each.definitions.map((of) => [definitions.pinnedNameOf(of), of] as const)),
    );
    const sheet = termSheet(wanted(all, name), (each) => known.get(each));
    return { reply: sheet, lines: [(html ? toHtmlPage(sheet) : toMarkdown(sheet)).trimEnd()] };
  },
});
