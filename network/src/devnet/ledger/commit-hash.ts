import { sha256 } from '../../crypto/ecdsa.js';
import { CONFIG_NAMESPACE } from './transaction.js';
import type { Version } from './types.js';
import type { KeyUpdate, UpdateBatch } from './update-batch.js';
import { sortedKeys } from './utf8-order.js';

/** Protobuf wire type of strings, bytes and messages. */
const LENGTH_DELIMITED = 2;

/**
 * Chains what a block did onto the previous commit hash (`kv_ledger.go`, addBlockCommitHash): SHA-256 of the number of
 * flags as varint, the flags, the updates in a deterministic form, and the previous hash. Two peers with equal
 * commit hashes have equal public state and equal hashes of private state, versions included.
 *
 * @param previous empty before block 1, with which the chain begins
 */
export function nextCommitHash(flags: Buffer, updates: UpdateBatch, previous: Buffer): Buffer {
  return sha256(varint(flags.length), flags, updatesBytes(updates), previous);
}

/**
 * The updates as Fabric's internal message `Updates` (`txmgr/updates.proto`): by namespace, public keys before
 * collections, a namespace and a collection named on their first entry only. The channel's configuration is left out.
 */
function updatesBytes(updates: UpdateBatch): Buffer {
  const entries: Buffer[] = [];
  const namespaces = new Map([...updates.namespaces()].map((name) => [name, name]));
  for (const namespace of sortedKeys(namespaces)) {
    if (namespace === CONFIG_NAMESPACE) {
      continue;
    }
    const groups: [string, [Buffer, KeyUpdate][]][] = [['', publicEntries(updates.publicOf(namespace))]];
    const collections = updates.hashedOf(namespace);
    for (const collection of sortedKeys(collections)) {
      groups.push([collection, hashedEntries(collections.get(collection) ?? new Map())]);
    }
    let unnamed = namespace;
    for (const [collection, group] of groups) {
      group.forEach(([key, update], i) => {
        entries.push(field(1, entryBytes(unnamed, i === 0 ? collection : '', key, update)));
        unnamed = '';
      });
    }
  }
  return Buffer.concat(entries);
}

function publicEntries(updates: ReadonlyMap<string, KeyUpdate>): [Buffer, KeyUpdate][] {
  return inByteOrder([...updates].map(([key, update]) => [Buffer.from(key), update]));
}

function hashedEntries(updates: ReadonlyMap<string, KeyUpdate>): [Buffer, KeyUpdate][] {
  return inByteOrder([...updates].map(([keyHash, update]) => [Buffer.from(keyHash, 'hex'), update]));
}

function inByteOrder(entries: [Buffer, KeyUpdate][]): [Buffer, KeyUpdate][] {
  return entries.sort(([a], [b]) => Buffer.compare(a, b));
}

function entryBytes(namespace: string, collection: string, key: Buffer, update: KeyUpdate): Buffer {
  return Buffer.concat([
    field(1, Buffer.from(namespace)),
    field(2, Buffer.from(collection)),
    field(3, key),
    update.value === undefined ? Buffer.from([0x20, 1]) : Buffer.alloc(0),
    field(5, update.value ?? Buffer.alloc(0)),
    field(6, versionBytes(update.version)),
  ]);
}

/** A field of bytes; an empty one is not written. */
function field(number: number, content: Buffer): Buffer {
  if (content.length === 0) {
    return content;
  }
  return Buffer.concat([Buffer.from([number * 8 + LENGTH_DELIMITED]), varint(content.length), content]);
}

/** `internal/version/version.go`: each number as one length byte and that many bytes, so that byte order is numeric. */
function versionBytes({ block, tx }: Version): Buffer {
  return Buffer.concat([orderPreserving(block), orderPreserving(tx)]);
}

function orderPreserving(value: number): Buffer {
  const hex = value === 0 ? '' : value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) {
    bytes.push((rest % 0x80) + 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
