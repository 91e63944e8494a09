import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';

import { changed, type Change } from '../membership/changes.js';
import { computeUpdate } from '../membership/compute-update.js';
import { addMember, removeOrganization } from '../membership/member-changes.js';
import { OrdererClient } from '../membership/orderer-client.js';
import { definitionOf } from '../membership/organization-definition.js';
import { signProposal, updateEnvelope } from '../membership/signatures.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { OrganizationTopology, Topology } from '../topology.js';
import { channel, ORGANIZATIONS, TestDevnet } from './devnet.fixture.js';

const NEW = 'EpsilonMSP';
const POLL_MS = 20;

let devnet: TestDevnet;
let added: OrganizationTopology;

function keys(): OrganizationPki {
  const pki = devnet.pki.get(NEW);
  if (pki === undefined) throw new Error(`no keys of ${NEW}`);
  return pki;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

function client(mspId: string, through = mspId): OrdererClient {
  const endpoint = devnet.engine.orderers.get(through);
  if (endpoint === undefined) throw new Error(`no orderer of ${through}`);
  const address = { address: endpoint.address, tlsRoots: readFileSync(endpoint.tlsRootCertPath, 'utf8') };
  return new OrdererClient(address, devnet.signer(mspId, 'admin'));
}

/** Changes the channel by the signatures of its administrators, and waits until the peers that stay have it. */
async function change(channelName: string, wish: Change, signers: readonly string[]): Promise<void> {
  const [first = ''] = signers;
  const orderer = client(first);
  try {
    const state = await orderer.channelState(channelName);
    const update = computeUpdate(channelName, state.config, changed(state.config, [wish]));
    const unsigned = {
      channel: channelName,
      baseSequence: 0,
      summary: [],
      update: update.serializeBinary(),
      signatures: [],
    };
    const signed = signers.reduce(
      (proposal, mspId) => signProposal(proposal, devnet.signer(mspId, 'admin')),
      signProposal(unsigned, devnet.signer(first, 'admin')),
    );
    await orderer.broadcast(channelName, common.HeaderType.CONFIG_UPDATE, updateEnvelope(signed));
  } finally {
    orderer.close();
  }
}

async function heightOf(channelName: string, mspId: string): Promise<number | undefined> {
  const status = (await devnet.engine.status()).find((entry) => entry.channel === channelName);
  return status?.heights.get(mspId);
}

async function sameHeights(channelName: string, mspIds: readonly string[]): Promise<void> {
  for (;;) {
    const heights = await Promise.all(mspIds.map((mspId) => heightOf(channelName, mspId)));
    if (new Set(heights).size === 1 && heights[0] !== undefined) return;
    await setTimeout(POLL_MS);
  }
}

function withAdded(topology: Topology, ...channels: Topology['channels']): Topology {
  return {
    ...topology,
    organizations: [...topology.organizations, added],
    channels: [...topology.channels, ...channels],
  };
}

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all');
  await devnet.contract('AlphaMSP').submitTransaction('put', 'old', 'before');
});

afterAll(() => devnet.remove());

describe('an organisation that comes later', () => {
  test('has nodes at once, and joins nothing that does not name it', async () => {
    added = await devnet.addOrganization(NEW);
    await devnet.engine.addOrganization(added, keys());
    expect(devnet.engine.endpoints.has(NEW) && devnet.engine.orderers.has(NEW)).toBe(true);
    await expect(devnet.engine.joinChannel('all', NEW)).rejects.toThrow('EpsilonMSP is no member of channel all');
    await expect(devnet.engine.joinChannel('nowhere', NEW)).rejects.toThrow('there is no channel nowhere');
    expect(await heightOf('all', NEW)).toBeUndefined();
  });

  test('catches up from genesis under the configurations of old, then transacts', async () => {
    await change('all', addMember(definitionOf(keys(), added.ports)), ['AlphaMSP', 'BetaMSP', 'GammaMSP']);
    await devnet.contract('BetaMSP').submitTransaction('put', 'meanwhile', 'x');
    await devnet.engine.joinChannel('all', NEW);
    await devnet.engine.joinChannel('all', NEW);
    await sameHeights('all', [...ORGANIZATIONS, NEW]);
    const { commitHashes } = (await devnet.engine.status())[0] ?? { commitHashes: new Map<string, string>() };
    expect([commitHashes.size, new Set(commitHashes.values()).size]).toEqual([5, 1]);
    await devnet.deployProbe('all');
    const contract = devnet.contract(NEW);
    expect(text(await contract.evaluateTransaction('get', 'old'))).toBe('before');
    await contract.submitTransaction('put', 'old', 'after');
    await sameHeights('all', [...ORGANIZATIONS, NEW]);
    expect(text(await devnet.contract('DeltaMSP').evaluateTransaction('get', 'old'))).toBe('after');
  });

  test('is in a further channel of members chosen for it, which is there after a restart too', async () => {
    const further = channel('further', ['AlphaMSP', NEW], {});
    await devnet.engine.createChannel(further);
    await devnet.engine.createChannel(further);
    await devnet.deployProbe('further');
    await devnet.contract(NEW, 'further').submitTransaction('put', 'old', 'elsewhere');
    await sameHeights('further', ['AlphaMSP', NEW]);
    await devnet.stop();
    await devnet.start(withAdded(devnet.topology, further));
    await devnet.deployProbe('all');
    await devnet.deployProbe('further');
    expect(text(await devnet.contract('AlphaMSP', 'further').evaluateTransaction('get', 'old'))).toBe('elsewhere');
    expect(text(await devnet.contract(NEW).evaluateTransaction('get', 'old'))).toBe('after');
    await sameHeights('all', [...ORGANIZATIONS, NEW]);
  });

  test('gets no more blocks once it is taken out, not even after a restart, and all when it is back', async () => {
    await change('all', removeOrganization(NEW), ['AlphaMSP', 'BetaMSP', 'GammaMSP']);
    await devnet.contract('AlphaMSP').submitTransaction('put', 'old', 'without them');
    await sameHeights('all', ORGANIZATIONS);
    const [stayed = 0, left = 0] = await Promise.all([heightOf('all', 'AlphaMSP'), heightOf('all', NEW)]);
    expect(left).toBe(stayed - 2);
    const orderer = client(NEW, 'AlphaMSP');
    await expect(orderer.channelState('all')).rejects.toThrow('FORBIDDEN');
    orderer.close();
    await devnet.stop();
    await devnet.start(withAdded(devnet.topology, channel('further', ['AlphaMSP', NEW], {})));
    expect(await heightOf('all', NEW)).toBe(left);
    await change('all', addMember(definitionOf(keys(), added.ports)), ['AlphaMSP', 'BetaMSP', 'GammaMSP']);
    await sameHeights('all', [...ORGANIZATIONS, NEW]);
  });
});
