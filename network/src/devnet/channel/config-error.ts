/** A channel configuration that cannot be used. */
export class ChannelConfigError extends Error {
  override readonly name = 'ChannelConfigError';
}
