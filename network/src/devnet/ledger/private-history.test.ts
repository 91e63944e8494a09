import { describe, expect, test } from '@jest/globals';
import { ledger } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { LedgerFixture, type TestTransaction } from './ledger-fixture.js';

const RUNS = Number(process.env['SCRIP_PRIVATE_HISTORIES'] ?? 25);
const KEYS = ['a', 'b'] as const;
/** Collections and the number of blocks that their values live; 0 keeps them. */
const LIFETIMES: Readonly<Record<string, number>> = { secret: 0, brief: 2 };

type Step =
  | {
      readonly kind: 'write';
      readonly op: 'put' | 'delete' | 'purge';
      readonly collection: string;
      readonly key: string;
      readonly withheld: boolean;
    }
  /** Late data of the n-th block arrives, if it was withheld. */
  | { readonly kind: 'arrival'; readonly pick: number };

interface Piece {
  readonly op: 'put' | 'delete' | 'purge';
  readonly name: string;
  readonly block: number;
  readonly value: string;
  here: boolean;
}

const write = fc.record({
  kind: fc.constant('write' as const),
  op: fc.constantFrom('put' as const, 'put' as const, 'delete' as const, 'purge' as const),
  collection: fc.constantFrom(...Object.keys(LIFETIMES)),
  key: fc.constantFrom(...KEYS),
  withheld: fc.boolean(),
});
const arrival = fc.record({ kind: fc.constant('arrival' as const), pick: fc.nat(30) });
const histories = fc.array(fc.oneof({ weight: 3, arbitrary: write }, { weight: 1, arbitrary: arrival }), {
  minLength: 3,
  maxLength: 20,
});

/** What one peer should have, in the plainest words: one transaction in each block, one key in each transaction. */
class Model {
  readonly pieces: Piece[] = [];
  /** Block of the last put of a key, while its hash is known. */
  readonly hashes = new Map<string, number>();
  /** Block of the value that the peer has. */
  readonly values = new Map<string, number>();

  commit(piece: Piece): void {
    this.pieces.push(piece);
    for (const old of this.pieces.filter(({ name, block }) => this.expiry(name, block) === piece.block)) {
      if (old.name === piece.name) {
        continue;
      }
      if (this.hashes.get(old.name) === old.block) this.hashes.delete(old.name);
      if (this.values.get(old.name) === old.block) this.values.delete(old.name);
    }
    if (piece.op === 'put') this.hashes.set(piece.name, piece.block);
    else this.hashes.delete(piece.name);
    if (piece.op === 'purge') this.values.delete(piece.name);
    else if (piece.here) this.take(piece);
    else if (this.expiresNow(piece)) this.values.delete(piece.name);
  }

  arrive(piece: Piece): void {
    piece.here = true;
    if (piece.op === 'purge' || this.isPurged(piece)) return;
    if (piece.op === 'put' && this.hashes.get(piece.name) === piece.block) this.values.set(piece.name, piece.block);
    if (piece.op === 'delete' && !this.hashes.has(piece.name)) this.values.delete(piece.name);
  }

  isMissing(piece: Piece): boolean {
    return !piece.here && !this.isExpired(piece);
  }

  isStored(piece: Piece): boolean {
    return piece.here && !this.isExpired(piece) && !this.isPurged(piece);
  }

  read(name: string): string {
    if (this.hashes.get(name) !== this.values.get(name)) return 'not available';
    return this.pieces.find(({ block }) => block === this.values.get(name))?.value ?? 'nothing';
  }

  private take({ op, name, block }: Piece): void {
    if (op === 'put') this.values.set(name, block);
    else this.values.delete(name);
  }

  /** A value may expire with the very block that writes its key without this peer getting the new value. */
  private expiresNow({ name, block }: Piece): boolean {
    const held = this.values.get(name);
    return held !== undefined && this.expiry(name, held) === block;
  }

  private isPurged({ name, block }: Piece): boolean {
    return this.pieces.some((other) => other.op === 'purge' && other.name === name && other.block >= block);
  }

