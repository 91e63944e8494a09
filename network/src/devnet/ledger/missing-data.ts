import type { RecordWrite } from '../storage/database.js';
import type { MissingPiece } from './private-pieces.js';
import { readPieceAddress } from './piece-address.js';
import { COLUMN, type Column, KeyReader, recordKey, recordPrefix, recordsUnder } from './record-key.js';
import type { OrganizationStore } from './store.js';
import type { CollectionName, PieceAddress } from './types.js';

/**
 * Whether a missing piece was asked for before: what nobody had is put off, so that it does not hold up what may be had
 * (`pvtdatastorage/reconcile_missing_pvtdata.go`).
 */
export type MissingGroup = 'prioritized' | 'deprioritized';

/** Which missing pieces to list: the most recent first, of at most `blocks` blocks below block `below`. */
export interface MissingSelection {
  readonly group: MissingGroup;
  readonly below: number;
  readonly blocks: number;
}

const GROUP_COLUMN: Readonly<Record<MissingGroup, Column>> = {
  prioritized: COLUMN.missingPrivateSet,
  deprioritized: COLUMN.deprioritizedPrivateSet,
};
const NOTHING = Buffer.alloc(0);

/**
 * Private data of committed transactions that is not at this peer: what it should have, and what it is not entitled to
 * and will be asked for should its organisation become a member (`core/ledger/pvtdatastorage`).
 */
export class MissingData {
  constructor(
    private readonly store: OrganizationStore,
    private readonly channel: string,
  ) {}

  noteWrite(piece: MissingPiece, block: number): RecordWrite {
    const address = { ...piece, block };
    const key = piece.eligible ? this.eligibleKey('prioritized', address) : this.ineligibleKey(address);
    return { key, value: NOTHING };
  }

  /** Forgets a piece, whatever was noted about it. */
  removals(address: PieceAddress): RecordWrite[] {
    const keys = [
      this.eligibleKey('prioritized', address),
      this.eligibleKey('deprioritized', address),
      this.ineligibleKey(address),
    ];
    return keys.filter((key) => this.store.get(key) !== undefined).map((key) => ({ key, value: undefined }));
  }

  /** Whether this peer should have a piece and does not. */
  isMissing(address: PieceAddress): boolean {
    return this.isIn('prioritized', address) || this.isIn('deprioritized', address);
  }

  /** Puts a piece off that nobody had. */
  deprioritization(address: PieceAddress): RecordWrite[] {
    if (!this.isIn('prioritized', address)) {
      return [];
    }
    return [
      { key: this.eligibleKey('prioritized', address), value: undefined },
      { key: this.eligibleKey('deprioritized', address), value: NOTHING },
    ];
  }

  /** Missing pieces that this peer should have, most recent block first. */
  async list({ group, below, blocks }: MissingSelection): Promise<PieceAddress[]> {
    const column = GROUP_COLUMN[group];
    const range = { gte: recordPrefix(column, [this.channel]), lt: recordPrefix(column, [this.channel, below]) };
    const found: PieceAddress[] = [];
    const seen = new Set<number>();
    for await (const [key] of this.store.entries({ ...range, reverse: true })) {
      const address = eligibleAddress(key);
      seen.add(address.block);
      if (seen.size > blocks) {
        break;
      }
      found.push(address);
    }
    return found;
  }

  /** Collections of which something is missing because this organisation is no member. */
  async ineligibleCollections(): Promise<CollectionName[]> {
    const names = new Map<string, CollectionName>();
    for await (const [key] of this.store.entries(recordsUnder(COLUMN.ineligiblePrivateSet, [this.channel]))) {
      const { namespace, collection } = ineligibleAddress(key);
      names.set(JSON.stringify([namespace, collection]), { namespace, collection });
    }
    return [...names.values()];
  }

  /** This organisation has become a member: what it missed until now it should have. */
  async eligibilityWrites(name: CollectionName): Promise<RecordWrite[]> {
    const range = recordsUnder(COLUMN.ineligiblePrivateSet, [this.channel, name.namespace, name.collection]);
    const writes: RecordWrite[] = [];
    for await (const [key] of this.store.entries(range)) {
      writes.push({ key, value: undefined });
      writes.push({ key: this.eligibleKey('prioritized', ineligibleAddress(key)), value: NOTHING });
    }
    return writes;
  }

  private isIn(group: MissingGroup, address: PieceAddress): boolean {
    return this.store.get(this.eligibleKey(group, address)) !== undefined;
  }

  private eligibleKey(group: MissingGroup, { namespace, collection, block, tx }: PieceAddress): Buffer {
    return recordKey(GROUP_COLUMN[group], [this.channel, block, tx, namespace], collection);
  }

  private ineligibleKey({ namespace, collection, block, tx }: PieceAddress): Buffer {
    return recordKey(COLUMN.ineligiblePrivateSet, [this.channel, namespace, collection, block], tx);
  }
}

function eligibleAddress(key: Buffer): PieceAddress {
  const reader = new KeyReader(key);
  reader.bytes();
  return readPieceAddress(reader);
}

function ineligibleAddress(key: Buffer): PieceAddress {
  const reader = new KeyReader(key);
  reader.bytes();
  return { namespace: reader.text(), collection: reader.text(), block: reader.number(), tx: reader.number() };
}
