import type { DifferentialRun } from './run.js';
import { eventsOf, filteredBlocks, privateData } from './gateways.js';
import { AUDITS } from './programs.js';
import type { DifferentialScene } from './scene.js';

/** Name of the event after which no other comes. */
export const LAST_EVENT = 'end of the stream';

/**
 * Compares what a run has left behind on both networks: state, policies, history and private data as chaincode reads
 * them at each peer, then what clients hear: chaincode events, filtered blocks, blocks with private data.
 */
export async function audit(run: DifferentialRun, scene: DifferentialScene): Promise<void> {
  for (const { name, members, chaincodes } of scene.channels) {
    for (const { name: chaincode } of chaincodes) {
      await run.mark(name, chaincode, LAST_EVENT);
      for (const [index, steps] of AUDITS.entries()) {
        const client = { mspId: members[index % members.length] ?? '', label: 'user1' };
        const args = [JSON.stringify(steps)];
        const proposal = scene.clients.propose({ channel: name, chaincode, client, name: 'run', args });
        await run.ask(proposal, members, { audit: chaincode, channel: name });
      }
    }
    for (const mspId of members) {
      await compareStreams(run, scene, name, mspId);
    }
  }
}

async function compareStreams(
  run: DifferentialRun,
  scene: DifferentialScene,
  channel: string,
  mspId: string,
): Promise<void> {
  const real = scene.peer(mspId).session(channel).network;
  const shadow = scene.shadowSession(mspId).gateway.getNetwork(channel);
  const height = scene.shadowHeight(channel);
  const compare = async (what: string, read: (network: typeof real) => Promise<readonly unknown[]>): Promise<void> => {
    await run.observe(undefined, async () => {
      const [fabric, devnet] = await Promise.all([read(real), read(shadow)]);
      return [{ what: `${what} of ${channel} at ${mspId}`, fabric, devnet }];
    });
  };
  for (const { name: chaincode } of scene.channel(channel).chaincodes) {
    await compare(`events of ${chaincode}`, (network) => eventsOf(network, chaincode, LAST_EVENT));
  }
  await compare('filtered blocks', (network) => filteredBlocks(network, height));
  await compare('private data', (network) => privateData(network, height));
}
