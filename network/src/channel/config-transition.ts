import type { common } from '@hyperledger/fabric-protos';
import { ChannelBundle } from './bundle.js';
import { requireSupported } from './capabilities.js';
import { ChannelConfigError, inContext } from './config-error.js';
import { proposeConfigUpdate, validateConfigEnvelope } from './config-update.js';

/**
 * The configuration that a peer goes over to by a CONFIG transaction of a block (Fabric: core/peer/channel.go Apply).
 *
 * @throws {ChannelConfigError | ProtoError} with Fabric's text when it does not follow from the current one, cannot be
 *   used, or needs a capability that a peer of this version does not have
 */
export function nextBundle(current: ChannelBundle, envelope: common.ConfigEnvelope): ChannelBundle {
  validateConfigEnvelope(current, envelope);
  const next = bundleAfter(current, envelope);
  validateNew(current, next);
  requireSupported('Application', next.capabilities.application);
  requireSupported('Channel', next.capabilities.channel);
  return next;
}

/**
 * What an orderer makes of a CONFIG_UPDATE: the content of a CONFIG transaction (Fabric: orderer/common/multichannel/
 * chainsupport.go ProposeConfigUpdate).
 *
 * @throws {ChannelConfigError} with Fabric's text
 */
export function proposedConfig(current: ChannelBundle, request: common.Envelope): common.ConfigEnvelope {
  const envelope = proposeConfigUpdate(current, request);
  const next = bundleAfter(current, envelope);
  inContext('config update is not compatible', () => {
    requireCapabilities('orderer', () => requireSupported('Orderer', next.capabilities.orderer));
    requireCapabilities('channel', () => requireSupported('Channel', next.capabilities.channel));
  });
  validateNew(current, next);
  return envelope;
}

/** Fabric wraps the error and prints it a second time in the wrapping. */
function requireCapabilities(kind: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof ChannelConfigError)) throw error;
    throw new ChannelConfigError(
      `config requires unsupported ${kind} capabilities: ${error.message}: ${error.message}`,
    );
  }
}

function bundleAfter(current: ChannelBundle, envelope: common.ConfigEnvelope): ChannelBundle {
  const config = envelope.getConfig();
  const groups = config?.getChannelGroup()?.getGroupsMap();
  if (config === undefined || groups === undefined) throw new ChannelConfigError('config must contain a channel group');
  if (!groups.has('Orderer')) {
    throw new ChannelConfigError('config update is not compatible: config does not contain orderer config');
  }
  if (!groups.has('Application')) {
    throw new ChannelConfigError('current config has application section, but new config does not');
  }
  return ChannelBundle.of(current.channelId, config);
}

/** With these the way of ordering may change, in maintenance only (common/capabilities/channel.go). */
const MIGRATION_CAPABILITIES = ['V1_4_2', 'V1_4_3', 'V2_0', 'V3_0'];

/** What may never change (Fabric: common/channelconfig/bundle.go ValidateNew). */
function validateNew(current: ChannelBundle, next: ChannelBundle): void {
  const migration = MIGRATION_CAPABILITIES.some((name) => current.capabilities.channel.has(name));
  if (!migration && current.consensus.type !== next.consensus.type) {
    throw new ChannelConfigError(
      `attempted to change consensus type from ${current.consensus.type} to ${next.consensus.type}`,
    );
  }
  requireSameMspIds('orderer', current.ordererMspIds, next.ordererMspIds);
  requireSameMspIds('application', current.memberMspIds, next.memberMspIds);
}

function requireSameMspIds(
  kind: string,
  current: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, string>,
): void {
  for (const [group, mspId] of current) {
    const other = next.get(group) ?? mspId;
    if (other !== mspId) {
      throw new ChannelConfigError(`${kind} org ${group} attempted to change MSP ID from ${mspId} to ${other}`);
    }
  }
}
