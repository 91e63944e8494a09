import { DomainError, type MspId } from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { compareKeys } from './overlay.js';

/** The calls of Fabric's stub that reach private state. */
export type PrivateStateStub = Pick<
  Context['stub'],
  'getMspID' | 'getPrivateData' | 'putPrivateData' | 'purgePrivateData' | 'getPrivateDataHash'
>;

/** Fabric's implicit collection of an organisation: exists for every member, endorsed by that member alone. */
const collectionOf = (mspId: MspId): string => `_implicit_org_${mspId}`;

/**
 * The private collection of the caller's organisation, and the hashes of everybody's. Implicit collections are not
 * member-only: any client of the channel could ask a member's peer. So values are read and written only when the
 * caller's organisation is the peer's own.
 */
export class PrivateCollection {
  /** Values to be written; undefined: to be purged. */
  private readonly staged = new Map<string, string | undefined>();
  private readonly hashes = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly stub: PrivateStateStub,
    private readonly callerMspId: MspId,
  ) {}

  /**
   * The value of a key, or undefined when there is none.
   *
   * @throws DomainError PEER_NOT_OF_CALLER
   */
  async read(key: string): Promise<string | undefined> {
    const collection = this.ownCollection();
    if (this.staged.has(key)) return this.staged.get(key);
    const bytes = await this.stub.getPrivateData(collection, key);
    return bytes.length === 0 ? undefined : Buffer.from(bytes).toString('utf8');
  }

  /** Stages a value. @throws DomainError PEER_NOT_OF_CALLER */
  write(key: string, value: string): void {
    this.ownCollection();
    this.staged.set(key, value);
  }

  /**
   * Stages the erasure of a value with its history: afterwards not even its hash is left.
   *
   * @throws DomainError PEER_NOT_OF_CALLER
   */
  purge(key: string): void {
    this.ownCollection();
    this.staged.set(key, undefined);
  }

  /**
   * The SHA-256 that the channel has of a committed private value, as hexadecimal digits; any peer can answer. Each is
   * asked for once in a transaction, and is part of what the transaction has read: a change meanwhile is a conflict.
   *
   * @returns undefined when there is no such value: Fabric answers with nothing and without an error, so an absent
   *   hash must be refused by whoever compares
   */
  hash(owner: MspId, key: string): Promise<string | undefined> {
    const name = `${owner}/${key}`;
    const known = this.hashes.get(name) ?? this.askForHash(owner, key);
    this.hashes.set(name, known);
    return known;
  }

  /** Whether anything is staged. */
  get isChanged(): boolean {
    return this.staged.size > 0;
  }

  /** Sends all changes to the peer, in the order of their keys. */
  async flush(): Promise<void> {
    const collection = collectionOf(this.callerMspId);
    for (const [key, value] of [...this.staged].sort(([a], [b]) => compareKeys(a, b))) {
      if (value === undefined) await this.stub.purgePrivateData(collection, key);
      else await this.stub.putPrivateData(collection, key, Buffer.from(value, 'utf8'));
    }
  }

  private async askForHash(owner: MspId, key: string): Promise<string | undefined> {
    const bytes = await this.stub.getPrivateDataHash(collectionOf(owner), key);
    return bytes.length === 0 ? undefined : Buffer.from(bytes).toString('hex');
  }

  private ownCollection(): string {
    if (this.stub.getMspID() !== this.callerMspId) throw new DomainError('PEER_NOT_OF_CALLER');
    return collectionOf(this.callerMspId);
  }
}
