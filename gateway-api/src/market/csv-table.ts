/** A row of a table with its place, so that a fault can be named. */
export interface Row {
  /** File name and line, for messages. */
  readonly place: string;
  /** Text of a column; a missing column cannot occur, the table is checked as a whole. */
  field(column: string): string;
}

/**
 * Reads a table of comma separated values whose first line names the columns. Quotes are not supported and refused,
 * because no table of ours needs them.
 *
 * @throws Error naming file and line
 */
export function readTable(file: string, text: string, columns: readonly string[]): Row[] {
  const [head = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (head !== columns.join(',')) throw new Error(`${file}:1: the columns must be ${columns.join(',')}`);
  return lines.map((line, index) => {
    const place = `${file}:${index + 2}`;
    const fields = line.split(',');
    if (line.includes('"')) throw new Error(`${place}: quotes are not supported`);
    if (fields.length !== columns.length || fields.some((field) => field.trim() !== field || field === '')) {
      throw new Error(`${place}: expected ${columns.length} fields, none empty or padded`);
    }
    const byColumn = new Map(columns.map((column, position) => [column, fields[position] ?? '']));
    return {
      place,
      field: (column) => {
        const value = byColumn.get(column);
        if (value === undefined) throw new Error(`${file} has no column ${column}`);
        return value;
      },
    };
  });
}
