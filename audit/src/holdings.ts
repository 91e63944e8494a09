/** Units per security and holder: sums that are kept up, so that a register of any size is judged by what changed. */
export class Holdings {
  private readonly held = new Map<string, Map<string, bigint>>();
  private readonly totals = new Map<string, bigint>();

  /** Units of one holder in one security. */
  of(isin: string, holderId: string): bigint {
    return this.held.get(isin)?.get(holderId) ?? 0n;
  }

  /** Units of all holders in one security. */
  total(isin: string): bigint {
    return this.totals.get(isin) ?? 0n;
  }

  /** Securities with holders. */
  get isins(): readonly string[] {
    return [...this.held.keys()];
  }

  /** Holders of a security with what they hold. */
  holders(isin: string): ReadonlyMap<string, bigint> {
    return this.held.get(isin) ?? new Map<string, bigint>();
  }

  /** The same units, that go their own way from now on. */
  copy(): Holdings {
    const copy = new Holdings();
    for (const [isin, holders] of this.held) copy.held.set(isin, new Map(holders));
    for (const [isin, total] of this.totals) copy.totals.set(isin, total);
    return copy;
  }

  /** Adds units, or takes them when the number is negative. */
  add(isin: string, holderId: string, units: bigint): void {
    const holders = this.held.get(isin) ?? new Map<string, bigint>();
    const sum = (holders.get(holderId) ?? 0n) + units;
    if (sum === 0n) holders.delete(holderId);
    else holders.set(holderId, sum);
    this.held.set(isin, holders);
    this.totals.set(isin, this.total(isin) + units);
  }
}
