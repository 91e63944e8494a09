/** What every payment is of. */
export const PRICE = { amount: '10.00', currency: 'USD' };

/** A leg between parties by number; a payment is always of the same amount. */
export type Leg =
  | {
      readonly kind: 'delivery';
      readonly isin: number;
      readonly from: number;
      readonly to: number;
      readonly units: bigint;
    }
  | { readonly kind: 'payment'; readonly from: number; readonly to: number };
/** The terms of one instruction; days are counted from the first one. */
export interface Terms {
  readonly legs: readonly Leg[];
  readonly mode: 'onAffirmation' | 'onDate' | 'onOrder';
  readonly settlesOn: number;
  readonly endsOn: number;
  readonly isNetted: boolean;
  /** Least units of a part, and of what it is a multiple. */
  readonly partial?: { readonly minimum: bigint; readonly multiple: bigint };
}

/** What plain arithmetic expects of one instruction. */
export class Expected {
  status = 'proposed';
  readonly affirmed = new Set<number>();
  readonly paid = new Map<number, string>();
  /** Units of the first delivery that have settled in parts. */
  done = 0n;
  constructor(readonly terms: Terms) {}

  get parties(): ReadonlySet<number> {
    return new Set(this.terms.legs.flatMap(({ from, to }) => [from, to]));
  }

  /** Units that a party has less of, when positive, or more of. */
  given(isin: number, who: number): bigint {
    return this.terms.legs.reduce((sum, leg) => {
      if (leg.kind === 'payment' || leg.isin !== isin) return sum;
      const units = leg.units - this.share(leg.units, this.done);
      return sum + (leg.from === who ? units : 0n) - (leg.to === who ? units : 0n);
    }, 0n);
  }

  /** What goes with so many units of the first delivery. */
  share(total: bigint, units: bigint): bigint {
    const [first] = this.terms.legs;
    return first?.kind === 'delivery' ? (total * units) / first.units : 0n;
  }

  /** What is open of a payment. */
  get price(): { readonly amount: string; readonly currency: string } {
    const cents = 1000n - this.share(1000n, this.done);
    return { ...PRICE, amount: `${String(cents / 100n)}.${String(cents % 100n).padStart(2, '0')}` };
  }

  get isPaid(): boolean {
    return this.terms.legs.every(({ kind }, leg) => kind === 'delivery' || this.paid.get(leg) === 'received');
  }

  hasExpired(day: number): boolean {
    return day > this.terms.endsOn && ![...this.paid.values()].includes('received');
  }
}

/** The whole market, written without the code under test. */
export class Market {
  day = 0;
  readonly held: bigint[][] = [
    [100n, 60n, 0n],
    [0n, 100n, 100n],
  ];
  constructor(readonly instructions: readonly Expected[]) {}

  at(index: number): Expected {
    const each = this.instructions[index];
    if (each === undefined) throw new Error(`there is no instruction ${String(index)}`);
    return each;
  }

  reserved(isin: number, who: number): bigint {
    return this.instructions
      .filter(({ status }) => status === 'reserved')
      .map((each) => each.given(isin, who))
      .reduce((sum, units) => (units > 0n ? sum + units : sum), 0n);
  }

  heldBy(isin: number, who: number): bigint {
    return this.held[isin]?.[who] ?? 0n;
  }

  reserve(each: Expected): void {
    const isCovered = [0, 1].every((isin) =>
      [0, 1, 2].every((who) => {
        const units = each.given(isin, who);
        return units <= 0n || this.heldBy(isin, who) - this.reserved(isin, who) >= units;
      }),
    );
    each.status = isCovered ? 'reserved' : 'affirmed';
  }

  affirm(each: Expected, who: number): boolean {
    if (each.status !== 'proposed' || this.day > each.terms.endsOn) return false;
    if (!each.parties.has(who) || each.affirmed.has(who)) return false;
    each.affirmed.add(who);
    if (each.affirmed.size === each.parties.size) this.reserve(each);
    return true;
  }

  /** The largest part of what is open, found by trying all of them. */
  part(each: Expected): bigint {
    const { partial, legs } = each.terms;
    const [first, counter] = legs;
    if (partial === undefined || first?.kind !== 'delivery') return 0n;
    for (let units = first.units - each.done - 1n; units >= partial.minimum; units -= 1n) {
      if (units % partial.multiple !== 0n || this.free(0, first.from) < units) continue;
      if (counter?.kind !== 'delivery') return units;
      const paid = each.share(counter.units, each.done + units) - each.share(counter.units, each.done);
      if (paid > 0n && paid <= this.free(1, counter.from)) return units;
    }
    return 0n;
  }

  free(isin: number, who: number): bigint {
    return this.heldBy(isin, who) - this.reserved(isin, who);
  }

  settlePart(each: Expected): void {
    const units = this.part(each);
    const before = [0, 1].map((isin) => [0, 1, 2].map((who) => each.given(isin, who)));
    each.done += units;
    this.held.forEach((holdings, isin) =>
      holdings.forEach((held, who) => (holdings[who] = held - (before[isin]?.[who] ?? 0n) + each.given(isin, who))),
    );
  }

  /** Whether some could settle together, and what each of them gives on balance. */
  net(all: readonly Expected[], ordered: boolean): boolean {
    const isReady = all.every(
      (each) =>
        each.terms.isNetted &&
        ['affirmed', 'reserved'].includes(each.status) &&
        !each.hasExpired(this.day) &&
        each.isPaid &&
        this.isDue(each, ordered),
    );
    if (!isReady) return false;
    const given = (isin: number, who: number): bigint => all.reduce((sum, each) => sum + each.given(isin, who), 0n);
    const own = (isin: number, who: number): bigint =>
      all
        .filter(({ status }) => status === 'reserved')
        .map((each) => each.given(isin, who))
        .reduce((sum, units) => (units > 0n ? sum + units : sum), 0n);
    const isCovered = [0, 1].every((isin) =>
      [0, 1, 2].every((who) => given(isin, who) <= 0n || this.free(isin, who) + own(isin, who) >= given(isin, who)),
    );
    if (!isCovered) return false;
    this.held.forEach((holdings, isin) => holdings.forEach((units, who) => (holdings[who] = units - given(isin, who))));
    for (const each of all) each.status = 'settled';
    return true;
  }

  isDue({ terms: { mode, settlesOn } }: Expected, ordered: boolean): boolean {
    return mode === 'onAffirmation' || (this.day >= settlesOn && (mode === 'onDate' || ordered));
  }

  settle(each: Expected, ordered: boolean): void {
    if (!['proposed', 'affirmed', 'reserved'].includes(each.status)) return;
    if (each.hasExpired(this.day)) {
      each.status = 'expired';
      return;
    }
    if (each.status === 'affirmed') this.reserve(each);
    if (!each.isPaid || !this.isDue(each, ordered)) return;
    if (each.status === 'affirmed' && this.day >= each.terms.settlesOn) this.settlePart(each);
    if (each.status !== 'reserved') return;
    each.status = 'settled';
    this.held.forEach((holdings, isin) =>
      holdings.forEach((units, who) => (holdings[who] = units - each.given(isin, who))),
    );
  }

  transfer(from: number, to: number, units: bigint): string {
    const [shares = []] = this.held;
    if (this.heldBy(0, from) < units) return 'refused';
    if (this.heldBy(0, from) - this.reserved(0, from) < units) return 'unchanged';
    shares[from] = this.heldBy(0, from) - units;
    shares[to] = this.heldBy(0, to) + units;
    return 'settled';
  }
}
