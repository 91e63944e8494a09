import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';
import { VALID } from '../conformance/codes.js';
import { PROBE } from '../conformance/membership/membership-scene.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, Consortium, DELTA } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { eventually } from '../support/eventually.js';
import { Membership } from '../support/membership.js';
import { TestNetwork } from '../support/network.js';
import { OrdererSession } from '../support/orderer-session.js';
import { Probe } from '../support/probe.js';
import { userOf } from '../support/signing.js';

const ELBE = 'ElbeMSP';
const MAJORITY = [AURORA, BOREALIS, CIRRUS];
/** Number of a fifth consenter. */
const FIFTH = 5;
const TIMEOUT_MS = 240_000;
const SETTLED_MS = 60_000;

/** The orderers of a channel change, by the commands; each test goes on from where the one before left the channel. */
journey('a further consenter', (engine) => {
  let network: TestNetwork;
  let consortium: Consortium;
  let membership: Membership;
  let definition: string;
  let keys = 0;

  beforeAll(async () => {
    network = await TestNetwork.start(engine);
    await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL] });
    consortium = new Consortium(network);
    membership = new Membership(network, CHANNEL);
    definition = await network.addOrganization(ELBE, 'elbe.example');
    await membership.change(['add-org', '--definition', definition], MAJORITY);
    await membership.run('join', '--channel', CHANNEL, '--org', ELBE);
  }, TIMEOUT_MS);

  afterAll(async () => {
    consortium.close();
    await network.end();
  }, TIMEOUT_MS);

  async function write(mspId: string, endorsers: readonly string[]): Promise<bigint> {
    keys += 1;
    const steps = [{ op: 'put', key: `consenter-${keys}`, value: 'v' }];
    const { status } = await new Probe(consortium.at(mspId)).submit(steps, { endorsers });
    expect(status.code).toBe(VALID);
    return status.blockNumber;
  }

  /** The newest block at the new organisation's own orderer. */
  async function newestAtElbe(): Promise<common.Block | string> {
    const session = OrdererSession.open(network, ELBE, userOf(network.profile(CHANNEL, ELBE), 'admin'));
    return session.newest(CHANNEL).finally(() => session.close());
  }

  test('an organisation that is a member only orders nothing', async () => {
    expect(await newestAtElbe()).toBe('NOT_FOUND');
  });

  test(
    'an orderer joins by the signatures of a majority, and has every block',
    async () => {
      await membership.change(['add-consenter', '--definition', definition], MAJORITY);
      await membership.run('join', '--channel', CHANNEL, '--org', ELBE);
      const number = Number(await write(ELBE, [AURORA, BOREALIS, ELBE]));
      const found = await eventually(async () => {
        const newest = await newestAtElbe();
        return typeof newest !== 'string' && (newest.getHeader()?.getNumber() ?? 0) >= number ? newest : undefined;
      }, SETTLED_MS);
      expect(found.getHeader()?.getNumber()).toBe(number);
    },
    TIMEOUT_MS,
  );

  test('who orders the channel already is not added again, and who does not is not taken out', async () => {
    const out = ['--channel', CHANNEL, '--out', join(network.directory, 'refused.json')];
    const again = membership.run('add-consenter', ...out, '--definition', definition);
    await expect(again).rejects.toThrow(/the orderer of ElbeMSP at localhost:\d+ is a consenter already/);
    const nobody = membership.run('remove-consenter', ...out, '--msp', 'NobodyMSP');
    await expect(nobody).rejects.toThrow('NobodyMSP has no consenter in the channel');
  });

  test(
    'orderers leave, until no block can be made without the new one',
    async () => {
      await membership.change(['remove-consenter', '--msp', DELTA], MAJORITY);
      await membership.change(['remove-consenter', '--msp', CIRRUS], MAJORITY);
      await membership.change(['remove-consenter', '--msp', BOREALIS], [AURORA, BOREALIS]);
      // They are members as before, and endorse.
      const number = await write(BOREALIS, [BOREALIS, CIRRUS, DELTA]);
      expect(signersOf(await consortium.block(number)).sort()).toEqual([1, FIFTH]);
    },
    TIMEOUT_MS,
  );

  test(
    'is still there after the network was down',
    async () => {
      consortium.close();
      await network.down();
      await network.up();
      const number = await write(ELBE, [AURORA, BOREALIS, ELBE]);
      expect(signersOf(await consortium.block(number)).sort()).toEqual([1, FIFTH]);
    },
    TIMEOUT_MS,
  );
});

/** Numbers of the consenters that signed a block. */
function signersOf(block: common.Block): number[] {
  const [signatures = new Uint8Array()] = block.getMetadata()?.getMetadataList_asU8() ?? [];
  return common.Metadata.deserializeBinary(signatures)
    .getSignaturesList()
    .map((signature) =>
      common.IdentifierHeader.deserializeBinary(signature.getIdentifierHeader_asU8()).getIdentifier(),
    );
}
