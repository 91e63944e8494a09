/**
 * What a command leaves at a key: a value with, perhaps, a new endorsement policy; or nothing. What is new to the ledger
 * and goes again is never sent: `absent`.
 */
export type StagedChange =
  | { readonly kind: 'put'; readonly value: string; readonly policy?: Uint8Array; readonly isNew?: true }
  | { readonly kind: 'delete' }
  | { readonly kind: 'absent' };

/** A key with what is staged for it. */
export interface StagedEntry {
  readonly key: string;
  readonly change: StagedChange;
}

/** Keys are ASCII, so that the order of code units is Fabric's order of UTF-8 bytes. */
export const compareKeys = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * The changes of a transaction before they are sent. Fabric's own reads answer with what was committed before the
 * transaction; the overlay answers with what the transaction itself has done. Savepoints nest.
 */
export class Overlay {
  private readonly layers: Map<string, StagedChange>[] = [new Map<string, StagedChange>()];

  /** What is staged for a key, the latest first. */
  get(key: string): StagedChange | undefined {
    for (let depth = this.layers.length - 1; depth >= 0; depth -= 1) {
      const change = this.layers[depth]?.get(key);
      if (change !== undefined) return change;
    }
    return undefined;
  }

  /** Stages a change. */
  stage(key: string, change: StagedChange): void {
    this.layers.at(-1)?.set(key, change);
  }

  /** Begins a savepoint. */
  begin(): void {
    this.layers.push(new Map());
  }

  /** Ends the latest savepoint and keeps its changes. */
  release(): void {
    for (const [key, change] of this.endSavepoint()) this.stage(key, change);
  }

  /** Ends the latest savepoint and forgets its changes. */
  rollback(): void {
    this.endSavepoint();
  }

  /** All staged changes in the order of their keys. */
  entries(): readonly StagedEntry[] {
    const merged = new Map(this.layers.flatMap((layer) => [...layer]));
    const staged = Array.from(merged, ([key, change]) => ({ key, change }));
    return staged.filter(({ change }) => change.kind !== 'absent').sort((a, b) => compareKeys(a.key, b.key));
  }

  private endSavepoint(): Map<string, StagedChange> {
    const layer = this.layers.length > 1 ? this.layers.pop() : undefined;
    if (layer === undefined) throw new Error('no savepoint was begun');
    return layer;
  }
}
