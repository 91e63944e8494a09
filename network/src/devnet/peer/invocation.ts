import { peer as pb } from '@hyperledger/fabric-protos';

import type { ChaincodeStream } from '../chaincode/chaincode-stream.js';
import { TransactionRequests } from '../chaincode/transaction-requests.js';
import type { ChaincodeInvocation, TransactionWorld } from '../chaincode/transaction-world.js';
import type { Simulator } from '../ledger/types.js';
import type { Identity } from '../../msp/identity.js';
import { asBuffer, decode } from '../../proto/decode.js';
import type { EndorsableProposal } from '../../proto/proposal.js';
import { invokeSystemChaincode } from '../system-chaincodes/invoke.js';
import { checkAccessTo } from './access.js';
import type { ChannelPeer } from './channel-peer.js';
import { type CollectionConfig, collectionNotFoundText, permissionOf } from './collections.js';
import type { CommittedDefinition } from './lifecycle.js';
import { signedDataOf } from './proposal-checks.js';
import { simulatorFor } from './simulation.js';
import { isSystemChaincode } from './system-chaincode-names.js';

/** Key under which the peer remembers the version that a chaincode was initialised for (core/chaincode InitializedKeyName). */
const INITIALIZED_KEY = '\u0000\u{10ffff}initialized';

/** Namespace of the chaincode definitions of Fabric before 2.0. */
const LEGACY_LIFECYCLE = 'lscc';

/** What a chaincode answered. Events of a failed transaction are gone by then. */
export interface Execution {
  readonly response: pb.Response;
  readonly event: pb.ChaincodeEvent | undefined;
}

/** The transaction that a chaincode runs in: the same proposal and creator through every chaincode that is called. */
export interface TransactionContext {
  readonly proposal: EndorsableProposal;
  readonly creator: Identity;
}

/**
 * Runs the chaincode that a proposal names and judges its answer (Fabric: core/chaincode/chaincode_support.go
 * Execute).
 *
 * @throws Error with Fabric's text when the chaincode cannot be run, or answers with an ERROR message.
 */
export async function execute(
  peer: ChannelPeer,
  simulator: Simulator,
  transaction: TransactionContext,
): Promise<Execution> {
  const { proposal } = transaction;
  const call = { chaincode: proposal.invokedChaincode, channelId: proposal.channelId, input: proposal.input };
  let message: pb.ChaincodeMessage;
  try {
    message = await invoke(peer, simulator, transaction, call);
  } catch (error) {
    throw new Error(`failed to execute transaction ${proposal.txId}: ${(error as Error).message}`);
  }
  if (message.getType() === pb.ChaincodeMessage.Type.ERROR) {
    throw new Error(`transaction returned with failure: ${Buffer.from(message.getPayload_asU8()).toString()}`);
  }
  const response = decode(pb.Response, message.getPayload_asU8(), 'Response');
  const event = message.getChaincodeEvent();
  event?.setChaincodeId(call.chaincode);
  event?.setTxId(proposal.txId);
  return { response, event };
}

async function invoke(
  peer: ChannelPeer,
  simulator: Simulator,
  transaction: TransactionContext,
  call: ChaincodeInvocation,
): Promise<pb.ChaincodeMessage> {
  if (isSystemChaincode(call.chaincode)) return invokeSystem(peer, transaction, call);
  const definition = await definitionFor(peer, simulator, call.chaincode).catch((error: unknown) => {
    throw new Error(
      `invalid invocation: [channel ${call.channelId}] failed to get chaincode container info for ${call.chaincode}: ` +
        (error as Error).message,
    );
  });
  const kind = await initialisation(simulator, definition, call);
  const stream = await launched(peer, definition);
  return runOn(stream, kind, { peer, simulator, transaction, call });
}

/** The chaincode's stream. @throws Error with Fabric's text when it cannot be reached */
async function launched({ organization }: ChannelPeer, definition: CommittedDefinition): Promise<ChaincodeStream> {
  const id = packageId(definition);
  if (!organization.faults.reaches(organization.mspId, definition.name)) {
    throw new Error(`could not launch chaincode ${id}: connection to the chaincode service failed: nothing answers`);
  }
  return organization.chaincodes.launch(id);
}

/** A system chaincode called by a chaincode: it answers as a chaincode does. */
async function invokeSystem(
  peer: ChannelPeer,
  { proposal }: TransactionContext,
  call: ChaincodeInvocation,
): Promise<pb.ChaincodeMessage> {
  const { organization } = peer;
  const args = call.input.getArgsList_asU8().map(asBuffer);
  const response = await invokeSystemChaincode(call.chaincode, { organization, peer, proposal, args });
  const message = new pb.ChaincodeMessage();
  message.setType(pb.ChaincodeMessage.Type.COMPLETED);
  message.setPayload(response.serializeBinary());
  return message;
}

interface Run {
  readonly peer: ChannelPeer;
  readonly simulator: Simulator;
  readonly transaction: TransactionContext;
  readonly call: ChaincodeInvocation;
}

