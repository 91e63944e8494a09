/** Where a table stands on its page: between two comments that name it. */
const marks = (name: string): readonly [string, string] => [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];

/** The rows of a table on a page, each as its cells; how the page is laid out does not count. */
export function tableOn(page: string, name: string): readonly (readonly string[])[] {
  return cellsOf(page.slice(...between(page, name)));
}

/** The cells of each line of a Markdown table, without the line of dashes. */
export function cellsOf(table: string): readonly (readonly string[])[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+$/u.test(line))
    .map((line) => line.split(/(?<!\\)\|/u).map((cell) => cell.trim()));
}

/** `page` with the table between its two marks. @throws Error when the page has no such marks */
export function withTable(page: string, name: string, table: string): string {
  const [start, end] = between(page, name);
  return `${page.slice(0, start)}\n\n${table}\n\n${page.slice(end)}`;
}

/** A Markdown table. */
export function tableOf(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => `${cell}`.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

function between(page: string, name: string): [number, number] {
  const [first, last] = marks(name);
  const [start, end] = [page.indexOf(first), page.indexOf(last)];
  if (start < 0 || end < start) throw new Error(`the page has no ${first} ... ${last}`);
  return [start + first.length, end];
}
