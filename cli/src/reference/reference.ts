import { COMMAND_ID_OPTION, exitCodes, GLOBAL_OPTIONS, hasCommandId } from '../command/program.js';
import type { Inputs } from '../command/input.js';
import { isNoun, type Noun, type Verb } from '../command/verb.js';

const START = '<!-- reference:start -->';
const END = '<!-- reference:end -->';

/** The page with the reference between its marks. @throws Error when the page has no marks */
export function withReference(page: string, reference: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`the page has no ${START} … ${END}`);
  return `${page.slice(0, start + START.length)}\n\n${reference}\n\n${page.slice(end)}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const row = (form: string, description: string): string =>
  `| \`${form.replaceAll('|', '\\|')}\` | ${cell(description)} |`;

const inputRows = (inputs: Inputs): readonly string[] =>
  Object.values(inputs).map(({ form, description, isRequired }) =>
    row(form, form.startsWith('--') && isRequired ? `${description}; must be given` : description),
  );

const TABLE = ['| | |', '| --- | --- |'];

function verbText(verb: Verb, prefix: string): string {
  const args = Object.values(verb.args).map(({ form, isRequired }) => (isRequired ? `<${form}>` : `[${form}]`));
  const rows = [
    ...inputRows(verb.args),
    ...inputRows(verb.options),
    ...(hasCommandId(verb) ? [row(...COMMAND_ID_OPTION)] : []),
  ];
  const waits = verb.kind === 'proposal' ? '\n\nEnds with 3: another operator approves it.' : '';
  return [
    `#### \`${[prefix, verb.name, ...args].join(' ')}\``,
    '',
    `${cell(verb.summary)}.${waits}`,
    '',
    ...(rows.length === 0 ? [] : [...TABLE, ...rows, '']),
    '```sh',
    [prefix, verb.name, verb.example].filter((part) => part !== '').join(' '),
    '```',
    '',
  ].join('\n');
}

/** How many commands there are. */
export const countCommands = (entries: readonly (Noun | Verb)[]): number =>
  entries.reduce((sum, entry) => sum + (isNoun(entry) ? entry.verbs.length : 1), 0);

/** The reference of all commands, made of their definitions. */
export function renderReference(entries: readonly (Noun | Verb)[]): string {
  const parts = entries.map((entry) =>
    isNoun(entry)
      ? [
          `### ${entry.name}`,
          '',
          `${cell(entry.summary)}.`,
          '',
          ...entry.verbs.map((verb) => verbText(verb, `scrip ${entry.name}`)),
        ].join('\n')
      : [`### ${entry.name}`, '', verbText(entry, 'scrip')].join('\n'),
  );
  return [
    '### Options of every command',
    '',
    ...TABLE,
    ...GLOBAL_OPTIONS.map(([form, description]) => row(form, description)),
    row('--help', 'how the command is called, with an example'),
    '',
    '### Exit codes',
    '',
    ...TABLE,
    ...exitCodes().map(([code, meaning]) => row(`${code}`, meaning)),
    '',
    ...parts,
  ].join('\n');
}