async function runOn(stream: ChaincodeStream, kind: 'INIT' | 'TRANSACTION', run: Run): Promise<pb.ChaincodeMessage> {
  const { peer, simulator, transaction, call } = run;
  const permissions = new Map<string, Promise<ReturnType<typeof permissionOf>>>();
  const world: TransactionWorld = {
    channelId: call.channelId,
    namespace: call.chaincode,
    isInit: kind === 'INIT',
    simulator,
    permission: (collection) => {
      const known = permissions.get(collection) ?? permission(run, collection);
      permissions.set(collection, known);
      return known;
    },
    invoke: (callee) => invokeFromChaincode(peer, simulator, transaction, callee),
  };
  const requests = new TransactionRequests(world);
  try {
    return await stream.execute({
      kind,
      channelId: call.channelId,
      txId: transaction.proposal.txId,
      input: call.input,
      proposal: transaction.proposal.signed,
      handle: requests.handle,
    });
  } catch (error) {
    throw new Error(`error sending: ${(error as Error).message}`);
  } finally {
    await requests.end();
  }
}

async function permission(run: Run, collection: string): Promise<ReturnType<typeof permissionOf>> {
  const config = await collectionConfig(run, collection);
  if (config === undefined) {
    throw new Error(collectionNotFoundText(run.call.channelId, run.call.chaincode, collection));
  }
  return permissionOf(run.transaction.creator, config);
}

function collectionConfig({ peer, simulator, call }: Run, collection: string): Promise<CollectionConfig | undefined> {
  return peer.lifecycle.collection(simulator.recordingReader(), call.chaincode, collection);
}

/**
 * A call from chaincode to chaincode. In the same channel the callee writes into the caller's simulation; in another
 * channel it gets a simulation of its own, which is thrown away (Fabric: handler.go HandleInvokeChaincode).
 */
async function invokeFromChaincode(
  peer: ChannelPeer,
  simulator: Simulator,
  transaction: TransactionContext,
  call: ChaincodeInvocation,
): Promise<pb.ChaincodeMessage> {
  const target = peer.organization.channels.get(call.channelId);
  if (target === undefined) throw new Error(unknownChannelText(call));
  if (!isSystemChaincode(call.chaincode)) {
    checkAccessTo(target.bundle, 'peer/ChaincodeToChaincode', signedDataOf(transaction.proposal));
  }
  const other = target === peer ? undefined : simulatorFor(target, transaction.proposal.txId);
  try {
    return await invoke(target, other ?? simulator, transaction, call);
  } catch (error) {
    throw new Error(`execute failed: ${(error as Error).message}`);
  } finally {
    other?.release();
  }
}

/** Access is checked first, but not to a system chaincode. */
function unknownChannelText({ chaincode, channelId }: ChaincodeInvocation): string {
  return isSystemChaincode(chaincode)
    ? `failed to find ledger for channel: ${channelId}`
    : `Failed to get policy manager for channel [${channelId}]`;
}

/**
 * The committed definition, read through the simulation: a transaction in flight is invalidated when the definition
 * changes (Fabric: lifecycle/endorsement_info.go reads the sequence only, and looks for a chaincode of the lifecycle
 * before 2.0 where there is none).
 */
export async function definitionFor(
  peer: ChannelPeer,
  simulator: Simulator,
  chaincode: string,
): Promise<CommittedDefinition> {
  if ((await peer.lifecycle.sequence(simulator.recordingReader(), chaincode)) === 0) {
    await simulator.getState(LEGACY_LIFECYCLE, chaincode);
  }
  const definition = await peer.definitions.definition(chaincode);
  if (definition === undefined) throw new Error(`chaincode ${chaincode} not found`);
  if (!peer.organization.chaincodes.has(packageId(definition))) {
    throw new Error(`chaincode definition for '${chaincode}' exists, but chaincode is not installed`);
  }
  return definition;
}

/** The id under which a definition's chaincode registers on this network. */
export function packageId(definition: { readonly name: string; readonly version: string }): string {
  return `${definition.name}:${definition.version}`;
}

/** Enforces "init exactly once for a version" where the definition asks for it. */
async function initialisation(
  simulator: Simulator,
  definition: CommittedDefinition,
  call: ChaincodeInvocation,
): Promise<'INIT' | 'TRANSACTION'> {
  const invalid = (reason: string): Error => new Error(`invalid invocation: chaincode '${definition.name}' ${reason}`);
  let needed = false;
  if (definition.initRequired) {
    const initialised = await simulator.getState(definition.name, INITIALIZED_KEY);
    needed = initialised?.toString() !== definition.version;
  }
  if (!call.input.getIsInit()) {
    if (needed) throw invalid('has not been initialized for this version, must call as init first');
    return 'TRANSACTION';
  }
  if (!definition.initRequired) throw invalid('does not require initialization but called as init');
  if (!needed) throw invalid('is already initialized but called as init');
  simulator.putState(definition.name, INITIALIZED_KEY, Buffer.from(definition.version));
  return 'INIT';
}
