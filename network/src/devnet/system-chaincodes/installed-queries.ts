import { peer as pb } from '@hyperledger/fabric-protos';

import type { ChannelPeer } from '../peer/channel-peer.js';
import { packageId } from '../peer/invocation.js';
import { definedNames } from '../peer/lifecycle-state.js';
import { decode } from '../proto/decode.js';
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
  const result = new lifecycle.QueryInstalledChaincodesResult();
  const uses = await usesOf(call);
  for (const id of call.organization.chaincodes.packageIds) {
    const installed = new lifecycle.QueryInstalledChaincodesResult.InstalledChaincode();
    installed.setPackageId(id);
    installed.setLabel(labelOf(id));
    for (const use of uses.filter((candidate) => candidate.packageId === id)) {
      const chaincode = new lifecycle.QueryInstalledChaincodesResult.Chaincode();
      chaincode.setName(use.name);
      chaincode.setVersion(use.version);
      const references = installed.getReferencesMap();
      const reference = references.get(use.channelId) ?? new lifecycle.QueryInstalledChaincodesResult.References();
      reference.addChaincodes(chaincode);
      references.set(use.channelId, reference);
    }
    result.addInstalledChaincodes(installed);
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
  const result = new lifecycle.QueryInstalledChaincodeResult();
  result.setPackageId(id);
  result.setLabel(labelOf(id));
  for (const use of (await usesOf(call)).filter((candidate) => candidate.packageId === id)) {
    const chaincode = new lifecycle.QueryInstalledChaincodeResult.Chaincode();
    chaincode.setName(use.name);
    chaincode.setVersion(use.version);
    const references = result.getReferencesMap();
    const reference = references.get(use.channelId) ?? new lifecycle.QueryInstalledChaincodeResult.References();
    reference.addChaincodes(chaincode);
    references.set(use.channelId, reference);
  }
  return result;
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
