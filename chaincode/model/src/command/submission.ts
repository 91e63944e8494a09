import { TRANSACTIONS, type TransactionName, type TransactionRule } from '../authority/transactions.js';
import type { Refusal } from '../errors/domain-error.js';
import { DomainError } from '../errors/domain-error.js';
import { LIMITS } from '../limits.js';
import { parseCanonicalJson } from '../serialisation/canonical-json.js';
import { flag, list, optional, record, type Reader } from '../serialisation/reader.js';

/** What one transaction is asked for: a command, or commands of one function that each stand for themselves. */
export type Submission =
  | { readonly kind: 'command'; readonly command: unknown }
  | {
      readonly kind: 'batch';
      readonly commands: readonly unknown[];
      /** Whether what the commands have entered is settled in the same transaction, as far as it can be. */
      readonly settling: boolean;
    };

/** What became of a command of a batch; a replay finds its first result and does nothing. */
export type CommandOutcome = { readonly result: unknown; readonly replayed?: true } | { readonly refusal: Refusal };

const anything: Reader<unknown> = (value) => value;
const several = list(anything, { min: 1, max: LIMITS.commandsPerTransactionMax });

/** How much a command asks for: the elements of the longest list in its body. A body of no form is refused later. */
function itemsIn(command: unknown): number {
  const { body } = (command ?? {}) as { readonly body?: unknown };
  const fields = typeof body === 'object' && body !== null ? Object.values(body) : [];
  return Math.max(1, ...fields.map((field) => (Array.isArray(field) ? field.length : 1)));
}

/** Commands that together ask for no more than one of them may. */
const batchedCommands: Reader<readonly unknown[]> = (value, path) => {
  const commands = several(value, path);
  const items = commands.reduce<number>((sum, each) => sum + itemsIn(each), 0);
  const { itemsPerTransactionMax: itemsMax } = LIMITS;
  if (items > itemsMax) throw new DomainError('LIMIT_EXCEEDED', { itemsMax });
  return commands;
};

const batch = record({ commands: batchedCommands, settling: optional(flag) });

/** Whether a transaction may carry several commands of a function. */
export function isBatched(name: TransactionName): boolean {
  const rule: TransactionRule = TRANSACTIONS[name];
  return rule.kind !== 'query' && rule.batched === true;
}

/**
 * Reads the argument of a function that writes.
 *
 * @param text - canonical JSON of one command, or `{"commands":[…]}` for a function that takes batches, with
 *   `"settling":true` perhaps
 * @throws DomainError COMMAND_MALFORMED, LIMIT_EXCEEDED, FIELD_INVALID
 */
export function parseSubmission(name: TransactionName, text: string): Submission {
  const mayBatch = isBatched(name);
  const charactersMax = mayBatch ? LIMITS.transactionCharactersMax : LIMITS.commandCharactersMax;
  const value = parseCanonicalJson(text, charactersMax);
  if (mayBatch && typeof value === 'object' && value !== null && 'commands' in value) {
    const { commands, settling = false } = batch(value, '');
    return { kind: 'batch', commands, settling };
  }
  if (text.length > LIMITS.commandCharactersMax) {
    throw new DomainError('LIMIT_EXCEEDED', { charactersMax: LIMITS.commandCharactersMax });
  }
  return { kind: 'command', command: value };
}
