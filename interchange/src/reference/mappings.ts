import { shownPath } from '../document/path.js';
import { FORMAT_NAMES } from '../format-names.js';
import { FORMATS } from '../interchange.js';
import type { Entry, Form, Format } from '../mapping/mapping.js';
import { termOf } from '../mapping/report.js';

/** What stands on both sides, what is added, and what has no counterpart, for every format: made of its tables. */
export const mappingsPage = (): string => FORMAT_NAMES.map((name) => formatSection(FORMATS[name])).join('\n\n');

function formatSection({ title, name, forms }: Format): string {
  const [first] = forms;
  return [
    `## ${title} (\`${name}\`)`,
    ...forms.map(formSection),
    ...(first === undefined ? [] : [reasonsSection(first)]),
  ].join('\n\n');
}

function formSection({ name, instrument, entries, demands }: Form): string {
  const rows = entries.flatMap((entry) => rowsOf(entry, ''));
  const needs = demands.map(([at, what]) => [inCode(at), what]);
  return [
    `### \`${name}\`: \`${instrument}\``,
    table(['Value of the language', 'Place'], rows),
    ...(needs.length === 0
      ? []
      : ['What the schema demands beyond, and no definition says:', table(['Place', 'What belongs there'], needs)]),
  ].join('\n\n');
}

type Row = readonly string[];

function rowsOf(entry: Entry, base: string): readonly Row[] {
  const place = inCode(base + shownPath(entry.at));
  switch (entry.kind) {
    case 'field':
      return [[entry.is.map((is) => inCode(termOf(is, entry.slot))).join(', '), place]];
    case 'whole':
      return [[inCode(entry.is), `${place} is ${inCode(JSON.stringify(entry.value))}`]];
    case 'constant':
      return [[`(added: ${entry.why})`, place]];
    case 'derived':
      return [[`(follows: ${entry.why})`, place]];
    case 'each':
      return [
        [entry.is.map(inCode).join(', '), `${place}, an item each`],
        ...entry.entries.flatMap((each) => rowsOf(each, `${shownPath(entry.at)}/`)),
      ];
  }
}

function reasonsSection({ noPlace, otherwise, unsaid }: Form): string {
  return [
    `### What has no counterpart`,
    table(
      ['Value of the language', 'Why it has no place'],
      [...Object.entries(noPlace).map(([term, why]) => [inCode(term), why]), ['all others', otherwise]],
    ),
    table(
      ['Place', 'Why there is no sentence'],
      unsaid.map(([at, why]) => [inCode(at), why]),
    ),
  ].join('\n\n');
}

const inCode = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const [START, END] = ['<!-- mappings:start -->', '<!-- mappings:end -->'];

/** A page with the mappings between its marks. @throws Error where it has none */
export function withMappings(page: string): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`the page has no ${START} … ${END}`);
  return `${page.slice(0, start)}${START}\n\n${mappingsPage()}\n\n${page.slice(end)}`;
}

/** A page as it counts: how wide its tables are does not. */
export const unpadded = (page: string): string => page.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
