import { generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { common, msp } from '@hyperledger/fabric-protos';

import { InProcessChaincode } from '../chaincode/in-process.js';
import { ChaincodeRegistry } from '../chaincode/source.js';
import type { ChannelBundle } from '../../channel/bundle.js';
import { organizationsOf } from '../../channel/config-groups.js';
import { type Clock, systemClock } from '../clock.js';
import { SigningIdentity } from '../../crypto/signing-identity.js';
import { Faults } from '../faults/faults.js';
import { OrganizationStore } from '../ledger/store.js';
import { MspManager } from '../../msp/msp-manager.js';
import type { OrganizationMsp } from '../../msp/organization-msp.js';
import type { ChannelPeer, OrganizationPeer } from '../peer/channel-peer.js';
import { packageId } from '../peer/invocation.js';
import { asBuffer, decode } from '../../proto/decode.js';

/** A peer of the other network, as everyone sees it there. */
export interface ShadowedPeer {
  readonly mspId: string;
  /** `msp.SerializedIdentity`: what it signs endorsements as. */
  readonly identity: Uint8Array;
}

/** A chaincode that runs on the other network. */
export interface ShadowedChaincode {
  readonly name: string;
  readonly version: string;
  /** Folder of its package; it runs inside this process. */
  readonly path: string;
}

/** What the organisations of a shadow have in common. */
export interface ShadowOrganizationOptions {
  readonly directory: string;
  readonly chaincodes: readonly ShadowedChaincode[];
  /** The channels' first configurations. */
  readonly bundles: readonly ChannelBundle[];
  readonly now: (() => number) | undefined;
}

/** One organisation's peer beside the real one: its ledgers and its chaincode, but not its key. */
export interface ShadowOrganization extends OrganizationPeer {
  readonly store: OrganizationStore;
  readonly channels: Map<string, ChannelPeer>;
}

/** Opens the organisation's store and loads its chaincode. */
export async function openShadowOrganization(
  { mspId, identity }: ShadowedPeer,
  { directory, chaincodes, bundles, now }: ShadowOrganizationOptions,
): Promise<ShadowOrganization> {
  const home = join(directory, mspId);
  await mkdir(home, { recursive: true });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = decode(msp.SerializedIdentity, identity, 'SerializedIdentity').getIdBytes_asU8();
  const clock: Clock = now === undefined ? systemClock : { ...systemClock, now };
  return {
    mspId,
    address: mspId,
    signer: new SigningIdentity(mspId, asBuffer(certificate).toString(), privateKey),
    localMsp: new MspManager(bundles.flatMap((bundle) => mspOf(bundle, mspId)).slice(0, 1)),
    chaincodes: loaded(chaincodes, mspId),
    faults: new Faults(clock),
    channels: new Map(),
    store: await OrganizationStore.open(home),
  };
}

/** Stops the chaincode and closes the ledgers. */
export async function closeShadowOrganization({ chaincodes, channels, store }: ShadowOrganization): Promise<void> {
  chaincodes.close();
  for (const { ledger } of channels.values()) await ledger.close();
  await store.close();
}

function loaded(chaincodes: readonly ShadowedChaincode[], mspId: string): ChaincodeRegistry {
  const registry = new ChaincodeRegistry();
  for (const chaincode of chaincodes) {
    const id = packageId(chaincode);
    registry.install(id, new InProcessChaincode(chaincode.path, id, mspId));
  }
  return registry;
}

function mspOf({ config }: ChannelBundle, mspId: string): readonly OrganizationMsp[] {
  const root = config.getChannelGroup() ?? new common.ConfigGroup();
  const members = organizationsOf(root, 'Application');
  return members.map((member) => member.msp).filter((candidate) => candidate.mspId === mspId);
}
