import { describe, expect, test } from '@jest/globals';
import { Builder } from './builder.js';
import { NoCounterpart } from './interchange-error.js';
import { shownPath } from './path.js';
import { Source } from './source.js';

const document = {
  ids: [{ type: 'ISIN', value: 'A' }, { type: 'CUSIP', value: 'B' }, { value: 'C' }],
  rate: { '@type': 'Fixed', price: '1' },
};

describe('reading a part of a document', () => {
  test('a path chooses among items and records by a field', () => {
    const source = new Source(document);
    expect(source.at('ids[type=CUSIP]/value')?.value).toBe('B');
    expect(source.at('ids[type=WKN|ISIN]/value')?.path).toBe('/ids/0/value');
    expect(source.at('ids[type=WKN|]/value')?.value).toBe('C');
    expect(source.at('rate{@type=Fixed}/price')?.value).toBe('1');
    expect(source.at('rate{@type=Floating}/price')).toBeUndefined();
    expect(source.at('constructor')).toBeUndefined();
  });

  test('whoever takes a value has read what it was chosen by', () => {
    const source = new Source(document);
    source.take('ids[type=ISIN]/value');
    source.take('rate{@type=Fixed}/price');
    expect(source.left().map(({ path }) => path)).toEqual(['/ids/1/type', '/ids/1/value', '/ids/2/value']);
  });

  test('what an attempt took that failed is not read', () => {
    const source = new Source(document);
    const fail = (): never => {
      source.take('rate/price');
      throw new NoCounterpart('so');
    };
    expect(() => source.attempt(fail)).toThrow('so');
    expect(source.left()).toHaveLength(source.leaves().length);
  });
});

describe('putting a document together', () => {
  test('values find their records and items', () => {
    const builder = new Builder();
    builder.put('ids[type=ISIN|isin]/value', 'A');
    builder.put('ids[type=ISIN]/more', 'B');
    builder.put('ids[type=CUSIP]/value', 'C');
    builder.put('list[]/a', '1');
    builder.put('list[]/b', '2');
    builder.put('rate{@type=Fixed}/price', '1');
    builder.append('rows[kind=x]').put('a', '1');
    builder.append('rows[kind=x]').put('a', '2');
    expect(builder.tree).toEqual({
      ids: [
        { type: 'ISIN', value: 'A', more: 'B' },
        { type: 'CUSIP', value: 'C' },
      ],
      list: [{ a: '1', b: '2' }],
      rate: { '@type': 'Fixed', price: '1' },
      rows: [
        { kind: 'x', a: '1' },
        { kind: 'x', a: '2' },
      ],
    });
  });
});

test('a path is shown with the value that is written', () => {
  expect(shownPath('a[b=http://x/y|z|]/c{d=e|f}/#text')).toBe('a[b=http://x/y]/c{d=e}');
});
