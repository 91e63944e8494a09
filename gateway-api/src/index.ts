export { ScripClient } from './client/client.js';
export type { ReadOptions } from './client/read-options.js';
export type { ExportedTable, ExportWish } from './client/table-client.js';
export { ProblemError } from './client/problem-error.js';
export type { ClientOptions, CommandOptions, Table } from './client/requests.js';
export type * from './client/types.js';
export { actSummary } from './approvals/act-summary.js';
export { commandIdOf } from './http/idempotency.js';
export type { FieldError, ProblemDocument } from './http/problem.js';
