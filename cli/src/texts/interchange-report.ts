import type { ExportReport, ImportReport, Mapped, Needed, NotExported } from '@scrip/interchange';
import { counted, shown } from './problems.js';

/** What became of each value of a definition, for people. */
export const exportLines = ({ mapped, notMapped, added, needed }: ExportReport): readonly string[] => [
  ...section(`${counted(mapped.length, 'value')} mapped`, mappedRows(mapped)),
  ...section(`${counted(notMapped.length, 'value')} not mapped`, notExportedRows(notMapped, mapped)),
  ...section(
    `${counted(added.length, 'value')} added`,
    added.map(({ path, value, why }) => [path, value, why]),
  ),
  ...section('needed by the format, and said by no definition', neededRows(needed)),
];

/** What became of each value of a document, for people. */
export const importLines = ({ mapped, notMapped, needed }: ImportReport): readonly string[] => [
  ...section(`${counted(mapped.length, 'value')} mapped`, mappedRows(mapped)),
  ...section(
    `${counted(notMapped.length, 'value')} not mapped`,
    notMapped.map(({ path, value, why }) => [path, value, why]),
  ),
  ...section('to add to the text', neededRows(needed)),
];

type Row = readonly string[];

const mappedRows = (mapped: readonly Mapped[]): readonly Row[] =>
  mapped.map(({ path, value, sentence }) => [path, value, sentence]);

/** Values of a sentence that have no place for one reason, in one row; which they are, where others have one. */
function notExportedRows(notMapped: readonly NotExported[], mapped: readonly Mapped[]): readonly Row[] {
  const rows = new Map<string, { readonly of: NotExported; readonly slots: string[] }>();
  for (const each of notMapped) {
    const key = `${each.sentence}\n${each.why}`;
    const row = rows.get(key) ?? { of: each, slots: [] };
    row.slots.push(each.term.split(' ').at(-1) ?? '');
    rows.set(key, row);
  }
  return [...rows.values()].map(({ of: { sentence, why }, slots }) => {
    const isPart = mapped.some((each) => each.sentence === sentence);
    return [isPart ? `${sentence} (${slots.join(', ')})` : sentence, why];
  });
}

const neededRows = (needed: readonly Needed[]): readonly Row[] => needed.map(({ at, what }) => [at, what]);

/** A heading with rows below it; nothing where there are none. What a document holds must not steer a terminal. */
function section(heading: string, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  return [`${heading}:`, ...new Set(rows.map((row) => `  ${row.map(shown).join('  |  ')}`))];
}
