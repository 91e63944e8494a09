import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, peer } from '@hyperledger/fabric-protos';
import { ensureOrganizationPki, ShadowNetwork } from '@scrip/network';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { type Connection, openConnection } from '../support/connection.js';
import { TestNetwork } from '../support/network.js';
import { required } from '../support/transaction.js';
import { BlockWatch } from './block-watch.js';
import { LeadingOrderer } from './leading-orderer.js';
import { PROBE, PROBE_VERSION } from './probe.js';
import { Clients } from './proposal.js';
import { RealPeer } from './real-peers.js';
import type { RecordedRun } from './recording.js';
import { Reconfiguration } from './reconfiguration.js';
import type { StreamChannel } from './stream.js';

/** So long after the last block of a deployment nothing of it is on its way. */
const SETTLED_MS = 3000;

const PEERS = MEMBERS.map((mspId) => `'${mspId}.peer'`).join(', ');

/** Chaincodes under different policies: the channel's majority, two certain members, any two, any one. */
const CHAINCODES: readonly {
  readonly name: string;
  readonly policy?: string;
  readonly channels: readonly string[];
}[] = [
  { name: 'probe', channels: ['securities', 'placements'] },
  { name: 'both', channels: ['securities'], policy: "AND('CirrusMSP.peer', 'DeltaMSP.peer')" },
  { name: 'pair', channels: ['securities'], policy: `OutOf(2, ${PEERS})` },
  { name: 'any', channels: ['securities'], policy: `OR(${PEERS})` },
];

const CHANNELS: readonly StreamChannel[] = [
  {
    name: CHANNEL,
    members: MEMBERS,
    chaincodes: [
      { name: 'any', weight: 6, endorsers: 1 },
      { name: 'probe', weight: 3, endorsers: 3 },
      { name: 'pair', weight: 2, endorsers: 2 },
      { name: 'both', weight: 1, endorsers: [CIRRUS, DELTA] },
    ],
  },
  { name: 'placements', members: [AURORA, BOREALIS, DELTA], chaincodes: [{ name: 'probe', weight: 1, endorsers: 2 }] },
];

interface SceneParts {
  readonly network: TestNetwork;
  readonly clients: Clients;
  readonly shadow: ShadowNetwork;
  readonly peers: ReadonlyMap<string, RealPeer>;
  readonly watches: ReadonlyMap<string, BlockWatch>;
  readonly orderers: ReadonlyMap<string, LeadingOrderer>;
  readonly shadowSessions: ReadonlyMap<string, Connection>;
  /** `msp.SerializedIdentity` of each member's peer, hexadecimal. */
  readonly identities: Readonly<Record<string, string>>;
  readonly directory: string;
}

/** A real network with its clients, and devnet's shadow of it. */
export class DifferentialScene {
  readonly channels = CHANNELS;
  readonly #heights = new Map<string, number>();

  readonly reconfiguration: Reconfiguration;

  private constructor(private readonly parts: SceneParts) {
    this.reconfiguration = new Reconfiguration(parts.network, CHANNEL);
  }

  static async open(): Promise<DifferentialScene> {
    const network = await TestNetwork.start('fabric');
    for (const { name, channels, policy } of CHAINCODES) {
      const collections = join(PROBE, 'collections.json');
      await network.deploy({ name, path: PROBE, channels, collections, ...(policy === undefined ? {} : { policy }) });
    }
    const peers = new Map(MEMBERS.map((mspId) => [mspId, new RealPeer(network, CHANNEL, mspId)]));
    const clients = new Clients(network, CHANNEL);
    const directory = mkdtempSync(join(tmpdir(), 'scrip-shadow-'));
    const watches = new Map<string, BlockWatch>();
    for (const { name, members } of CHANNELS) {
      watches.set(
        name,
        await BlockWatch.open(
          name,
          members.map((mspId) => required(peers.get(mspId), mspId)),
        ),
      );
    }
    const geneses = await Promise.all([...watches.values()].map((watch) => watch.settled(SETTLED_MS)));
    const shadowedPeers = await Promise.all([...peers.values()].map((real) => shadowed(real, clients)));
    const shadow = await ShadowNetwork.open({
      directory,
      channels: geneses.map((genesis) => genesis.serializeBinary()),
      peers: shadowedPeers,
      chaincodes: CHAINCODES.map(({ name }) => ({ name, version: PROBE_VERSION, path: PROBE })),
    });
    const orderers = new Map(
      CHANNELS.flatMap(({ name }, index) => {
        const genesis = geneses[index];
        return genesis === undefined ? [] : [[name, new LeadingOrderer(network, name, genesis)] as const];
      }),
    );
    const sessions = await shadowSessions(network, shadow, directory);
    const identities = Object.fromEntries(
      shadowedPeers.map(({ mspId, identity }) => [mspId, Buffer.from(identity).toString('hex')]),
    );
    const rest = { shadowSessions: sessions, identities, directory };
    return new DifferentialScene({ network, clients, shadow, peers, watches, orderers, ...rest });
  }

