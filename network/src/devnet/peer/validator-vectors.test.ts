import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';
import { ChannelBundle } from '../../channel/bundle.js';
import { systemClock } from '../clock.js';
import { Lifecycle } from './lifecycle.js';
import { MemoryState } from './memory-state.fixture.js';
import { blockOf } from './validator.fixture.js';
import { validateBlock } from './validator.js';

/** All bytes are hexadecimal. */
interface Vectors {
  readonly genesis: string;
  /** `namespace` is `chaincode$collection` for hashed state. */
  readonly state: readonly {
    readonly namespace: string;
    readonly key: string;
    readonly value: string;
    readonly metadata: string;
  }[];
  /** Transaction ids that the ledger has. */
  readonly committed: readonly string[];
  readonly blocks: readonly {
    readonly number: number;
    readonly transactions: readonly string[];
    /** What Fabric's validator gives. */
    readonly codes: readonly number[];
  }[];
}

const FILE = new URL('../../../vectors/first-pass.json.br', import.meta.url);

function readVectors(): Vectors {
  return JSON.parse(brotliDecompressSync(readFileSync(FILE)).toString('utf8')) as Vectors;
}

/**
 * Random blocks of four organisations, recorded with the codes that Fabric v3.1.5 gives them (txvalidator/v20 with the
 * default validation plugin over the same state): key, collection and chaincode policies in all mixtures, policies
 * changed inside a block, malformed transactions, repeated ids.
 */
describe('first validation pass against recorded results of Fabric', () => {
  const vectors = readVectors();
  const bundle = ChannelBundle.fromBlock(common.Block.deserializeBinary(Buffer.from(vectors.genesis, 'hex')));
  const state = new MemoryState();
  for (const { namespace, key, value, metadata } of vectors.state) {
    state.put(namespace, key, Buffer.from(value, 'hex'), metadata === '' ? undefined : Buffer.from(metadata, 'hex'));
  }
  const committed = new Set(vectors.committed);
  const ledger = { state: () => state, locate: (txId: string) => (committed.has(txId) ? {} : undefined) };

  test.each(vectors.blocks.map((block) => [block.number, block] as const))('block %d', async (number, block) => {
    const transactions = block.transactions.map((bytes) => Buffer.from(bytes, 'hex'));
    const flags = await validateBlock(blockOf(number, transactions), {
      bundle,
      ledger,
      lifecycle: new Lifecycle(bundle),
      clock: systemClock,
    });
    expect([...flags]).toEqual(block.codes);
  });
});
