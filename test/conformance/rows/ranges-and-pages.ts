import { expect } from '@jest/globals';
import { refusal, type Step } from '../../support/probe.js';
import { required } from '../../support/transaction.js';
import { ABORTED, PHANTOM_READ_CONFLICT, UNKNOWN, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const LAST_CHARACTER = '\u{10ffff}';
const PAGED_WITH_WRITE = 'unsuppored transaction. Paginated queries are supported only in a read-only transaction';
const WRITE_AFTER_PAGE =
  'unsuppored transaction. Transaction has already performed a paginated query. Writes are not allowed';

/** `<prefix>/000`, `<prefix>/001`, ... */
const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}/${String(index).padStart(3, '0')}`);

/** The range of all keys `<prefix>/...`; `0` is the character after `/`. */
const rangeOf = (prefix: string): Step => ({ op: 'range', start: `${prefix}/`, end: `${prefix}0` });

/** Rows 7 to 16: ranges, phantoms, composite keys and pages. */
export function rangesAndPages(record: RowRecord, scene: Scene): void {
  async function givenKeys(prefix: string, count: number): Promise<string[]> {
    const keys = numbered(prefix, count);
    await scene.probe().submitValid([{ op: 'putMany', entries: keys.map((key) => [key, 'v']) }]);
    return keys;
  }

  /** Verdict of a transaction that read the range before `inserted` was committed. */
  async function verdictAfterInsert(read: Step, inserted: string): Promise<number> {
    const reader = await scene.probe().endorse([read, { op: 'put', key: scene.key('result'), value: 'read' }]);
    await scene.given([inserted, 'new']);
    return (await scene.commit(reader)).status.code;
  }

  record.row(7, 'a key inserted into a range that was read is a phantom', async () => {
    const prefix = scene.key('range');
    await givenKeys(prefix, 3);
    expect(await verdictAfterInsert(rangeOf(prefix), `${prefix}/0015`)).toBe(PHANTOM_READ_CONFLICT);
  });

  record.row(7, 'a key deleted from a range that was read is a phantom, a key outside it is none', async () => {
    const prefix = scene.key('range');
    const [first = ''] = await givenKeys(prefix, 3);
    expect(await verdictAfterInsert(rangeOf(prefix), `${prefix}0`)).toBe(VALID);
    const reader = await scene.probe().endorse([rangeOf(prefix), { op: 'put', key: scene.key('r'), value: 'x' }]);
    await scene.probe().submitValid([{ op: 'delete', key: first }]);
    expect((await scene.commit(reader)).status.code).toBe(PHANTOM_READ_CONFLICT);
  });

  record.row(8, 'a range stopped early counts the 101 keys that the peer read ahead, and no more', async () => {
    const prefix = scene.key('ahead');
    await givenKeys(prefix, 150);
    const one = { ...rangeOf(prefix), limit: 1 };
    const info = await scene.rangeInfo(await scene.probe().submitValid([one]));
    expect(info.getItrExhausted()).toBe(false);
    expect(info.getEndKey()).toBe(`${prefix}/100`);
    expect(await verdictAfterInsert(one, `${prefix}/1005`)).toBe(VALID);
    expect(await verdictAfterInsert(one, `${prefix}/0995`)).toBe(PHANTOM_READ_CONFLICT);
  });

  record.row(9, 'a range of more than 50 results is recorded as a Merkle summary with the same verdicts', async () => {
    const prefix = scene.key('merkle');
    const keys = await givenKeys(prefix, 51);
    const reader = await scene.probe().submitValid([rangeOf(prefix)]);
    const info = await scene.rangeInfo(reader);
    expect(info.hasRawReads()).toBe(false);
    const summary = required(info.getReadsMerkleHashes(), 'Merkle summary');
    expect(summary.getMaxDegree()).toBe(50);
    expect(summary.getMaxLevel()).toBe(1);
    expect(summary.getMaxLevelHashesList()).toHaveLength(1);
    expect(reader.results[0]).toHaveLength(51);
    expect(await verdictAfterInsert(rangeOf(prefix), scene.key('elsewhere'))).toBe(VALID);
    expect(await verdictAfterInsert(rangeOf(prefix), `${prefix}/0255`)).toBe(PHANTOM_READ_CONFLICT);
    const update = await scene.probe().endorse([rangeOf(prefix), { op: 'put', key: scene.key('r'), value: 'x' }]);
    await scene.given([keys[50] ?? '', 'changed']);
    expect((await scene.commit(update)).status.code).toBe(PHANTOM_READ_CONFLICT);
  });

  record.row(9, 'fifty results are still recorded one by one', async () => {
    const prefix = scene.key('raw');
    await givenKeys(prefix, 50);
    const info = await scene.rangeInfo(await scene.probe().submitValid([rangeOf(prefix)]));
    expect(info.getRawReads()?.getKvReadsList()).toHaveLength(50);
    expect(info.getItrExhausted()).toBe(true);
    expect(info.getEndKey()).toBe(`${prefix}0`);
  });

  record.row(10, 'a range includes its start, excludes its end and is in the order of the UTF-8 bytes', async () => {
    const prefix = scene.key('order');
    const keys = ['a', 'b', '\u{e9}', '\u{fffd}', '\u{10000}', '\u{1f600}'].map((c) => `${prefix}/${c}`);
    await scene.given(...[...keys].reverse().map((key): [string, string] => [key, key]));
    const found = await scene.probe().evaluateOne(rangeOf(prefix));
    expect(found).toEqual(keys.map((key) => [key, key]));
    const middle = await scene.probe().evaluateOne({ op: 'range', start: keys[1], end: keys[3] });
    expect(middle).toEqual(keys.slice(1, 3).map((key) => [key, key]));
  });

  record.row(10, 'an empty end leaves the range open', async () => {
    const key = scene.key('~open');
    await scene.given([key, 'last']);
    const found = await scene.probe().evaluateOne({ op: 'range', start: key, end: '' });
    expect(found).toEqual([[key, 'last']]);
  });

  record.row(11, 'a range open at both ends returns no composite keys', async () => {
    const part = scene.key('part');
    const composite = String(await scene.probe().evaluateOne({ op: 'compositeKey', type: 'row11', parts: [part] }));
    expect(composite).toBe(`\u0000row11\u0000${part}\u0000`);
    await scene.given([composite, 'composite'], [part, 'simple']);
    const found = await scene.probe().evaluateOne({ op: 'range', start: '', end: '' });
    expect(found).toContainEqual([part, 'simple']);
    expect(found).not.toContainEqual([composite, 'composite']);
    expect(await scene.get(composite)).toBe('composite');
  });

  record.row(12, 'a composite prefix ends with the last Unicode character', async () => {
    const owner = scene.key('owner');
    const keys: string[] = [];
    for (const lot of ['1', '2', '\u{1f600}']) {
      keys.push(String(await scene.probe().evaluateOne({ op: 'compositeKey', type: 'row12', parts: [owner, lot] })));
    }
    await scene.given(...keys.map((key): [string, string] => [key, 'lot']));
    const reader = await scene.probe().submitValid([{ op: 'compositeRange', type: 'row12', parts: [owner] }]);
    expect(reader.results).toEqual([keys.map((key) => [key, 'lot'])]);
    const info = await scene.rangeInfo(reader);
    const prefix = `\u0000row12\u0000${owner}\u0000`;
    expect([info.getStartKey(), info.getEndKey()]).toEqual([prefix, `${prefix}${LAST_CHARACTER}`]);
  });

  record.row(12, 'the shim refuses an empty part and lets separators inside a part pass', async () => {
    const empty = await refusal(scene.probe().evaluate([{ op: 'compositeKey', type: 'row12', parts: ['a', ''] }]));
    expect(empty.code).toBe(UNKNOWN);
    expect(empty.message).toContain('object type or attribute not a non-zero length string');
    const inside = await scene.probe().evaluateOne({ op: 'compositeKey', type: 'row12', parts: ['a\u0000b'] });
    expect(inside).toBe('\u0000row12\u0000a\u0000b\u0000');
  });

  record.row(13, 'the second page starts at the bookmark, and the last page has none', async () => {
    const prefix = scene.key('page');
    const keys = await givenKeys(prefix, 5);
    const page = (bookmark: string): Promise<unknown> =>
      scene.probe().evaluateOne({ ...rangeOf(prefix), op: 'page', size: 2, bookmark });
    const entries = (from: number, to: number): unknown[] => keys.slice(from, to).map((key) => [key, 'v']);
    expect(await page('')).toEqual({ entries: entries(0, 2), bookmark: keys[2], count: 2 });
    expect(await page(keys[2] ?? '')).toEqual({ entries: entries(2, 4), bookmark: keys[4], count: 2 });
    expect(await page(keys[4] ?? '')).toEqual({ entries: entries(4, 5), bookmark: '', count: 1 });
  });

  record.row(14, 'a page and a write in one transaction are refused in either order', async () => {
    const page: Step = { op: 'page', start: 'a', end: 'b', size: 2, bookmark: '' };
    const write: Step = { op: 'put', key: scene.key('paged'), value: 'v' };
    const pageFirst = await refusal(scene.probe().endorse([page, write]));
    expect(pageFirst.code).toBe(ABORTED);
    expect(pageFirst.details[0]).toMatch(
      /^chaincode response 500, PUT_STATE failed: transaction ID: [0-9a-f]{64}: txid \[/,
    );
    expect(pageFirst.details[0]).toContain(WRITE_AFTER_PAGE);
    const writeFirst = await refusal(scene.probe().endorse([write, page]));
    expect(writeFirst.code).toBe(ABORTED);
    expect(writeFirst.details[0]).toContain(PAGED_WITH_WRITE);
  });

  record.row(15, 'a range over private values and a write in one transaction are refused in either order', async () => {
    const range: Step = { op: 'privateRange', collection: 'open', start: 'a', end: 'b' };
    const write: Step = { op: 'put', key: scene.key('ranged'), value: 'v' };
    const rangeFirst = await refusal(scene.probe().endorse([range, write]));
    expect(rangeFirst.code).toBe(ABORTED);
    expect(rangeFirst.details[0]).toContain(
      'unsuppored transaction. Transaction has already performed queries on pvt data. Writes are not allowed',
    );
    const writeFirst = await refusal(scene.probe().endorse([write, range]));
    expect(writeFirst.code).toBe(ABORTED);
    expect(writeFirst.details[0]).toContain(
      'unsuppored transaction. Queries on pvt data is supported only in a read-only transaction',
    );
  });

  record.row(16, 'a rich query is refused by the LevelDB state database', async () => {
    const query = { op: 'query', query: '{"selector":{}}' };
    const refused = await refusal(scene.probe().evaluate([query]));
    expect(refused.code).toBe(UNKNOWN);
    expect(refused.message).toMatch(
      /^evaluate call to endorser returned error: chaincode response 500, GET_QUERY_RESULT failed: transaction ID: [0-9a-f]{64}: ExecuteQuery not supported for leveldb$/,
    );
  });
}
