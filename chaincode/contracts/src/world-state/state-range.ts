import { bytesField, fieldsOf, repeatedBytes } from '../protobuf/fields.js';
import type { Asker } from './peer-messages.js';

/** A key that is committed, with the bytes of its value. */
export interface CommittedEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** Entries in the order of their keys. */
export interface CommittedRange {
  readonly entries: readonly CommittedEntry[];
  /** Whether there are more than were asked for. */
  readonly isCut: boolean;
}

/** ChaincodeMessage.Type of peer/chaincode_shim.proto. */
const [GET_STATE_BY_RANGE, QUERY_STATE_NEXT, QUERY_STATE_CLOSE] = [14, 16, 17];

/**
 * Reads a range page by page. The shim for Node reads one too, and unpacks every entry three times on the way: a register
 * whose holders are counted has a hundred thousand of them.
 */
export async function readRange(ask: Asker, start: string, end: string, entriesMax: number): Promise<CommittedRange> {
  const entries: CommittedEntry[] = [];
  let page = pageOf(await ask(GET_STATE_BY_RANGE, Buffer.concat([bytesField(1, start), bytesField(2, end)])));
  for (;;) {
    const left = entriesMax - entries.length;
    for (const row of page.rows.slice(0, left)) entries.push(entryOf(row));
    const isCut = page.rows.length > left;
    if (page.next === undefined) return { entries, isCut };
    if (isCut) {
      await ask(QUERY_STATE_CLOSE, bytesField(1, page.next));
      return { entries, isCut };
    }
    page = pageOf(await ask(QUERY_STATE_NEXT, bytesField(1, page.next)));
  }
}

interface Page {
  readonly rows: readonly Uint8Array[];
  /** Name of the query for the next page; undefined after the last one, with which the peer ends the query itself. */
  readonly next: Uint8Array | undefined;
}

/** QueryResponse: results = 1 (QueryResultBytes: resultBytes = 1), has_more = 2, id = 3. */
function pageOf(response: Uint8Array): Page {
  const rows: Uint8Array[] = [];
  let hasMore = false;
  let id: Uint8Array = new Uint8Array();
  for (const { number, content } of fieldsOf(response)) {
    if (typeof content === 'number') hasMore ||= number === 2 && content === 1;
    else if (number === 1) rows.push(...repeatedBytes(content, 1));
    else if (number === 3) id = content;
  }
  return { rows, next: hasMore ? id : undefined };
}

/** KV of ledger/queryresult/kv_query_result.proto: namespace = 1, key = 2, value = 3. */
function entryOf(row: Uint8Array): CommittedEntry {
  let key = '';
  let value: Uint8Array = new Uint8Array();
  for (const { number, content } of fieldsOf(row)) {
    if (typeof content === 'number') continue;
    if (number === 2) key = textOf(content);
    if (number === 3) value = content;
  }
  return { key, value };
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
