import type { Change } from './change.js';
import type { LedgerImage } from './ledger-image.js';

/** Something that every transaction leaves true. */
export interface Invariant {
  /** Short and stable, for instance `supply`. */
  readonly name: string;
  /** One sentence that a person who runs no computer can hold the register to. */
  readonly statement: string;
  /** @returns what is wrong after a transaction, one text each; empty when all is as it must be */
  check(change: Change, after: LedgerImage): readonly string[];
}
