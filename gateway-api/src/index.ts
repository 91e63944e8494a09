export { ScripClient, type ClientOptions, type CommandOptions, type ReadOptions } from './client/client.js';
export { ProblemError } from './client/problem-error.js';
export type * from './client/types.js';
export type { FieldError, ProblemDocument } from './http/problem.js';
