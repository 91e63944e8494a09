import { readFileSync } from 'node:fs';
import type { Table } from '@scrip/gateway-api';
import { messageOf } from '../output/message-of.js';
import { UsageError } from '../command/usage-error.js';

const JSON_LINES = /\.(ndjson|jsonl)$/i;

/** A table from a file: JSON lines by its name, else CSV. @throws UsageError */
export function readTableFile(path: string): Table {
  try {
    return { type: JSON_LINES.test(path) ? 'application/x-ndjson' : 'text/csv', content: readFileSync(path) };
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}