  get clients(): Clients {
    return this.parts.clients;
  }

  get shadow(): ShadowNetwork {
    return this.parts.shadow;
  }

  /** A session of the organisation's `user1` at its gateway in the shadow. */
  shadowSession(mspId: string): Connection {
    return required(this.parts.shadowSessions.get(mspId), mspId);
  }

  channel(name: string): StreamChannel {
    return required(
      this.channels.find((channel) => channel.name === name),
      name,
    );
  }

  peer(mspId: string): RealPeer {
    return required(this.parts.peers.get(mspId), mspId);
  }

  watch(channel: string): BlockWatch {
    return required(this.parts.watches.get(channel), channel);
  }

  orderer(channel: string): LeadingOrderer {
    return required(this.parts.orderers.get(channel), channel);
  }

  /** Number of blocks that the shadow has. */
  shadowHeight(channel: string): number {
    return this.#heights.get(channel) ?? 1;
  }

  /** Where the shadow is on all channels: equal texts are equal states. */
  get position(): string {
    return this.channels.map(({ name }) => this.shadowHeight(name)).join();
  }

  /** A block as the peer delivers it that the shadow follows; others may have it with signatures of other orderers. */
  source(channel: string, number: number): common.Block {
    return required(this.watch(channel).at(number).get(AURORA), 'block');
  }

  /** Commits the next block of a channel in the shadow. @returns the block as the shadow keeps it */
  async commit(channel: string, block: Uint8Array): Promise<common.Block> {
    const committed = common.Block.deserializeBinary(await this.shadow.commit(channel, block));
    this.#heights.set(channel, this.shadowHeight(channel) + 1);
    return committed;
  }

  /** What a recording of a run on this network needs besides the run. */
  recordingHead(): Pick<RecordedRun, 'channels' | 'peers' | 'chaincodes' | 'version'> {
    return {
      channels: this.channels.map(({ name }) => Buffer.from(this.source(name, 0).serializeBinary()).toString('hex')),
      peers: this.parts.identities,
      chaincodes: CHAINCODES.map(({ name }) => name),
      version: PROBE_VERSION,
    };
  }

  async end(): Promise<void> {
    for (const watch of this.parts.watches.values()) {
      watch.close();
    }
    for (const orderer of this.parts.orderers.values()) {
      orderer.close();
    }
    for (const real of this.parts.peers.values()) {
      real.close();
    }
    this.clients.close();
    for (const session of this.parts.shadowSessions.values()) {
      session.close();
    }
    await this.shadow.close();
    rmSync(this.parts.directory, { recursive: true, force: true });
    await this.parts.network.end();
  }
}

async function shadowSessions(
  network: TestNetwork,
  shadow: ShadowNetwork,
  directory: string,
): Promise<ReadonlyMap<string, Connection>> {
  const pki = await ensureOrganizationPki(join(directory, 'tls'), { mspId: 'ShadowMSP', domain: 'shadow.example' });
  const tls = required(pki.tls.get('peer0'), 'TLS certificate');
  const sessions = MEMBERS.map(async (mspId) => {
    const profile = network.profile(CHANNEL, mspId);
    const gateway = await shadow.serve(mspId, tls);
    return [mspId, openConnection({ ...profile, gateway, tlsRootCert: pki.tlsCa.certificatePath })] as const;
  });
  return new Map(await Promise.all(sessions));
}

/** Asks a peer for something that it always endorses, to learn what it signs as. */
async function shadowed(real: RealPeer, clients: Clients): Promise<{ mspId: string; identity: Uint8Array }> {
  const client = { mspId: real.mspId, label: 'user1' };
  const question = { channel: CHANNEL, chaincode: 'qscc', client, name: 'GetChainInfo', args: [CHANNEL] };
  const answer = await real.endorse(clients.propose(question).bytes);
  if ('refused' in answer) {
    throw new Error(`the peer of ${real.mspId} does not answer: ${answer.refused}`);
  }
  const endorsement = peer.ProposalResponse.deserializeBinary(answer.response).getEndorsement();
  return { mspId: real.mspId, identity: required(endorsement, 'endorsement').getEndorser_asU8() };
}
