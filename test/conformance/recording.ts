import { join } from 'node:path';
import { commitHashOf, flagsOf, numberOf, readBlocks } from '../support/block.js';
import type { Connection } from '../support/connection.js';
import { report } from '../support/engine.js';
import { Probe } from '../support/probe.js';
import { writeVectors } from '../support/vectors.js';

const FABRIC = 'Hyperledger Fabric 3.1.5';

/** Where recorded vectors go; only `record-vectors` sets it. */
export const RECORDING_FOLDER = process.env['SCRIP_RECORD_VECTORS'];

/** A channel on real peers that is to be written down. */
export interface Recorded {
  /** Of the suite that made the channel's blocks, and of the file. */
  readonly suite: string;
  /** At the peer whose blocks are taken. */
  readonly connection: Connection;
  readonly channel: string;
  readonly chaincodes: readonly string[];
}

/** Writes down every block that a suite made on real peers, with verdicts, commit hashes and the final state. */
export async function recordVectors(
  { suite, connection, channel, chaincodes }: Recorded,
  folder: string,
): Promise<void> {
  const marker = await new Probe(connection).submitValid([{ op: 'put', key: 'end of the recording', value: 'v' }]);
  const blocks = await readBlocks(connection.network, 0n, marker.status.blockNumber);
  const state: Record<string, [string, string][]> = {};
  for (const chaincode of chaincodes) {
    const entries = await new Probe(connection, chaincode).evaluateOne({ op: 'range', start: '', end: '' });
    state[chaincode] = entries as [string, string][];
  }
  const path = join(folder, `${suite}.json.gz`);
  writeVectors(path, {
    source: `${FABRIC}, suite ${suite}`,
    channel,
    blocks: blocks.map((block) => ({
      number: numberOf(block),
      block: Buffer.from(block.serializeBinary()).toString('base64'),
      flags: [...flagsOf(block)],
      commitHash: commitHashOf(block).toString('hex'),
    })),
    state,
  });
  report(`${blocks.length} blocks recorded in ${path}`);
}
