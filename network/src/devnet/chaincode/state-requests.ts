import { peer } from '@hyperledger/fabric-protos';

import { accessRefusedText } from '../peer/collections.js';
import { decode } from '../../proto/decode.js';
import type { TransactionWorld } from './transaction-world.js';

type Answer = Promise<Uint8Array | undefined>;

/** A write, whether it came alone or in a batch. */
interface KeyWrite {
  readonly collection: string;
  readonly key: string;
}

export async function getState(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.GetState, payload, 'GetState');
  const [collection, key] = [request.getCollection(), request.getKey()];
  if (collection === '') return world.simulator.getState(world.namespace, key);
  await checkAccess(world, 'read', collection);
  return world.simulator.getPrivate(world.namespace, collection, key);
}

export async function getStateMultiple(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.GetStateMultiple, payload, 'GetStateMultiple');
  const [collection, keys] = [request.getCollection(), request.getKeysList()];
  const values = await readMultiple(world, collection, keys);
  const result = new peer.GetStateMultipleResult();
  result.setValuesList(values.map((value) => value ?? new Uint8Array()));
  return result.serializeBinary();
}

async function readMultiple(
  world: TransactionWorld,
  collection: string,
  keys: readonly string[],
): Promise<readonly (Buffer | undefined)[]> {
  if (collection === '') return world.simulator.getStateMultiple(world.namespace, keys);
  await checkAccess(world, 'read', collection);
  return world.simulator.getPrivateMultiple(world.namespace, collection, keys);
}

/** Anyone may compare hashes: no permission is asked. */
export async function getPrivateDataHash(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.GetState, payload, 'GetState');
  refuseInInit(world);
  return world.simulator.getPrivateHash(world.namespace, request.getCollection(), request.getKey());
}

export async function getStateMetadata(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.GetStateMetadata, payload, 'GetStateMetadata');
  const [collection, key] = [request.getCollection(), request.getKey()];
  const metadata = await readMetadata(world, collection, key);
  const result = new peer.StateMetadataResult();
  for (const [metakey, value] of metadata) {
    const entry = new peer.StateMetadata();
    entry.setMetakey(metakey);
    entry.setValue(value);
    result.addEntries(entry);
  }
  return result.serializeBinary();
}

async function readMetadata(
  world: TransactionWorld,
  collection: string,
  key: string,
): Promise<ReadonlyMap<string, Buffer>> {
  if (collection === '') return world.simulator.getStateMetadata(world.namespace, key);
  await checkAccess(world, 'read', collection);
  return world.simulator.getPrivateMetadata(world.namespace, collection, key);
}

export async function putState(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.PutState, payload, 'PutState');
  await put(world, { collection: request.getCollection(), key: request.getKey() }, request.getValue_asU8());
  return undefined;
}

export async function deleteState(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.DelState, payload, 'DelState');
  await remove(world, { collection: request.getCollection(), key: request.getKey() });
  return undefined;
}

export async function purgePrivateData(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.PurgePrivateState, payload, 'PurgePrivateState');
  await purge(world, { collection: request.getCollection(), key: request.getKey() });
  return undefined;
}

export async function putStateMetadata(world: TransactionWorld, payload: Uint8Array): Answer {
  const request = decode(peer.PutStateMetadata, payload, 'PutStateMetadata');
  await putMetadata(
    world,
    { collection: request.getCollection(), key: request.getKey() },
    request.getMetadata() ?? new peer.StateMetadata(),
  );
  return undefined;
}

export async function writeBatch(world: TransactionWorld, payload: Uint8Array): Answer {
  const Kind = peer.WriteRecord.Type;
  for (const record of decode(peer.WriteBatchState, payload, 'WriteBatchState').getRecList()) {
    const write = { collection: record.getCollection(), key: record.getKey() };
    switch (record.getType()) {
      case Kind.PUT_STATE:
        await put(world, write, record.getValue_asU8());
        break;
      case Kind.DEL_STATE:
        await remove(world, write);
        break;
      case Kind.PURGE_PRIVATE_DATA:
        await purge(world, write);
        break;
      case Kind.PUT_STATE_METADATA:
        await putMetadata(world, write, record.getMetadata() ?? new peer.StateMetadata());
        break;
      default:
        throw new Error('unknown operation type');
    }
  }
  return undefined;
}

/** Private data: not in Init, and only with the permission that the collection gives to the creator. */
export async function checkAccess(
  world: TransactionWorld,
  access: 'read' | 'write',
  collection: string,
): Promise<void> {
  refuseInInit(world);
  const permission = await world.permission(collection);
  if (!permission[access]) throw new Error(accessRefusedText(access, world.namespace, collection));
}

function refuseInInit(world: TransactionWorld): void {
  if (world.isInit) throw new Error('private data APIs are not allowed in chaincode Init()');
}

async function put(world: TransactionWorld, { collection, key }: KeyWrite, value: Uint8Array): Promise<void> {
  if (collection === '') {
    world.simulator.putState(world.namespace, key, value);
    return;
  }
  await checkAccess(world, 'write', collection);
  await world.simulator.putPrivate(world.namespace, collection, key, value);
}

async function remove(world: TransactionWorld, { collection, key }: KeyWrite): Promise<void> {
  if (collection === '') {
    world.simulator.deleteState(world.namespace, key);
    return;
  }
  await checkAccess(world, 'write', collection);
  await world.simulator.deletePrivate(world.namespace, collection, key);
}

async function purge(world: TransactionWorld, { collection, key }: KeyWrite): Promise<void> {
  if (collection === '') throw new Error('only applicable for private data');
  await checkAccess(world, 'write', collection);
  await world.simulator.purgePrivate(world.namespace, collection, key);
}

async function putMetadata(
  world: TransactionWorld,
  { collection, key }: KeyWrite,
  entry: peer.StateMetadata,
): Promise<void> {
  const metadata = new Map([[entry.getMetakey(), entry.getValue_asU8()]]);
  if (collection === '') {
    world.simulator.putStateMetadata(world.namespace, key, metadata);
    return;
  }
  await checkAccess(world, 'write', collection);
  await world.simulator.putPrivateMetadata(world.namespace, collection, key, metadata);
}
