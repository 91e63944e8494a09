/** A cell; absent ones are shown as a dash. */
export type Cell = string | number | undefined;

/** A column of a table of things. */
export interface Column<T> {
  readonly heading: string;
  readonly cell: (row: T) => Cell;
  /** Numbers stand right. */
  readonly isNumber?: boolean;
}

const textOf = (cell: Cell): string => (cell === undefined || cell === '' ? '-' : `${cell}`);

/** Aligned columns under headings. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): readonly string[] {
  const cells = rows.map((row) => columns.map(({ cell }) => textOf(cell(row))));
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const lineOf = (line: readonly string[]): string =>
    line
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return columns[index]?.isNumber === true ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [lineOf(columns.map(({ heading }) => heading.toUpperCase())), ...cells.map(lineOf)];
}

/** One fact a line; absent facts are left out. */
export function facts(pairs: readonly (readonly [string, Cell | readonly string[]])[]): readonly string[] {
  const known = pairs.filter(([, value]) => value !== undefined && (typeof value !== 'object' || value.length > 0));
  const width = Math.max(0, ...known.map(([label]) => label.length));
  return known.map(([label, value]) => {
    const [first = '', ...more] = typeof value === 'object' ? value : [textOf(value)];
    return [`${label.padEnd(width)}  ${first}`, ...more.map((line) => `${' '.repeat(width)}  ${line}`)].join('\n');
  });
}
