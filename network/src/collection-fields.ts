import type { CollectionDefinition } from './engine.js';
import { NetworkError } from './network-error.js';
import type { JsonFields } from './json-fields.js';

/** Members that a collection's data is sent to unless it says otherwise (`peer lifecycle chaincode`). */
const DEFAULT_MAX_PEER_COUNT = 1;

/** Whose endorsements the writes of a collection need; nothing = those that the chaincode's own policy asks for. */
type CollectionEndorsement = Pick<CollectionDefinition, 'endorsementPolicy' | 'channelConfigPolicy'>;

/** Reads what every written form of a collection has in common; throws a `NetworkError` that names the wrong field. */
export function collectionFields(
  fields: JsonFields,
): Omit<CollectionDefinition, 'endorsementPolicy' | 'channelConfigPolicy'> {
  return {
    name: fields.text('name'),
    policy: fields.text('policy'),
    requiredPeerCount: fields.count('requiredPeerCount'),
    maxPeerCount: fields.has('maxPeerCount') ? fields.count('maxPeerCount') : DEFAULT_MAX_PEER_COUNT,
    blockToLive: fields.count('blockToLive'),
    memberOnlyRead: fields.flag('memberOnlyRead'),
    memberOnlyWrite: fields.flag('memberOnlyWrite'),
  };
}

/** The endorsement policy of a collection: policy text, or the name of a policy of the channel, and not both. */
export function collectionEndorsement(
  place: string,
  signaturePolicy: string | undefined,
  channelConfigPolicy: string | undefined,
): CollectionEndorsement {
  if (signaturePolicy !== undefined && channelConfigPolicy !== undefined) {
    throw new NetworkError(
      `${place}: an endorsement policy is either a signature policy or a policy of the channel`,
      'leave out signaturePolicy or channelConfigPolicy',
    );
  }
  return {
    ...(signaturePolicy === undefined ? {} : { endorsementPolicy: signaturePolicy }),
    ...(channelConfigPolicy === undefined ? {} : { channelConfigPolicy }),
  };
}
