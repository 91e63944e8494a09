import sqlite, { type Database as SqliteDatabase, type Statement } from 'node-sqlite3-wasm';

/** What a column holds and a parameter binds. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A row by column names. */
export type Row = Readonly<Record<string, SqlValue>>;

/**
 * `durable`: a committed transaction survives power loss. `rebuildable`: it survives the death of the process, and after
 * power loss the file is an earlier consistent state that can be brought up to date from the ledger.
 */
export type Durability = 'durable' | 'rebuildable';

/**
 * One SQLite file, held by this process alone. Statements are prepared once and kept: the number of different statements
 * is that of the code. All calls are synchronous, so what runs between two awaits sees one consistent state.
 */
export class Database {
  readonly #database: SqliteDatabase;
  readonly #statements = new Map<string, Statement>();
  readonly #shared: (() => SharedOutcome)[] = [];

  /** @param path file to open or create; its folder must be locked by `lockDirectory` */
  constructor(path: string, durability: Durability) {
    this.#database = new sqlite.Database(path);
    // A write-ahead log without shared memory needs the exclusive mode, set before the first access.
    this.#database.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.#database.exec('PRAGMA journal_mode = WAL');
    this.#database.exec(`PRAGMA synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
  }

  /** Runs statements without parameters. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /** @returns the number of rows changed */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#prepared(sql).run([...values]).changes;
  }

  all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#prepared(sql).all([...values]) as Row[];
  }

  /** The first row, or undefined. Reads to the end: a statement left before it would keep its read transaction open. */
  get(sql: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.all(sql, ...values)[0];
  }

  /** Runs the work in one transaction; what it throws rolls everything back. */
  transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * Runs the work in a transaction that it shares with other work of the same moment, so that many requests wait for one
   * flush to disk. What one piece of work throws undoes that piece alone.
   *
   * @returns when the shared transaction is committed
   */
  shared<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#shared.length === 0) setImmediate(() => this.#commitShared());
      this.#shared.push(() => {
        this.#database.exec('SAVEPOINT work');
        try {
          const result = work();
          this.#database.exec('RELEASE work');
          return { settle: () => resolve(result), fail: reject };
        } catch (error) {
          this.#database.exec('ROLLBACK TO work; RELEASE work');
          return { settle: () => reject(asError(error)), fail: reject };
        }
      });
    });
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.#commitShared();
    for (const statement of this.#statements.values()) finalize(statement);
    this.#statements.clear();
    this.#database.close();
  }

  #commitShared(): void {
    const works = this.#shared.splice(0);
    if (works.length === 0) return;
    const done: SharedOutcome[] = [];
    try {
      this.transaction(() => works.forEach((work) => done.push(work())));
    } catch (error) {
      for (const { fail } of done) fail(asError(error));
      return;
    }
    for (const { settle } of done) settle();
  }

  #prepared(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** SQLite reports the failure of a statement's last run once more when the statement is given up; it was thrown then. */
function finalize(statement: Statement): void {
  try {
    statement.finalize();
  } catch (error) {
    if (!(error instanceof sqlite.SQLite3Error)) throw error;
  }
}

/** A failed COMMIT fails all work that shared it. */
interface SharedOutcome {
  readonly settle: () => void;
  readonly fail: (error: Error) => void;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** A text column; the schema guarantees it. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

/** A text column that may be null. */
export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** An integer column within the safe range. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no safe integer`);
  return value;
}

/** An integer column that may be null. */
export function optionalInteger(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column);
}

/** A blob column. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} holds no bytes`);
  return value;
}
