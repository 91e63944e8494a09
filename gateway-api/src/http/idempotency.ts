import { createHash } from 'node:crypto';
import type { IdempotencyStore, StoredReply } from '../operations/idempotency-store.js';
import { toProblem } from './ledger-problems.js';
import { Problem } from './problem.js';
import type { Reply } from './route.js';

const KEY = /^[A-Za-z0-9._:-]{8,128}$/;
const IN_FLIGHT_RETRY_SECONDS = 1;

/** A command of one operator under one key. */
export interface KeyedCommand {
  readonly mspId: string;
  readonly operator: string;
  readonly key: string;
  /** Method, path and body: what the key is bound to. */
  readonly content: string;
}

/** What the work gets: an id for the ledger and random bytes, both the same in every repetition. */
export interface CommandIdentity {
  readonly commandId: string;
  readonly seed: Uint8Array;
}

/**
 * Reads the Idempotency-Key of a request.
 *
 * @throws {Problem} when it is missing, given twice or malformed
 */
export function readIdempotencyKey(rawHeaders: readonly string[]): string {
  const given = rawHeaders.filter((_, index) => index % 2 === 1 && isKeyHeader(rawHeaders[index - 1]));
  const [key] = given;
  if (key === undefined) throw Problem.of('IDEMPOTENCY_KEY_REQUIRED');
  if (given.length > 1) throw Problem.of('IDEMPOTENCY_KEY_INVALID', { detail: 'the header was sent more than once' });
  if (!KEY.test(key)) throw Problem.of('IDEMPOTENCY_KEY_INVALID');
  return key;
}

function isKeyHeader(name: string | undefined): boolean {
  return name?.toLowerCase() === 'idempotency-key';
}

/** Runs each keyed command once: repetitions get the stored answer, simultaneous ones are told to come back. */
export class Idempotency {
  readonly #store: IdempotencyStore;
  readonly #inFlight = new Set<string>();

  constructor(store: IdempotencyStore) {
    this.#store = store;
  }

  /**
   * @param work does the command; what it answers, and what the ledger definitely refuses, is kept for repetitions.
   *   Work that broke off is done again by the repetition, under the same identity.
   * @returns the answer, and whether it is a repetition
   * @throws {Problem} IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_FLIGHT, or what the work threw
   */
  async run(
    command: KeyedCommand,
    work: (identity: CommandIdentity) => Promise<Reply>,
  ): Promise<{ readonly reply: Reply; readonly replayed: boolean }> {
    const { operator, key } = command;
    const name = `${operator}\n${key}`;
    if (this.#inFlight.has(name)) throw this.#inFlightProblem(command);
    this.#inFlight.add(name);
    try {
      const entry = await this.#store.begin(operator, key, command.content);
      if (entry.kind === 'mismatch') throw Problem.of('IDEMPOTENCY_KEY_REUSED');
      if (entry.kind === 'answered') return { reply: entry.reply, replayed: true };
      const reply = await this.#finish(command, () => work({ commandId: commandIdOf(command), seed: entry.seed }));
      return { reply, replayed: false };
    } finally {
      this.#inFlight.delete(name);
    }
  }

  #inFlightProblem({ operator, key, content }: KeyedCommand): Problem {
    const isOther = this.#store.find(operator, key, content)?.kind === 'mismatch';
    if (isOther) return Problem.of('IDEMPOTENCY_KEY_REUSED');
    return Problem.of('IDEMPOTENCY_IN_FLIGHT', { headers: { 'Retry-After': `${IN_FLIGHT_RETRY_SECONDS}` } });
  }

  async #finish(command: KeyedCommand, work: () => Promise<Reply>): Promise<Reply> {
    try {
      const reply = await work();
      await this.#keep(command, reply);
      return reply;
    } catch (error) {
      const problem = toProblem(error);
      if (isDefinite(problem)) {
        await this.#keep(command, {
          status: problem.kind.status,
          headers: problem.headers,
          body: problem.toDocument(),
        });
      }
      throw error;
    }
  }

  #keep(command: KeyedCommand, reply: Reply): Promise<void> {
    const stored: StoredReply = { status: reply.status, headers: reply.headers ?? {}, body: reply.body };
    return this.#store.answer(command.operator, command.key, stored);
  }
}

/** A refusal that a repetition would meet again; nothing was written. */
function isDefinite(problem: Problem): boolean {
  return problem.kind.status < 500 && !problem.kind.retrySafe;
}

/**
 * The ledger's id of a command. It depends on nothing that this gateway stores, so a repetition after the loss of its
 * database is still recognised by the ledger.
 */
export function commandIdOf({ mspId, operator, key }: Omit<KeyedCommand, 'content'>): string {
  return createHash('sha256').update(`${mspId}\n${operator}\n${key}`, 'utf8').digest('hex').slice(0, 40);
}
