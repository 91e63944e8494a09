import { randomUUID } from 'node:crypto';

import { ledger, peer } from '@hyperledger/fabric-protos';

import type { KeyValue, QueryBatch, QueryCursor } from '../ledger/types.js';
import { decode } from '../../proto/decode.js';
import { checkAccess } from './state-requests.js';
import type { TransactionWorld } from './transaction-world.js';

/** An open query of any kind: batches of serialised results. */
type ResultCursor = QueryCursor<Uint8Array>;

/**
 * The queries of one transaction. Each answer holds up to 100 results; what the chaincode has not read stays open
 * until it closes the query or the transaction ends (Fabric: query_response_generator.go).
 */
export class TransactionQueries {
  readonly #open = new Map<string, ResultCursor>();

  async range(world: TransactionWorld, payload: Uint8Array): Promise<Uint8Array> {
    const request = decode(peer.GetStateByRange, payload, 'GetStateByRange');
    const range = { start: request.getStartkey(), end: request.getEndkey() };
    const collection = request.getCollection();
    const paging = queryMetadata(request.getMetadata_asU8());
    if (collection !== '') {
      await checkAccess(world, 'read', collection);
      const cursor = await world.simulator.privateRange(world.namespace, collection, range);
      return this.#first(serialised(cursor, keyValueBytes));
    }
    if (paging === undefined) {
      const cursor = world.simulator.range(world.namespace, range.start, range.end);
      return this.#first(serialised(cursor, keyValueBytes));
    }
    const page = await world.simulator.rangePage(world.namespace, range, paging.getPagesize(), paging.getBookmark());
    return pageResponse(page.results.map(keyValueBytes), page.bookmark);
  }

  async history(world: TransactionWorld, payload: Uint8Array): Promise<Uint8Array> {
    const request = decode(peer.GetHistoryForKey, payload, 'GetHistoryForKey');
    const cursor = world.simulator.history(world.namespace, request.getKey());
    return this.#first(serialised(cursor, (modification) => modification.serializeBinary()));
  }

  /** Rich queries belong to CouchDB: refused with the text of a peer on LevelDB. */
  async rich(world: TransactionWorld, payload: Uint8Array): Promise<never> {
    const request = decode(peer.GetQueryResult, payload, 'GetQueryResult');
    const collection = request.getCollection();
    if (collection === '') {
      const paged = queryMetadata(request.getMetadata_asU8()) !== undefined;
      return world.simulator.query(world.namespace, request.getQuery(), paged);
    }
    await checkAccess(world, 'read', collection);
    return world.simulator.privateQuery(world.namespace, collection, request.getQuery());
  }

  async next(payload: Uint8Array): Promise<Uint8Array> {
    const id = decode(peer.QueryStateNext, payload, 'QueryStateNext').getId();
    const cursor = this.#open.get(id);
    if (cursor === undefined) throw new Error('query iterator not found');
    return this.#batch(id, cursor);
  }

  async close(payload: Uint8Array): Promise<Uint8Array> {
    const id = decode(peer.QueryStateClose, payload, 'QueryStateClose').getId();
    await this.#open.get(id)?.close();
    this.#open.delete(id);
    return batchResponse(id, { results: [], hasMore: false });
  }

  /** Closes what the chaincode left open. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.values()].map((cursor) => cursor.close()));
    this.#open.clear();
  }

  #first(cursor: ResultCursor): Promise<Uint8Array> {
    const id = randomUUID();
    this.#open.set(id, cursor);
    return this.#batch(id, cursor);
  }

  async #batch(id: string, cursor: ResultCursor): Promise<Uint8Array> {
    try {
      const batch = await cursor.next();
      if (!batch.hasMore) await this.#end(id, cursor);
      return batchResponse(id, batch);
    } catch (error) {
      await this.#end(id, cursor);
      throw error;
    }
  }

  async #end(id: string, cursor: ResultCursor): Promise<void> {
    this.#open.delete(id);
    await cursor.close();
  }
}

/** Page size and bookmark, or undefined when the query is not paged. */
function queryMetadata(bytes: Uint8Array): peer.QueryMetadata | undefined {
  if (bytes.length === 0) return undefined;
  const metadata = decode(peer.QueryMetadata, bytes, 'QueryMetadata');
  return metadata.getPagesize() === 0 && metadata.getBookmark() === '' ? undefined : metadata;
}

function serialised<T>(cursor: QueryCursor<T>, bytesOf: (result: T) => Uint8Array): ResultCursor {
  return {
    next: async () => {
      const batch = await cursor.next();
      return { results: batch.results.map(bytesOf), hasMore: batch.hasMore };
    },
    close: () => cursor.close(),
  };
}

function keyValueBytes(result: KeyValue): Uint8Array {
  const message = new ledger.queryresult.KV();
  message.setNamespace(result.namespace);
  message.setKey(result.key);
  message.setValue(result.value);
  return message.serializeBinary();
}

function queryResponse(results: readonly Uint8Array[]): peer.QueryResponse {
  const response = new peer.QueryResponse();
  response.setResultsList(
    results.map((bytes) => {
      const result = new peer.QueryResultBytes();
      result.setResultbytes(bytes);
      return result;
    }),
  );
  return response;
}

function batchResponse(id: string, batch: QueryBatch<Uint8Array>): Uint8Array {
  const response = queryResponse(batch.results);
  response.setId(id);
  response.setHasMore(batch.hasMore);
  return response.serializeBinary();
}

function pageResponse(results: readonly Uint8Array[], bookmark: string): Uint8Array {
  const response = queryResponse(results);
  const metadata = new peer.QueryResponseMetadata();
  metadata.setFetchedRecordsCount(results.length);
  metadata.setBookmark(bookmark);
  response.setId(randomUUID());
  response.setMetadata(metadata.serializeBinary());
  return response.serializeBinary();
}
