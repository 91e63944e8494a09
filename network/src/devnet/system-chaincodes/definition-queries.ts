import { peer as pb } from '@hyperledger/fabric-protos';

import type { StateReader } from '../ledger/types.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { packageId } from '../peer/invocation.js';
import { definedNames, readDefinition, readSequence, type StoredDefinition } from '../peer/lifecycle-state.js';
import { decode } from '../../proto/decode.js';
import { NotFoundError } from './not-found-error.js';
import type { SystemCall } from './system-call.js';

const { lifecycle } = pb;

/** `QueryChaincodeDefinition`: the committed definition. Every member approves what this network commits. */
export async function committedDefinition(
  call: SystemCall,
  argument: Buffer,
): Promise<pb.lifecycle.QueryChaincodeDefinitionResult> {
  const name = decode(lifecycle.QueryChaincodeDefinitionArgs, argument, 'QueryChaincodeDefinitionArgs').getName();
  const channel = channelOf(call);
  const definition = await reading(channel, (state) => readDefinition(state, name));
  if (definition === undefined) throw new NotFoundError(`namespace ${name} is not defined`);
  const result = fill(new lifecycle.QueryChaincodeDefinitionResult(), definition);
  for (const mspId of channel.bundle.applicationOrganizations) result.getApprovalsMap().set(mspId, true);
  return result;
}

/** `QueryChaincodeDefinitions`: all committed definitions of the channel. */
export async function committedDefinitions(
  call: SystemCall,
  argument: Buffer,
): Promise<pb.lifecycle.QueryChaincodeDefinitionsResult> {
  decode(lifecycle.QueryChaincodeDefinitionsArgs, argument, 'QueryChaincodeDefinitionsArgs');
  return reading(channelOf(call), async (state) => {
    const result = new lifecycle.QueryChaincodeDefinitionsResult();
    for (const name of await definedNames(state)) {
      const stored = await readDefinition(state, name);
      if (stored === undefined) continue;
      const entry = fill(new lifecycle.QueryChaincodeDefinitionsResult.ChaincodeDefinition(), stored);
      entry.setName(name);
      result.addChaincodeDefinitions(entry);
    }
    return result;
  });
}

/** `QueryApprovedChaincodeDefinition`: what this organisation approved, which is what the channel committed. */
export async function approvedDefinition(
  call: SystemCall,
  argument: Buffer,
): Promise<pb.lifecycle.QueryApprovedChaincodeDefinitionResult> {
  const args = decode(lifecycle.QueryApprovedChaincodeDefinitionArgs, argument, 'QueryApprovedChaincodeDefinitionArgs');
  const name = args.getName();
  const channel = channelOf(call);
  const definition = await reading(channel, (state) => readDefinition(state, name));
  const sequence = args.getSequence() === 0 ? (definition?.sequence ?? 0) : args.getSequence();
  if (definition?.sequence !== sequence) {
    throw new Error(
      `could not fetch approved chaincode definition (name: '${name}', sequence: '${sequence}') on channel ` +
        `'${channel.channelId}'`,
    );
  }
  const result = fill(new lifecycle.QueryApprovedChaincodeDefinitionResult(), definition);
  result.setSource(sourceOf(call, name, definition));
  return result;
}

/** `CheckCommitReadiness`: nobody approves before this network commits, so that no member is ready for the next one. */
export async function checkCommitReadiness(
  call: SystemCall,
  argument: Buffer,
): Promise<pb.lifecycle.CheckCommitReadinessResult> {
  const args = decode(lifecycle.CheckCommitReadinessArgs, argument, 'CheckCommitReadinessArgs');
  const channel = channelOf(call);
  const current = await reading(channel, (state) => readSequence(state, args.getName()));
  if (args.getSequence() !== current + 1) {
    throw new Error(`requested sequence is ${args.getSequence()}, but new definition must be sequence ${current + 1}`);
  }
  const result = new lifecycle.CheckCommitReadinessResult();
  for (const mspId of channel.bundle.applicationOrganizations) {
    const mismatches = new lifecycle.CheckCommitReadinessResult.Mismatches();
    mismatches.setItemsList(['ChaincodeParameters']);
    result.getApprovalsMap().set(mspId, false);
    result.getMismatchesMap().set(mspId, mismatches);
  }
  return result;
}

/** The fields that every message about a definition has. */
interface DefinitionMessage {
  setSequence(value: number): void;
  setVersion(value: string): void;
  setEndorsementPlugin(value: string): void;
  setValidationPlugin(value: string): void;
  setValidationParameter(value: Uint8Array): void;
  setCollections(value: pb.CollectionConfigPackage): void;
  setInitRequired(value: boolean): void;
}

function fill<T extends DefinitionMessage>(message: T, definition: StoredDefinition): T {
  const { sequence, endorsementInfo, validationInfo, collections } = definition;
  message.setSequence(sequence);
  message.setVersion(endorsementInfo.getVersion());
  message.setEndorsementPlugin(endorsementInfo.getEndorsementPlugin());
  message.setInitRequired(endorsementInfo.getInitRequired());
  message.setValidationPlugin(validationInfo.getValidationPlugin());
  message.setValidationParameter(validationInfo.getValidationParameter_asU8());
  message.setCollections(collections);
  return message;
}

function sourceOf(
  { organization }: SystemCall,
  name: string,
  definition: StoredDefinition,
): pb.lifecycle.ChaincodeSource {
  const id = packageId({ name, version: definition.endorsementInfo.getVersion() });
  const source = new lifecycle.ChaincodeSource();
  if (organization.chaincodes.has(id)) {
    const local = new lifecycle.ChaincodeSource.Local();
    local.setPackageId(id);
    source.setLocalPackage(local);
  } else {
    source.setUnavailable(new lifecycle.ChaincodeSource.Unavailable());
  }
  return source;
}

/** Only local policies let a proposal without channel as far as here. */
function channelOf({ peer }: SystemCall): ChannelPeer {
  if (peer === undefined) throw new Error('the proposal names no channel');
  return peer;
}

async function reading<T>({ ledger }: ChannelPeer, read: (state: StateReader) => Promise<T>): Promise<T> {
  const state = ledger.state();
  return read(state).finally(() => state.release());
}
