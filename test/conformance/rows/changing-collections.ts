import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { REPOSITORY } from '../../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { privateValuesOf } from '../../support/private-block.js';
import { PrivateValues } from '../private-values.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const SECRET = 'a private value with salt e7f3';
const CHAINCODE = 'growing';
const DEPLOYMENTS_ROW_MS = 150_000;
const RECONCILED_MS = 60_000;
const NOT_AVAILABLE = 'private data matching public hash version is not available';

/** A collection that is sent to nobody, so that who gets a value late asked for it. */
interface Collection {
  readonly name: string;
  readonly members: readonly string[];
  readonly blockToLive?: number;
  readonly requiredPeerCount?: number;
  readonly policy?: string;
}

/** Row 64: collections whose members change, by a further definition of the chaincode. */
export function changingCollections(record: RowRecord, scene: Scene): void {
  const values = new PrivateValues(scene, SECRET, CHAINCODE);

  async function define(...collections: readonly Collection[]): Promise<void> {
    const { network } = scene.consortium;
    const path = join(network.directory, 'growing.json');
    writeFileSync(path, JSON.stringify(collections.map(entryOf)));
    const anyPeer = `OR(${scene.allMembers.map((mspId) => `'${mspId}.peer'`).join(', ')})`;
    await network.deploy({
      name: CHAINCODE,
      path: join(REPOSITORY, 'test', 'conformance', 'probe'),
      channels: [CHANNEL],
      // Where it runs is not what this is about, and services take long to start.
      inProcess: network.engine === 'devnet',
      policy: anyPeer,
      collections: path,
    });
  }

  const readAt = (mspId: string, key: string): Promise<unknown> => values.readAt(mspId, values.get('growing', key));

  const isMissingAt = async (mspId: string, key: string): Promise<void> =>
    expect(await values.failureAt(mspId, values.get('growing', key))).toContain(NOT_AVAILABLE);

  record.row(
    64,
    'who becomes a member of a collection gets what was written before, and who leaves keeps what it has',
    async () => {
      await define({ name: 'growing', members: [AURORA, BOREALIS] });
      const before = scene.key('before');
      const outcome = await values.submit([values.put('growing', before)], [AURORA]);
      for (const outsider of [CIRRUS, DELTA]) await isMissingAt(outsider, before);

      await define({ name: 'growing', members: [AURORA, BOREALIS, CIRRUS] });
      const between = await values.given('growing', [AURORA]);
      expect(await readAt(CIRRUS, between)).toBe(SECRET);
      const late = await eventually(async () => {
        const step = { op: 'attempt', step: values.get('growing', before) };
        return ((await values.readAt(CIRRUS, step)) as { readonly value?: string }).value;
      }, RECONCILED_MS);
      expect(late).toBe(SECRET);
      const { network } = scene.consortium.at(CIRRUS);
      expect(await privateValuesOf(network, outcome.status, 'growing')).toEqual([[before, SECRET]]);
      await isMissingAt(DELTA, before);

      await define({ name: 'growing', members: [AURORA, BOREALIS] });
      const after = await values.given('growing', [AURORA]);
      expect(await readAt(BOREALIS, after)).toBe(SECRET);
      await isMissingAt(CIRRUS, after);
      for (const key of [before, between]) expect(await readAt(CIRRUS, key)).toBe(SECRET);
    },
    DEPLOYMENTS_ROW_MS,
  );

  record.row(
    64,
    'a definition whose collections cannot be is refused, and so is one that drops or shortens a collection',
    async () => {
      const growing = { name: 'growing', members: [AURORA, BOREALIS] };
      const refused: readonly (readonly [Collection[], string])[] = [
        [
          [{ ...growing, name: 'other' }],
          'existing collection [growing] missing in the proposed collection configuration',
        ],
        [
          [{ ...growing, blockToLive: 7 }],
          'the BlockToLive in an existing collection [growing] modified. Existing value [0]',
        ],
        [
          [growing, { ...growing, members: ['NobodyMSP'], name: 'strange' }],
          "collection-name: strange -- collection member 'NobodyMSP' is not part of the channel",
        ],
        [
          [growing, { ...growing, name: 'joint', policy: `AND('${AURORA}.member', '${BOREALIS}.member')` }],
          'collection-name: joint -- error in member org policy: signature policy is not an OR concatenation, NOutOf 2',
        ],
      ];
      for (const [collections, text] of refused) await expect(define(...collections)).rejects.toThrow(text);
      const key = await values.given('growing', [AURORA]);
      expect(await readAt(BOREALIS, key)).toBe(SECRET);
    },
    DEPLOYMENTS_ROW_MS,
  );
}

/** As in Fabric's `collections_config.json`. */
function entryOf({ name, members, policy, blockToLive = 0, requiredPeerCount = 0 }: Collection): object {
  const anyMember = `OR(${members.map((mspId) => `'${mspId}.member'`).join(', ')})`;
  return { name, policy: policy ?? anyMember, requiredPeerCount, maxPeerCount: 0, blockToLive };
}
