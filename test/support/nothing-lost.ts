import { expect } from '@jest/globals';
import { chainAt, type CommittedBlock } from './chain.js';
import { type Consortium, MEMBERS } from './consortium.js';
import type { Acknowledged } from './write-load.js';

/** Digit after `/`, the end of the keys below a prefix that ends with it. */
const AFTER_SLASH = '0';

/**
 * Commits one more block and asserts that every member's peer has the same blocks with the same verdicts and commit
 * hashes, that these hold every acknowledged write as valid, and that its key is in every member's state.
 *
 * @param prefix of the writes' keys; ends with `/`
 * @returns the blocks, from `first` on
 */
export async function expectNothingLost(
  consortium: Consortium,
  { acknowledged, prefix, first = 0n }: { acknowledged: readonly Acknowledged[]; prefix: string; first?: bigint },
): Promise<readonly CommittedBlock[]> {
  const probe = consortium.probe(MEMBERS[0] ?? '');
  const marker = await probe.submitValid([{ op: 'put', key: `marker of ${prefix}`, value: 'v' }]);
  const chains = await Promise.all(
    MEMBERS.map((mspId) => chainAt(consortium.at(mspId), marker.status.blockNumber, first)),
  );
  const [chain = []] = chains;
  expect(chains).toEqual(chains.map(() => chain));
  const valid = new Set(chain.flatMap(({ number, verdicts }) => verdicts.map((verdict) => `${number}:${verdict}`)));
  expect(acknowledged.filter(({ block, txId }) => !valid.has(`${block}:${txId}:0`))).toEqual([]);
  const range = { op: 'range', start: prefix, end: `${prefix.slice(0, -1)}${AFTER_SLASH}` };
  const states = await Promise.all(MEMBERS.map((mspId) => probe.evaluateOne(range, { endorsers: [mspId] })));
  const keys = new Set((states[0] as [string, string][]).map(([key]) => key));
  expect(states).toEqual(states.map(() => states[0]));
  expect(acknowledged.filter(({ key }) => !keys.has(key))).toEqual([]);
  return chain;
}
