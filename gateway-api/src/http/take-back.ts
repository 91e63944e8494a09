import { LedgerRefusal } from '../ledger/ledger-error.js';
import { kindOfLedgerCode } from './ledger-problems.js';

/**
 * The public step of a command whose private step is done. When the ledger refuses it for good, what was written
 * privately is taken back, so that no personal data stay behind of what never came about.
 *
 * @param takeBack - repeatable; its own refusal means that there is nothing to take back
 * @throws {LedgerRefusal} of the public step; {LedgerUnavailable} of either: a repetition finds both commands and goes on
 */
export async function takingBack<T>(publicly: Promise<T>, takeBack: (code: string) => Promise<unknown>): Promise<T> {
  try {
    return await publicly;
  } catch (error) {
    if (error instanceof LedgerRefusal && !kindOfLedgerCode(error.code).retrySafe)
      await unlessRefused(takeBack(error.code));
    throw error;
  }
}

/** Waits for a command that the ledger may refuse because there is nothing to do. */
export async function unlessRefused(command: Promise<unknown>): Promise<void> {
  try {
    await command;
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
  }
}
