import { peer as pb } from '@hyperledger/fabric-protos';

import type { ChannelPeer } from '../peer/channel-peer.js';
import { packageId } from '../peer/invocation.js';
import { definedNames } from '../peer/lifecycle-state.js';
import { decode } from '../../proto/decode.js';
import type { SystemCall } from './system-call.js';

const { lifecycle } = pb;

/** A definition that runs on a package of the peer. */
interface Use {
  readonly channelId: string;
  readonly packageId: string;
  readonly name: string;
  readonly version: string;
}

/** `QueryInstalledChaincodes`: what runs at this organisation's peer, and on which channels. */
export async function installedChaincodes(call: SystemCall): Promise<pb.lifecycle.QueryInstalledChaincodesResult> {
  const { QueryInstalledChaincodesResult: Result } = lifecycle;
  const result = new Result();
  const uses = await usesOf(call);
  for (const id of call.organization.chaincodes.packageIds) {
    result.addInstalledChaincodes(described(new Result.InstalledChaincode(), Result, id, uses));
  }
  return result;
}

/** `QueryInstalledChaincode`: one of them by package id. */
export async function installedChaincode(
  call: SystemCall,
  argument: Buffer,
): Promise<pb.lifecycle.QueryInstalledChaincodeResult> {
  const id = decode(lifecycle.QueryInstalledChaincodeArgs, argument, 'QueryInstalledChaincodeArgs').getPackageId();
  if (!call.organization.chaincodes.has(id)) throw new Error(`could not find chaincode with package id '${id}'`);
  const { QueryInstalledChaincodeResult: Result } = lifecycle;
  return described(new Result(), Result, id, await usesOf(call));
}

/** The messages that both queries have, each of its own type. */
interface Installed<R> {
  setPackageId(id: string): unknown;
  setLabel(label: string): unknown;
  getReferencesMap(): { get(channel: string): R | undefined; set(channel: string, references: R): unknown };
}
interface References<C> {
  addChaincodes(chaincode: C): unknown;
}
interface NamedChaincode {
  setName(name: string): unknown;
  setVersion(version: string): unknown;
}

/** Fills in a package with the definitions that run on it, by channel. */
function described<M extends Installed<R>, R extends References<C>, C extends NamedChaincode>(
  installed: M,
  types: { readonly References: new () => R; readonly Chaincode: new () => C },
  id: string,
  uses: readonly Use[],
): M {
  installed.setPackageId(id);
  installed.setLabel(labelOf(id));
  const references = installed.getReferencesMap();
  for (const use of uses.filter((candidate) => candidate.packageId === id)) {
    const chaincode = new types.Chaincode();
    chaincode.setName(use.name);
    chaincode.setVersion(use.version);
    const reference = references.get(use.channelId) ?? new types.References();
    reference.addChaincodes(chaincode);
    references.set(use.channelId, reference);
  }
  return installed;
}

async function usesOf({ organization }: SystemCall): Promise<readonly Use[]> {
  const channels = [...organization.channels.values()];
  return (await Promise.all(channels.map(usesOn))).flat();
}

async function usesOn({ channelId, ledger, definitions }: ChannelPeer): Promise<readonly Use[]> {
  const state = ledger.state();
  const names = await definedNames(state).finally(() => state.release());
  const found = await Promise.all(names.map((name) => definitions.definition(name)));
  return found.flatMap((definition) => {
    if (definition === undefined) return [];
    const { name, version } = definition;
    return [{ channelId, packageId: packageId(definition), name, version }];
  });
}

/** The label of a package is what stands before its version. */
function labelOf(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}
