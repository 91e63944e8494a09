import type { Command, Ledger } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';

/** How the ledger says that what a command names is not kept privately yet. */
const UNKEPT: readonly string[] = ['VOTE_NOT_RECORDED', 'VOTE_DIFFERS'];

/**
 * Says what stands in the way of a vote before it is kept: private first, public second (DESIGN section 6), so that a vote
 * that is refused has left nothing.
 *
 * @throws {LedgerRefusal}
 */
export async function requireNothingElseMissing(ledger: Ledger, command: Command): Promise<void> {
  try {
    await ledger.rehearse(command);
  } catch (error) {
    if (!(error instanceof LedgerRefusal) || !UNKEPT.includes(error.code)) throw error;
  }
}
