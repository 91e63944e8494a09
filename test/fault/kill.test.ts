import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Status } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import { REPOSITORY } from '../support/command.js';
import { AURORA, CHANNEL, Consortium, MEMBERS } from '../support/consortium.js';
import { report } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { expectNothingLost } from '../support/nothing-lost.js';
import { type Acknowledged, WriteLoad } from '../support/write-load.js';

const START_TIMEOUT_MS = 180_000;
const CYCLE_TIMEOUT_MS = 120_000;
const CALLERS = 16;
/** `network status` prints this many digits of each peer's commit hash. */
const STATUS_HASH_DIGITS = 16;
const LOAD_BEFORE_KILL_MS = { min: 0, max: 1200 };
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
/** Twenty by `SCRIP_KILLS=20`; the default keeps `npm test` short. */
const KILLS = Number(process.env['SCRIP_KILLS'] ?? '3');

/**
 * `kill -9` of the whole devnet under load. Afterwards every write that a client was told is committed is there at
 * every organisation, and all organisations agree on every block. Writes without an answer may be there or not.
 */
describe.each([
  ['chaincode in process', true, KILLS],
  ['chaincode as a service', false, Math.max(1, Math.floor(KILLS / 4))],
] as const)('kill -9 of devnet under load, %s', (mode, inProcess, kills) => {
  let consortium: Consortium;
  const totals = { acknowledged: 0, unanswered: 0, restartMs: [] as number[] };

  beforeAll(async () => {
    const network = await TestNetwork.start('devnet');
    consortium = new Consortium(network);
    await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL], inProcess });
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    const slowest = Math.round(Math.max(0, ...totals.restartMs));
    report(
      `kill -9 of devnet, ${mode}: ${totals.restartMs.length} of ${kills} kills run (SCRIP_KILLS=20 for the full test), ` +
        `${totals.acknowledged} acknowledged writes checked, ${totals.unanswered} without an answer, ` +
        `slowest restart ${slowest} ms`,
    );
    consortium.close();
    await consortium.network.end();
  }, START_TIMEOUT_MS);

  /** Writes until the daemon is gone; returns what was acknowledged. */
  async function loadUntilKilled(cycle: number): Promise<readonly Acknowledged[]> {
    let caller = 0;
    const write = async (key: string): Promise<Status> => {
      caller += 1;
      const contract = consortium.at(MEMBERS[caller % MEMBERS.length] ?? AURORA).contract('probe');
      const submitted = await contract.submitAsync('put', { arguments: [key, key] });
      return submitted.getStatus();
    };
    const load = new WriteLoad({ prefix: `load/${cycle}/`, callers: CALLERS, write });
    await load.busy();
    await sleep(randomInt(LOAD_BEFORE_KILL_MS.min, LOAD_BEFORE_KILL_MS.max));
    const ended = load.end();
    process.kill(consortium.network.daemonPid(), 'SIGKILL');
    const acknowledged = await ended;
    totals.unanswered += load.unanswered;
    return acknowledged;
  }

  /** Height and last block hash as the system chaincode `qscc` of this organisation's peer tells them. */
  async function chainInfoOf(mspId: string): Promise<{ height: number; hash: string }> {
    const answer = await consortium
      .at(mspId)
      .contract('qscc')
      .evaluate('GetChainInfo', { arguments: [CHANNEL] });
    const info = common.BlockchainInfo.deserializeBinary(answer);
    return { height: info.getHeight(), hash: Buffer.from(info.getCurrentblockhash_asU8()).toString('hex') };
  }

  async function expectAllThere(cycle: number, acknowledged: readonly Acknowledged[]): Promise<void> {
    const chain = await expectNothingLost(consortium, { acknowledged, prefix: `load/${cycle}/` });
    const infos = await Promise.all(MEMBERS.map((mspId) => chainInfoOf(mspId)));
    expect(infos).toEqual(infos.map(() => ({ height: chain.length, hash: infos[0]?.hash })));
    const hash = chain.at(-1)?.commitHash.slice(0, STATUS_HASH_DIGITS) ?? 'no block';
    expect((await consortium.network.status()).split(hash)).toHaveLength(MEMBERS.length + 1);
  }

  test.each(Array.from({ length: kills }, (_, index) => index + 1))(
    `kill %i of ${kills}`,
    async (cycle) => {
      const acknowledged = await loadUntilKilled(cycle);
      expect(acknowledged.length).toBeGreaterThan(0);
      consortium.close();
      const start = performance.now();
      await consortium.network.up();
      totals.restartMs.push(performance.now() - start);
      await expectAllThere(cycle, acknowledged);
      totals.acknowledged += acknowledged.length;
    },
    CYCLE_TIMEOUT_MS,
  );
});
