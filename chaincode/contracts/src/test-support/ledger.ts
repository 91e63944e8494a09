import { Auditor, type AuditedTransaction } from '@scrip/audit';
import { createHash } from 'node:crypto';
import { SortedKeys } from './sorted-keys.js';

/** A write of a transaction, in the order in which the chaincode sent it. */
export interface Write {
  readonly collection: string;
  readonly key: string;
  /** Undefined: a deletion. */
  readonly value?: string;
  /** Endorsement policy set with the key, as hexadecimal digits. */
  readonly policy?: string;
}

interface Committed {
  readonly value: string;
  readonly policy?: string;
}

function audited(transactionId: string, given: readonly Write[]): AuditedTransaction {
  const writes = given.filter(({ collection }) => collection === '');
  return {
    transactionId,
    writes: writes.map(({ key, value }) => ({ key, ...(value === undefined ? {} : { value }) })),
    policies: writes.filter(({ policy }) => policy !== undefined).map(({ key }) => ({ key, isSet: true })),
  };
}

/** The committed state of the fake peer: public, private, history. No read sees a write of its own transaction. */
export class FakeLedger {
  private readonly state = new Map<string, Committed>();
  private publicKeys = new SortedKeys();
  private readonly changes = new Map<string, { transactionId: string; value: string | undefined }[]>();
  private auditor = new Auditor();

  /** The committed value of a key. */
  get(collection: string, key: string): string | undefined {
    return this.state.get(`${collection}\n${key}`)?.value;
  }

  /** The endorsement policy of a key, as hexadecimal digits. */
  policy(key: string): string | undefined {
    return this.state.get(`\n${key}`)?.policy;
  }

  /** SHA-256 of a private value. */
  hash(collection: string, key: string): Buffer | undefined {
    const value = this.get(collection, key);
    return value === undefined ? undefined : createHash('sha256').update(value).digest();
  }

  /** Public keys from `start` up to `end`, in order. */
  range(start: string, end: string): readonly (readonly [key: string, value: string])[] {
    return this.publicKeys.range(start, end).map((key) => [key, this.get('', key) ?? '']);
  }

  /** Changes of a public key, latest first. */
  history(key: string): readonly { readonly transactionId: string; readonly value: string | undefined }[] {
    return [...(this.changes.get(key) ?? [])].reverse();
  }

  /** Commits the writes of a transaction, of any test. @throws {Error} with what an auditor finds wrong after it */
  commit(transactionId: string, writes: readonly Write[]): void {
    this.plant(writes, transactionId);
    const violations = this.auditor.apply(audited(transactionId, writes));
    if (violations.length > 0) throw new Error(`the audit found: ${JSON.stringify(violations)}`);
  }

  /** Puts something there that no command has written. */
  plant(writes: readonly Write[], transactionId = '0'): void {
    for (const { collection, key, value, policy } of writes) {
      const name = `${collection}\n${key}`;
      const kept = policy ?? this.state.get(name)?.policy;
      if (value === undefined) this.state.delete(name);
      else this.state.set(name, kept === undefined ? { value } : { value, policy: kept });
      if (collection === '') {
        if (value === undefined) this.publicKeys.delete(key);
        else this.publicKeys.add(key);
        this.changes.set(key, [...(this.changes.get(key) ?? []), { transactionId, value }]);
      }
    }
  }

  /** Remembers what is committed now. @returns leads back to it */
  checkpoint(): () => void {
    const [state, changes] = [new Map(this.state), new Map(this.changes)];
    const [keys, image] = [this.publicKeys.copy(), this.auditor.image.copy()];
    return () => {
      this.auditor = new Auditor(image.copy());
      this.publicKeys = keys.copy();
      this.state.clear();
      this.changes.clear();
      for (const [name, value] of state) this.state.set(name, value);
      for (const [key, of] of changes) this.changes.set(key, of);
    };
  }

  /** All that is committed, for comparison. */
  snapshot(): string {
    return JSON.stringify([...this.state].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
