import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTable, type TableRow, type TableType } from './table-file.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scrip-table-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const FORM = { columns: ['name', 'units', 'note'], needed: ['name', 'units'] };

async function read(text: string, type: TableType = 'text/csv'): Promise<readonly TableRow[]> {
  const file = join(directory, 'table');
  writeFileSync(file, text);
  const rows: TableRow[] = [];
  for await (const row of readTable(file, type, FORM)) rows.push(row);
  return rows;
}

describe('a table of CSV', () => {
  test('is read by the names of its header: quotes, commas, line breaks, BOM and CRLF', async () => {
    expect(await read('\uFEFFunits,name\r\n5,"Example, Ada"\r\n7,"a ""b""\nc"\r\n')).toEqual([
      { row: 1, fields: { units: '5', name: 'Example, Ada' } },
      { row: 2, fields: { units: '7', name: 'a "b"\nc' } },
    ]);
  });

  test('has absent fields where they are empty, and no rows in empty lines', async () => {
    expect(await read('name,units,note\na,,\n\nb,2,\n')).toEqual([
      { row: 1, fields: { name: 'a' } },
      { row: 2, fields: { name: 'b', units: '2' } },
    ]);
  });

  test('tells the row that has too many or too few fields, and goes on', async () => {
    expect(await read('name,units\na\nb,1,2\nc,3\n')).toMatchObject([
      { row: 1, fault: 'has 1 fields in place of 2' },
      { row: 2, fault: 'has 3 fields in place of 2' },
      { row: 3, fields: { name: 'c' } },
    ]);
  });

  test.each([
    ['without rows or header', '', 'empty'],
    ['with a column that is not known', 'name,units,salary\n', 'salary'],
    ['without a column that is needed', 'name\n', 'units'],
    ['with a column twice', 'name,units,name\n', 'twice'],
    ['with a quote that is never closed', 'name,units\n"a,1\nb,2\n', 'row 1'],
  ])('%s is refused', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

describe('a table of JSON lines', () => {
  test('is read line by line, and a wrong line is told', async () => {
    const lines = ['{"name":"a","units":"1","note":null}', '', 'x', '[]', '{"name":1}', '{"age":"1"}'];
    expect(await read(lines.join('\n'), 'application/x-ndjson')).toEqual([
      { row: 1, fields: { name: 'a', units: '1' } },
      { row: 2, fault: 'is not JSON' },
      { row: 3, fault: 'is no JSON object' },
      { row: 4, fault: 'has a field that is no text' },
      { row: 5, fault: 'has a field other than name, units, note' },
    ]);
  });
});
