import { DomainError } from '@scrip/model';
import { compareKeys, Overlay } from './overlay.js';
import type { StateStub } from './state-stub.js';

/** A key with its value. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

/** One change of a key in the past. */
export interface HistoryEntry {
  readonly transactionId: string;
  /** Undefined: the key was deleted. */
  readonly value: string | undefined;
}

/**
 * Public state as one transaction sees it: its own changes over what was committed. Each committed value is asked for
 * once; all changes are sent together at the end, in the order of their keys, so that every endorser sends the same.
 */
export class WorldState {
  private readonly overlay = new Overlay();
  private readonly committed = new Map<string, string | undefined>();
  private readonly ranges = new Map<string, readonly Entry[]>();

  private readonly standIns = new Map<string, () => Promise<string>>();

  constructor(private readonly stub: StateStub) {}

  /** Answers a key otherwise than by the ledger, which is not asked for it then; nothing can be put there any more. */
  standIn(key: string, find: () => Promise<string>): void {
    this.standIns.set(key, find);
  }

  /** The value of a key, or undefined when there is none. */
  async get(key: string): Promise<string | undefined> {
    const staged = this.overlay.get(key);
    if (staged !== undefined) return staged.kind === 'put' ? staged.value : undefined;
    if (!this.committed.has(key)) {
      const found = this.standIns.get(key)?.() ?? this.stub.getState(key).then(textOf);
      this.committed.set(key, await found);
    }
    return this.committed.get(key);
  }

  /** Asks for the values of keys together, those that are not known yet: whoever reads them later asks for none. */
  async prefetch(keys: readonly string[]): Promise<void> {
    const unknown = [...new Set(keys)].filter((key) => !this.committed.has(key) && !this.standIns.has(key));
    if (unknown.length < 2) return;
    const values = await this.stub.getStates(unknown);
    for (const [index, key] of unknown.entries()) this.committed.set(key, textOf(values[index]));
  }

  /** The value that the transaction itself has given a key, or undefined when it has given none. */
  staged(key: string): string | undefined {
    const change = this.overlay.get(key);
    return change?.kind === 'put' ? change.value : undefined;
  }

  /**
   * All keys that begin with a prefix, in their order.
   *
   * @param prefix - ends with `/`
   * @param entriesMax - named maximum
   * @param from - what the key has after the prefix at least; absent: all
   * @throws DomainError LIMIT_EXCEEDED when there are more
   */
  async range(prefix: string, entriesMax: number, from = ''): Promise<readonly Entry[]> {
    const start = `${prefix}${from}`;
    const committed = await this.committedRange(prefix, start, entriesMax);
    const staged = this.overlay.entriesUnder(prefix).filter(({ key }) => key >= start);
    if (staged.length === 0) return committed;
    const merged = new Map(committed.map((entry) => [entry.key, entry]));
    for (const { key, change } of staged) {
      if (change.kind === 'put') merged.set(key, { key, value: change.value });
      else merged.delete(key);
    }
    return [...merged.values()].sort((a, b) => compareKeys(a.key, b.key));
  }

  /**
   * The first committed keys that begin with a prefix, for queries that go through more than one answer holds.
   *
   * @param from - what the key has after the prefix at least
   */
  async firstKeys(
    prefix: string,
    from: string,
    keysMax: number,
  ): Promise<{ readonly keys: readonly string[]; readonly isCut: boolean }> {
    const { entries, isCut } = await this.stub.range(`${prefix}${from}`, endOf(prefix), keysMax);
    return { keys: entries.map(({ key }) => key), isCut };
  }

  /** What the transaction itself leaves of keys that begin with a prefix: those that it puts, and those that it ends. */
  changesUnder(prefix: string): readonly { readonly key: string; readonly isThere: boolean }[] {
    const staged = this.overlay.entriesUnder(prefix).filter(({ change }) => change.kind !== 'absent');
    return staged.map(({ key, change }) => ({ key, isThere: change.kind === 'put' }));
  }

  /**
   * Stages a value.
   *
   * @param policy - endorsement policy of the key from now on; absent: as it is
   * @throws DomainError STATED_DATE_UNFIT for a key that something stands in for
   */
  put(key: string, value: string, policy?: Uint8Array): void {
    if (this.standIns.has(key)) throw new DomainError('STATED_DATE_UNFIT');
    this.overlay.stage(key, policy === undefined ? { kind: 'put', value } : { kind: 'put', value, policy });
  }

  /**
   * Stages a value under a key that the ledger does not have: if the transaction deletes it, nothing of it is sent.
   *
   * @param policy - endorsement policy of the key; absent: that of the chaincode
   */
  create(key: string, value: string, policy?: Uint8Array): void {
    this.overlay.stage(key, { kind: 'put', value, isNew: true, ...(policy === undefined ? {} : { policy }) });
  }

  /** Stages a deletion; the key's endorsement policy goes with it. */
  delete(key: string): void {
    const staged = this.overlay.get(key);
    const isNew = staged?.kind === 'put' && staged.isNew === true;
    this.overlay.stage(key, { kind: isNew ? 'absent' : 'delete' });
  }

  /** Does some work that leaves no change when it throws. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    this.overlay.begin();
    try {
      const result = await work();
      this.overlay.release();
      return result;
    } catch (error) {
      this.overlay.rollback();
      throw error;
    }
  }

  /** Whether anything is staged. */
  get isChanged(): boolean {
    return this.overlay.entries().length > 0;
  }

  /** Sends all changes to the peer. Value and policy of a key go in the same transaction, never apart. */
  async flush(): Promise<void> {
    const changes = this.overlay.entries();
    if (changes.length > 0) await this.stub.send(changes);
  }

  /**
   * The committed changes of a key, latest first.
   *
   * @param entriesMax - older ones are left out
   */
  async history(key: string, entriesMax: number): Promise<readonly HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    for await (const change of this.stub.getHistoryForKey(key)) {
      if (entries.length === entriesMax) break;
      const value = change.isDelete ? undefined : Buffer.from(change.value).toString('utf8');
      entries.push({ transactionId: change.txId, value });
    }
    return entries;
  }

  private async committedRange(prefix: string, start: string, entriesMax: number): Promise<readonly Entry[]> {
    const known = this.ranges.get(start);
    if (known !== undefined) return known;
    const range = await this.stub.range(start, endOf(prefix), entriesMax);
    if (range.isCut) throw new DomainError('LIMIT_EXCEEDED', { recordsMax: entriesMax });
    const entries = range.entries.map(({ key, value }) => ({ key, value: Buffer.from(value).toString('utf8') }));
    this.ranges.set(start, entries);
    for (const { key, value } of entries) this.committed.set(key, value);
    return entries;
  }
}

const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined || bytes.length === 0 ? undefined : Buffer.from(bytes).toString('utf8');

/** The first key after all that begin with a prefix: `0` follows `/` in ASCII. */
function endOf(prefix: string): string {
  if (!prefix.endsWith('/')) throw new Error('a range is named by a prefix that ends with /');
  return `${prefix.slice(0, -1)}0`;
}
