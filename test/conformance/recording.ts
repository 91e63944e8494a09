import { join } from 'node:path';
import { commitHashOf, flagsOf, numberOf, readBlocks } from '../support/block.js';
import { AURORA, type Consortium } from '../support/consortium.js';
import { report } from '../support/engine.js';
import { writeVectors } from '../support/vectors.js';

const FABRIC = 'Hyperledger Fabric 3.1.5, conformance suite';

/** Where recorded vectors go; only `record-vectors` sets it. */
export const RECORDING_FOLDER = process.env['SCRIP_RECORD_VECTORS'];

/** Writes down every block that the suite made on real peers, with verdicts, commit hashes and the final state. */
export async function recordVectors(
  consortium: Consortium,
  chaincodes: readonly string[],
  folder: string,
): Promise<void> {
  const probe = consortium.probe(AURORA);
  const marker = await probe.submitValid([{ op: 'put', key: 'end of the recording', value: 'v' }]);
  const blocks = await readBlocks(consortium.at(AURORA).network, 0n, marker.status.blockNumber);
  const state: Record<string, [string, string][]> = {};
  for (const chaincode of chaincodes) {
    const entries = await consortium.probe(AURORA, chaincode).evaluateOne({ op: 'range', start: '', end: '' });
    state[chaincode] = entries as [string, string][];
  }
  const path = join(folder, `${consortium.channel}.json.gz`);
  writeVectors(path, {
    source: FABRIC,
    channel: consortium.channel,
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