  private isExpired({ name, block }: Piece): boolean {
    const expiry = this.expiry(name, block);
    return expiry !== undefined && this.pieces.some((other) => other.block >= expiry);
  }

  private expiry(name: string, block: number): number | undefined {
    const lifetime = LIFETIMES[name.split('/')[0] ?? ''] ?? 0;
    return lifetime === 0 ? undefined : block + lifetime + 1;
  }
}

/** The same history on a real ledger. */
class Run {
  readonly model = new Model();
  private readonly transactions: TestTransaction[] = [];

  constructor(private readonly fixture: LedgerFixture) {}

  async perform(step: Step): Promise<void> {
    if (step.kind === 'write') return this.write(step);
    const piece = this.model.pieces[step.pick % Math.max(1, this.model.pieces.length)];
    const set = piece && this.transactions[piece.block - 1]?.privateSet;
    if (piece === undefined || set === undefined) return;
    const taken = await this.fixture.reconcile({ block: piece.block, tx: 0 }, set);
    expect(taken).toBe(this.model.isMissing(piece));
    if (taken) this.model.arrive(piece);
  }

  async compare(): Promise<void> {
    for (const name of Object.keys(LIFETIMES).flatMap((collection) => KEYS.map((key) => `${collection}/${key}`))) {
      expect([name, await this.read(name)]).toEqual([name, this.model.read(name)]);
    }
    for (const piece of this.model.pieces) {
      const key = piece.name.split('/')[1];
      expect([piece.block, await this.storedKeys(piece.block)]).toEqual([
        piece.block,
        this.model.isStored(piece) ? [key] : [],
      ]);
    }
    const missing = (await this.fixture.ledger.missingPrivateData()).map(({ block }) => block);
    const expected = this.model.pieces.filter((piece) => this.model.isMissing(piece)).map(({ block }) => block);
    expect(missing).toEqual(expected.reverse());
  }

  private async write(step: Step & { readonly kind: 'write' }): Promise<void> {
    const { op, collection, key, withheld } = step;
    const block = this.transactions.length + 1;
    const value = `value of block ${block}`;
    const transaction = await this.fixture.simulate((simulator) => {
      if (op === 'put') return simulator.putPrivate('cc', collection, key, Buffer.from(value));
      return op === 'delete'
        ? simulator.deletePrivate('cc', collection, key)
        : simulator.purgePrivate('cc', collection, key);
    });
    const set = transaction.privateSet;
    if (!withheld && set !== undefined) await this.fixture.keep(transaction.txId, set);
    await this.fixture.commit([transaction]);
    this.transactions.push(transaction);
    this.model.commit({ op, name: `${collection}/${key}`, block, value, here: !withheld });
  }

  private async read(name: string): Promise<string> {
    const [collection = '', key = ''] = name.split('/');
    let answer = '';
    await this.fixture.simulate(async (simulator) => {
      answer = await simulator.getPrivate('cc', collection, key).then(
        (value) => value?.toString() ?? 'nothing',
        () => 'not available',
      );
    });
    return answer;
  }

  private async storedKeys(block: number): Promise<string[]> {
    const set = await this.fixture.ledger.privateDataFor(block, 0);
    return (set?.getNsPvtRwsetList() ?? [])
      .flatMap((part) => part.getCollectionPvtRwsetList())
      .flatMap((piece) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(piece.getRwset_asU8()).getWritesList())
      .map((entry) => entry.getKey());
  }
}

describe('private data of random histories', () => {
  test(`is what a plain model says (${RUNS} histories)`, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const fixture = await LedgerFixture.create();
        try {
          for (const [collection, blockToLive] of Object.entries(LIFETIMES)) {
            fixture.collections.set(`cc/${collection}`, { member: true, blockToLive });
          }
          const run = new Run(fixture);
          for (const step of steps) await run.perform(step);
          await run.compare();
          await fixture.reopen();
          await run.compare();
        } finally {
          await fixture.dispose();
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});
