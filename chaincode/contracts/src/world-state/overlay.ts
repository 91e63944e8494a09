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

/** The changes of one savepoint, found by their key or by what it begins with up to a slash: a batch reads many ranges. */
class Layer {
  readonly changes = new Map<string, StagedChange>();
  private readonly under = new Map<string, string[]>();

  stage(key: string, change: StagedChange): void {
    if (!this.changes.has(key)) this.note(key);
    this.changes.set(key, change);
  }

  keysUnder(prefix: string): readonly string[] {
    return this.under.get(prefix) ?? [];
  }

  private note(key: string): void {
    for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      const prefix = key.slice(0, slash + 1);
      const keys = this.under.get(prefix);
      if (keys === undefined) this.under.set(prefix, [key]);
      else keys.push(key);
    }
  }
}

/**
 * The changes of a transaction before they are sent. Fabric's own reads answer with what was committed before the
 * transaction; the overlay answers with what the transaction itself has done. Savepoints nest.
 */
export class Overlay {
  private readonly layers: Layer[] = [new Layer()];

  /** What is staged for a key, the latest first. */
  get(key: string): StagedChange | undefined {
    for (let depth = this.layers.length - 1; depth >= 0; depth -= 1) {
      const change = this.layers[depth]?.changes.get(key);
      if (change !== undefined) return change;
    }
    return undefined;
  }

  /** Stages a change. */
  stage(key: string, change: StagedChange): void {
    this.layers.at(-1)?.stage(key, change);
  }

  /** Begins a savepoint. */
  begin(): void {
    this.layers.push(new Layer());
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
    const merged = new Map<string, StagedChange>();
    for (const { changes } of this.layers) for (const [key, change] of changes) merged.set(key, change);
    const staged = [...merged].map(([key, change]) => ({ key, change }));
    return staged.filter(({ change }) => change.kind !== 'absent').sort((a, b) => compareKeys(a.key, b.key));
  }

  /** What is staged for the keys that begin with a prefix, which ends with a slash; in no order. */
  entriesUnder(prefix: string): readonly StagedEntry[] {
    const merged = new Map<string, StagedEntry>();
    for (const layer of this.layers) {
      for (const key of layer.keysUnder(prefix)) {
        const change = layer.changes.get(key);
        if (change !== undefined) merged.set(key, { key, change });
      }
    }
    return [...merged.values()];
  }

  private endSavepoint(): ReadonlyMap<string, StagedChange> {
    const layer = this.layers.length > 1 ? this.layers.pop() : undefined;
    if (layer === undefined) throw new Error('no savepoint was begun');
    return layer.changes;
  }
}
