import type { common } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../../engine.js';
import type { OrganizationPki } from '../../pki/organization.js';
import { ChannelNetwork } from '../channel-network.js';
import { Faults } from '../faults/faults.js';
import { OrganizationStore } from '../ledger/store.js';
import { BlockStore } from '../orderer/block-store.js';
import { OrganizationNode } from '../organization-node.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import type { Scheduler } from './scheduler.js';
import { type Crash, SimulatedDisk } from './simulated-disk.js';

/** Keys and first block of a channel; making them takes long, so that many simulations share them. */
export interface ChannelMaterial {
  readonly channelId: string;
  readonly genesis: common.Block;
  readonly pki: ReadonlyMap<string, OrganizationPki>;
}

/** A process that runs the network, from start to crash. */
export interface RunningConsortium {
  readonly channel: ChannelNetwork;
  readonly members: readonly OrganizationNode[];
  readonly peers: readonly ChannelPeer[];
  readonly faults: Faults;
  /** Why the channel has stopped; undefined while it has not. */
  readonly failure: () => Error | undefined;
}

const ORDERER = 'orderer';

/** Nobody is served in a simulation. */
const PORTS = { peer: 1, orderer: 2 };

/** The disks of all organisations and of the orderer, and the processes that run on them one after the other. */
export class SimulatedConsortium {
  readonly #disks: ReadonlyMap<string, SimulatedDisk>;

  constructor(
    readonly material: ChannelMaterial,
    private readonly definition: ChaincodeDefinition,
  ) {
    this.#disks = new Map([ORDERER, ...material.pki.keys()].map((name) => [name, new SimulatedDisk()]));
  }

  /** Starts the network on what the disks hold, as after any crash, and has the chaincode defined. */
  async start(scheduler: Scheduler): Promise<RunningConsortium> {
    const faults = new Faults(scheduler);
    const members = [...this.material.pki.values()].map(
      (pki) => new OrganizationNode(pki, new OrganizationStore(this.disk(pki.mspId).open(scheduler)), PORTS, faults),
    );
    let failure: Error | undefined;
    const channel = await ChannelNetwork.open({
      genesis: this.material.genesis,
      members,
      signers: new Map(members.map((member) => [member.mspId, member.ordererSigner])),
      blocks: new BlockStore(this.disk(ORDERER).open(scheduler)),
      clock: scheduler,
      onFailure: (error) => (failure ??= error),
    });
    await channel.start();
    await channel.define(this.definition);
    const peers = members.flatMap(({ channels }) => channels.get(this.material.channelId) ?? []);
    return { channel, members, peers, faults, failure: () => failure };
  }

  /** What a crash of the machine, or of the process alone, leaves of every disk. */
  crash(kind: Crash, random: () => number): void {
    for (const disk of this.#disks.values()) disk.crash(kind, random);
  }

  /** @param name an MSP id, or `orderer` */
  disk(name: string): SimulatedDisk {
    const disk = this.#disks.get(name);
    if (disk === undefined) throw new RangeError(`there is no disk ${name}`);
    return disk;
  }
}
