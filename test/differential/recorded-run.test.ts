import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { report } from '../support/engine.js';
import { readRecording, type RecordedRun, RECORDING } from './recording.js';
import { expected, repeat, type Repetition } from './repetition.js';

const REPLAY_TIMEOUT_MS = 180_000;

/**
 * A differential run on real Fabric, recorded by `record-differential`, and repeated by devnet alone: the same answers
 * to the same proposals at the same heights, the same verdicts, commit hashes and bytes of every block. So a machine
 * without Fabric still compares with it on every run.
 */
describe('a recorded run of real Fabric', () => {
  const directory = mkdtempSync(join(tmpdir(), 'scrip-recorded-'));
  let run: RecordedRun;
  let first: Repetition;

  beforeAll(async () => {
    run = readRecording(RECORDING);
    first = await repeat(run, join(directory, 'first'));
  }, REPLAY_TIMEOUT_MS);

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
    report(`recorded run: ${first.answers.length} answers, ${first.blocks.length} blocks, seed ${run.seed}`);
  });

  test('devnet gives the same answers to proposals', () => {
    expect(first.answers).toEqual(expected(run).answers);
  });

  test('devnet commits the same blocks, byte by byte', () => {
    expect(first.blocks).toEqual(expected(run).blocks);
  });

  test(
    'the same stream gives the same bytes once more',
    async () => {
      expect(await repeat(run, join(directory, 'second'))).toEqual(first);
    },
    REPLAY_TIMEOUT_MS,
  );
});
