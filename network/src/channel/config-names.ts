import { ChannelConfigError, inContext } from './config-error.js';

/** Longest name in bytes: what CouchDB takes for a database (Fabric: common/configtx/validator.go MaxLength). */
const MAX_LENGTH = 249;

const CHANNEL_ID = /^[a-z][a-z0-9.-]*$/u;
const CONFIG_ID = /^[a-zA-Z0-9.-]+$/u;

/**
 * Name of a group, value or policy of a configuration.
 *
 * @throws {ChannelConfigError} with Fabric's text (common/configtx/validator.go validateConfigID)
 */
export function requireConfigId(id: string): void {
  if (id === '') throw new ChannelConfigError('config ID illegal, cannot be empty');
  if (Buffer.byteLength(id) > MAX_LENGTH) {
    throw new ChannelConfigError(`config ID illegal, cannot be longer than ${MAX_LENGTH}`);
  }
  if (id === '.' || id === '..') throw new ChannelConfigError(`name '${id}' for config ID is not allowed`);
  if (!CONFIG_ID.test(id)) throw new ChannelConfigError(`config ID '${id}' contains illegal characters`);
}

/** Name of a channel. @throws {ChannelConfigError} with Fabric's text (common/configtx/validator.go ValidateChannelID) */
export function requireChannelId(id: string): void {
  if (id === '') throw new ChannelConfigError('channel ID illegal, cannot be empty');
  if (Buffer.byteLength(id) > MAX_LENGTH) {
    throw new ChannelConfigError(`channel ID illegal, cannot be longer than ${MAX_LENGTH}`);
  }
  if (!CHANNEL_ID.test(id)) throw new ChannelConfigError(`'${id}' contains illegal characters`);
}

/**
 * Who may change an element: a policy by its path, absolute or below the element's group.
 *
 * @throws {ChannelConfigError} with Fabric's text (common/configtx/update.go validateModPolicy)
 */
export function requireModPolicy(modPolicy: string): void {
  if (modPolicy === '') throw new ChannelConfigError('mod_policy not set');
  const path = modPolicy.startsWith('/') ? modPolicy.slice(1) : modPolicy;
  path.split('/').forEach((element, index) => {
    inContext(`path element at ${index} is invalid`, () => requireConfigId(element));
  });
}
