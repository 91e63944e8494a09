import { describe, expect, test } from '@jest/globals';
import { ledger, peer } from '@hyperledger/fabric-protos';
import type { Asker } from './peer-messages.js';
import { readRange } from './state-range.js';

const { GET_STATE_BY_RANGE, QUERY_STATE_NEXT, QUERY_STATE_CLOSE } = peer.ChaincodeMessage.Type;
const PAGE = 3;

/** A peer with entries `a/0`, `a/1` and so on, written with the generated classes; it says what it was asked. */
function peerWith(count: number): { readonly ask: Asker; readonly asked: string[] } {
  const asked: string[] = [];
  const rest = Array.from({ length: count }, (_, index) => `a/${String(index)}`);
  const page = (): Uint8Array => {
    const response = new peer.QueryResponse();
    for (const key of rest.splice(0, PAGE)) {
      const entry = new ledger.queryresult.KV();
      entry.setNamespace('scrip');
      entry.setKey(key);
      entry.setValue(Buffer.from(`value of ${key}`));
      const row = new peer.QueryResultBytes();
      row.setResultbytes(entry.serializeBinary());
      response.addResults(row);
    }
    response.setHasMore(rest.length > 0);
    response.setId('query');
    return response.serializeBinary();
  };
  const ask: Asker = (type, payload) => {
    if (type === GET_STATE_BY_RANGE) {
      const range = peer.GetStateByRange.deserializeBinary(payload);
      asked.push(`${range.getStartkey()}..${range.getEndkey()}`);
    }
    if (type === QUERY_STATE_NEXT) asked.push(`next of ${peer.QueryStateNext.deserializeBinary(payload).getId()}`);
    if (type === QUERY_STATE_CLOSE) asked.push(`close ${peer.QueryStateClose.deserializeBinary(payload).getId()}`);
    return Promise.resolve(type === QUERY_STATE_CLOSE ? new Uint8Array() : page());
  };
  return { ask, asked };
}

describe('a range', () => {
  test('is read page by page, and the peer ends the query with the last one', async () => {
    const { ask, asked } = peerWith(7);
    const { entries, isCut } = await readRange(ask, 'a/', 'a0', 100);
    expect(entries.map(({ key, value }) => `${key}: ${Buffer.from(value).toString('utf8')}`)).toEqual(
      Array.from({ length: 7 }, (_, index) => `a/${String(index)}: value of a/${String(index)}`),
    );
    expect(isCut).toBe(false);
    expect(asked).toEqual(['a/..a0', 'next of query', 'next of query']);
  });

  test.each([
    [0, false, ['a/..a0']],
    [3, false, ['a/..a0']],
    [4, true, ['a/..a0', 'next of query']],
    [7, true, ['a/..a0', 'next of query', 'close query']],
  ])('of three at most, of %d: cut %s', async (count, isCut, questions) => {
    const { ask, asked } = peerWith(count);
    const range = await readRange(ask, 'a/', 'a0', 3);
    expect(range.isCut).toBe(isCut);
    expect(range.entries).toHaveLength(Math.min(count, 3));
    expect(asked).toEqual(questions);
  });
});
