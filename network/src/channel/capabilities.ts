import { ChannelConfigError } from './config-error.js';

/** What Fabric 3.1 supports of each group (common/capabilities). */
const SUPPORTED = {
  Channel: ['V1_1', 'V1_3', 'V1_4_2', 'V1_4_3', 'V2_0', 'V3_0'],
  Orderer: ['V1_1', 'V1_4_2', 'V2_0'],
  Application: ['V1_1', 'V1_2', 'V1_3', 'V1_4_2', 'V2_0', 'V2_5'],
} as const;

/** @throws {ChannelConfigError} with Fabric's text when a capability is required that is not supported */
export function requireSupported(group: keyof typeof SUPPORTED, required: ReadonlySet<string>): void {
  const supported: readonly string[] = SUPPORTED[group];
  for (const name of required) {
    if (!supported.includes(name)) {
      throw new ChannelConfigError(`${group} capability ${name} is required but not supported`);
    }
  }
}
