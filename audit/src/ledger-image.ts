import { Folders } from './folders.js';
import { Holdings } from './holdings.js';
import { lotOf, type StoredLot } from './lot.js';
import { storedOf, type Stored } from './stored.js';
import type { Write } from './transaction.js';

/** Records that invariants look back on. Whatever else a transaction writes is judged with it and then forgotten. */
const KEPT =
  /^(lot|issued|paper|onPaper|dispute|freeze|evidence|latestEvidence|security|participant|date|reserved|encumbered|joint|command|ballot|definition|definition-draft|definition-index|standing-vote|rules|ruleVersions|solicitation|solicitation-vote|solicitation-tally)\//;
/** Of which nothing but their being there matters. */
const KEPT_BY_NAME = /^(command|solicitation-vote)\//;

/** Kinds of records of which all under a prefix are asked for: there may be a million others. */
const LISTED = /^(participant|paper|reserved|solicitation-tally|standing-vote)\//;

/** Public state as all transactions so far have left it: what an auditor keeps of it. */
export class LedgerImage {
  private readonly listed = new Folders();

  private constructor(
    private readonly records: Map<string, Stored | undefined>,
    readonly holdings: Holdings,
  ) {
    for (const key of records.keys()) if (LISTED.test(key)) this.listed.add(key);
  }

  /** State before the first transaction. */
  static empty(): LedgerImage {
    return new LedgerImage(new Map(), new Holdings());
  }

  /** The same state, that goes its own way from now on. */
  copy(): LedgerImage {
    return new LedgerImage(new Map(this.records), this.holdings.copy());
  }

  /** Whether a key is there. */
  has(key: string): boolean {
    return this.records.has(key);
  }

  /** The record of a key. */
  get(key: string): Stored | undefined {
    return this.records.get(key);
  }

  /** The lot of a key. */
  lot(key: string): StoredLot | undefined {
    return this.records.has(key) ? lotOf(key, this.records.get(key)) : undefined;
  }

  /** All records under a prefix, which ends with `/`. @throws Error for a kind of records that is not listed */
  under(prefix: string): readonly (readonly [key: string, record: Stored | undefined])[] {
    if (!LISTED.test(prefix)) throw new Error(`records under ${prefix} are not listed`);
    return this.listed.in(prefix).map((key) => [key, this.records.get(key)]);
  }

  /** Takes in what a transaction has changed. */
  apply(writes: readonly Write[]): void {
    for (const write of writes) if (KEPT.test(write.key)) this.take(write);
  }

  private take({ key, value }: Write): void {
    const before = this.lot(key);
    if (before !== undefined) this.holdings.add(before.isin, before.holderId, -before.units);
    if (value === undefined) {
      this.records.delete(key);
      if (LISTED.test(key)) this.listed.delete(key);
      return;
    }
    if (LISTED.test(key)) this.listed.add(key);
    const record = KEPT_BY_NAME.test(key) ? undefined : storedOf(value);
    this.records.set(key, record);
    const lot = lotOf(key, record);
    if (lot !== undefined) this.holdings.add(lot.isin, lot.holderId, lot.units);
  }
}
