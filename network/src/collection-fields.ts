import type { CollectionDefinition } from './engine.js';
import type { JsonFields } from './json-fields.js';

/** Reads what every written form of a collection has in common; throws a `NetworkError` that names the wrong field. */
export function collectionFields(fields: JsonFields): Omit<CollectionDefinition, 'endorsementPolicy'> {
  return {
    name: fields.text('name'),
    policy: fields.text('policy'),
    requiredPeerCount: fields.count('requiredPeerCount'),
    maxPeerCount: fields.count('maxPeerCount'),
    blockToLive: fields.count('blockToLive'),
    memberOnlyRead: fields.flag('memberOnlyRead'),
    memberOnlyWrite: fields.flag('memberOnlyWrite'),
  };
}
