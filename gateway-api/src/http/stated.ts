import type { JsonObject } from '../ledger/ledger.js';

/** What a request stated, as plain JSON: a parsed request may hold undefined where an optional field is absent. */
export const stated = (fields: object): JsonObject => JSON.parse(JSON.stringify(fields)) as JsonObject;
