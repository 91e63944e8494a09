import { type common, orderer } from '@hyperledger/fabric-protos';
import { ChannelConfigError } from './config-error.js';
import { configValue } from './config-groups.js';
import { goDurationToMs } from './go-duration.js';

/** How the orderer cuts blocks on a channel. */
export interface BatchParameters {
  readonly maxMessageCount: number;
  readonly absoluteMaxBytes: number;
  readonly preferredMaxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Reads BatchSize and BatchTimeout of the Orderer group.
 *
 * @throws {ChannelConfigError} with Fabric's texts (common/channelconfig/orderer.go validateBatchSize, validateBatchTimeout)
 */
export function batchParametersOf(group: common.ConfigGroup): BatchParameters {
  const size = configValue(group, 'BatchSize', orderer.BatchSize);
  const parameters = {
    maxMessageCount: size.getMaxMessageCount(),
    absoluteMaxBytes: size.getAbsoluteMaxBytes(),
    preferredMaxBytes: size.getPreferredMaxBytes(),
  };
  if (parameters.maxMessageCount === 0) throw zero('max message count');
  if (parameters.absoluteMaxBytes === 0) throw zero('absolute max bytes');
  if (parameters.preferredMaxBytes === 0) throw zero('preferred max bytes');
  if (parameters.preferredMaxBytes > parameters.absoluteMaxBytes) {
    throw new ChannelConfigError(
      `Attempted to set the batch size preferred max bytes (${parameters.preferredMaxBytes}) greater than the absolute ` +
        `max bytes (${parameters.absoluteMaxBytes}).`,
    );
  }
  return { ...parameters, timeoutMs: timeoutOf(group) };
}

function zero(what: string): ChannelConfigError {
  return new ChannelConfigError(`Attempted to set the batch size ${what} to an invalid value: 0`);
}

function timeoutOf(group: common.ConfigGroup): number {
  const timeout = configValue(group, 'BatchTimeout', orderer.BatchTimeout).getTimeout();
  try {
    return goDurationToMs(timeout);
  } catch {
    if (/^[-+]?0|^-/u.test(timeout)) {
      throw new ChannelConfigError(`Attempted to set the batch timeout to a non-positive value: ${goZero(timeout)}`);
    }
    throw new ChannelConfigError(
      `Attempted to set the batch timeout to a invalid value: time: invalid duration "${timeout}"`,
    );
  }
}

/** Go prints every duration of nothing as `0s`. */
function goZero(timeout: string): string {
  return timeout.startsWith('-') ? timeout : '0s';
}
