export { Auditor, INVARIANTS, type Violation } from './auditor.js';
export { Holdings } from './holdings.js';
export { LedgerImage } from './ledger-image.js';
export type { Invariant } from './invariant.js';
export type { AuditedTransaction, PolicyChange, Write } from './transaction.js';
