import type { Consortium } from '@scrip/config';
import { NetworkError } from '../network-error.js';
import type { BatchLimits, ChannelRules } from '../topology.js';

/** Organisations and channels by number and name only, for those who need a network and no description of one. */
export interface PlainConsortium {
  /** 1 to {@link ORGANIZATIONS_MAX}. */
  readonly organizations: number;
  /** Channel names; every organisation is a member of each. */
  readonly channels: readonly string[];
}

/** What a network is made from. */
export type NetworkDescription = {
  readonly organizations: readonly Pick<
    Consortium['organizations'][number],
    'mspId' | 'name' | 'domain' | 'peerPort'
  >[];
  readonly channels: readonly Pick<Consortium['channels'][number], 'name' | 'members' | 'batch' | 'policies'>[];
} & Pick<Consortium, 'name'>;

export const ORGANIZATIONS_MAX = 20;
/** Marks the data of such a network. */
export const PLAIN_NAME = 'plain consortium';
/** Fabric's rule for channel names (`common/configtx` validateChannelID). */
export const CHANNEL_NAME = /^[a-z][a-z0-9.-]{0,248}$/;

/** Names and ports as the samples and the documentation of Fabric have them: 7051, 9051, … */
const FIRST_PEER_PORT = 7_051;
const PORT_STRIDE = 2_000;

/** Limits of a channel for which nobody said others. */
export const BATCH: BatchLimits = {
  maxMessageCount: 50,
  timeoutMs: 200,
  preferredMaxBytes: 2_097_152,
  absoluteMaxBytes: 10_485_760,
};
/** Rules of a channel for which nobody said others. */
export const RULES: ChannelRules = {
  readers: 'ANY',
  writers: 'ANY',
  admins: 'MAJORITY',
  endorsement: 'MAJORITY',
  lifecycleEndorsement: 'MAJORITY',
};

/** `Org1MSP` of `org1.example.com` and so on, all in every channel. Throws a {@link NetworkError} on a bad name. */
export function describePlain({ organizations: count, channels }: PlainConsortium): NetworkDescription {
  const wrong = channels.find((name, index) => !CHANNEL_NAME.test(name) || channels.indexOf(name) !== index);
  if (wrong !== undefined) {
    throw new NetworkError(`"${wrong}" is no channel name, or is there twice`, 'lower case letters, digits, . and -');
  }
  const organizations = Array.from({ length: count }, (_, index) => ({
    mspId: `Org${index + 1}MSP`,
    name: `Organisation ${index + 1}`,
    domain: `org${index + 1}.example.com`,
    peerPort: FIRST_PEER_PORT + index * PORT_STRIDE,
  }));
  const members = organizations.map(({ mspId }) => mspId);
  return {
    name: PLAIN_NAME,
    organizations,
    channels: channels.map((name) => ({ name, members, batch: BATCH, policies: RULES })),
  };
}
