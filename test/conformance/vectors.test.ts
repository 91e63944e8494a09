import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';
import { BlockReplay } from '@scrip/network';
import { REPOSITORY } from '../support/command.js';
import { changesIn } from '../support/config-history.js';
import { report } from '../support/engine.js';
import { readVectors } from '../support/vectors.js';

const REPLAY_TIMEOUT_MS = 120_000;
const FIRST_PRINTABLE = '\u0001';

/** What a recording must hold, so that it cannot become worth less unnoticed. */
const RECORDINGS = [
  { suite: 'conformance', codes: [0, 9, 10, 11, 12], changes: [] },
  {
    suite: 'membership',
    codes: [0, 10],
    changes: [
      '~/Channel/Orderer/BatchSize',
      '~/Channel/Application/Endorsement',
      '~/Channel/Application/AuroraMSP/MSP',
      '+/Channel/Application/ACLs',
      '~/Channel/Application/ACLs',
      '-/Channel/Application/DeltaMSP',
      '-/Channel/Orderer/DeltaMSP',
      '+/Channel/Application/ElbeMSP',
      '~/Channel/Application/ElbeMSP/MSP',
    ],
  },
];

/**
 * Blocks that real peers committed while the conformance suites ran, validated and committed anew by devnet: the same
 * verdict on every transaction, the same commit hash after every block, the same state at the end. So a machine
 * without Fabric still compares with it on every run.
 */
describe.each(RECORDINGS)('golden vectors of real Fabric: $suite', ({ suite, codes, changes }) => {
  const vectors = readVectors(join(REPOSITORY, 'test', 'vectors', `${suite}.json.gz`));
  const directory = mkdtempSync(join(tmpdir(), 'scrip-vectors-'));
  const verdicts = new Map<number, number>();

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
    const counts = [...verdicts].sort(([a], [b]) => a - b).map(([code, count]) => `code ${code}: ${count}`);
    report(`vectors of ${vectors.source}: ${vectors.blocks.length} blocks, ${counts.join(', ')}`);
  });

  test(
    'devnet reaches the same verdicts, commit hashes and state',
    async () => {
      const blocks = vectors.blocks.map(({ block }) => Buffer.from(block, 'base64'));
      const replay = await BlockReplay.open(directory, blocks[0] ?? Buffer.alloc(0));
      try {
        for (const [index, expected] of vectors.blocks.entries()) {
          const { flags, commitHash } = await replay.commit(blocks[index] ?? Buffer.alloc(0));
          const found = { number: index, flags: [...flags], commitHash: commitHash.toString('hex') };
          expect(found).toEqual({ number: expected.number, flags: expected.flags, commitHash: expected.commitHash });
          for (const code of flags) {
            verdicts.set(code, (verdicts.get(code) ?? 0) + 1);
          }
        }
        for (const [chaincode, entries] of Object.entries(vectors.state)) {
          const found: [string, string][] = [];
          for await (const [key, value] of replay.state(chaincode)) {
            // Composite keys are not in the recording: the shim starts an open range after them.
            if (key >= FIRST_PRINTABLE) {
              found.push([key, value.toString('utf8')]);
            }
          }
          expect(found).toEqual(entries);
        }
      } finally {
        await replay.close();
      }
    },
    REPLAY_TIMEOUT_MS,
  );

  test('the recording holds every verdict that the suite provokes', () => {
    const recorded = new Set(vectors.blocks.flatMap(({ flags }) => flags));
    expect([...recorded].sort((a, b) => a - b)).toEqual(codes);
  });

  test('the recording holds every kind of config update that the suite makes', () => {
    const blocks = vectors.blocks.map(({ block }) => common.Block.deserializeBinary(Buffer.from(block, 'base64')));
    const recorded = new Set(changesIn(blocks).flat());
    expect(changes.filter((change) => !recorded.has(change))).toEqual([]);
    expect(recorded.size > 0).toBe(changes.length > 0);
  });
});
