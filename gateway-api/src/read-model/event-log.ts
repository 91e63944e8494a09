import type { Json } from '../ledger/ledger.js';
import { integer, text, type Database } from '../storage/database.js';

/** The place of an event on a channel: what an SSE id says as `block:tx:index`. */
export interface EventId {
  readonly block: number;
  readonly tx: number;
  readonly index: number;
}

/** An event as it is streamed. */
export interface LoggedEvent extends EventId {
  readonly type: string;
  readonly transactionId: string;
  readonly facts: Json;
}

const ID = /^(0|[1-9]\d{0,14}):(0|[1-9]\d{0,9}):(0|[1-9]\d{0,9})$/;

/** Writes an event id. */
export const formatEventId = ({ block, tx, index }: EventId): string => `${block}:${tx}:${index}`;

/** Reads an event id. @returns undefined when the text is none */
export function parseEventId(id: string): EventId | undefined {
  const [, block, tx, index] = ID.exec(id) ?? [];
  if (block === undefined || tx === undefined || index === undefined) return undefined;
  return { block: Number(block), tx: Number(tx), index: Number(index) };
}

/** Events of a channel after a place, in the order of the ledger. */
export function eventsAfter(
  database: Database,
  channel: string,
  after: EventId,
  limit: number,
): readonly LoggedEvent[] {
  const rows = database.all(
    `SELECT * FROM event WHERE channel = ? AND (block, tx, position) > (?, ?, ?) ORDER BY block, tx, position LIMIT ?`,
    ...[channel, after.block, after.tx, after.index, limit],
  );
  return rows.map((row) => ({
    block: integer(row, 'block'),
    tx: integer(row, 'tx'),
    index: integer(row, 'position'),
    type: text(row, 'type'),
    transactionId: text(row, 'transaction_id'),
    facts: JSON.parse(text(row, 'facts')) as Json,
  }));
}
