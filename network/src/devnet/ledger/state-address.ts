import { COLUMN, recordKey } from './record-key.js';

/** Where a value of the world state lies on disk, and the same as text for lookups in memory. */
export interface StateAddress {
  readonly key: Buffer;
  readonly id: string;
}

/** A public key. */
export function publicAddress(channel: string, namespace: string, key: string): StateAddress {
  return {
    key: recordKey(COLUMN.publicState, [channel, namespace], key),
    id: `s${namespace.length}:${namespace}${key}`,
  };
}

/** The hash of a private value; `keyHash` is the key's SHA-256 in hexadecimal. */
export function hashedAddress(channel: string, namespace: string, collection: string, keyHash: string): StateAddress {
  return {
    key: recordKey(COLUMN.hashedState, [channel, namespace, collection], Buffer.from(keyHash, 'hex')),
    id: `h${namespace.length}:${namespace}${collection.length}:${collection}${keyHash}`,
  };
}

/** A private value. */
export function privateAddress(channel: string, namespace: string, collection: string, key: string): StateAddress {
  return {
    key: recordKey(COLUMN.privateState, [channel, namespace, collection], key),
    id: `p${namespace.length}:${namespace}${collection.length}:${collection}${key}`,
  };
}
