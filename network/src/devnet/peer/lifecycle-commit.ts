import { ledger } from '@hyperledger/fabric-protos';
import type { StateReader, Version } from '../ledger/types.js';
import {
  fieldKey,
  LIFECYCLE_NAMESPACE,
  LifecycleError,
  metadataKey,
  readSequence,
  serializeDefinition,
  type StoredDefinition,
} from './lifecycle-state.js';

const { rwset } = ledger;
const { kvrwset } = rwset;

/**
 * What the transaction that commits a definition reads and writes. As in Fabric, only fields that change are written,
 * and what was read makes a concurrent commit of the same chaincode fail (serializer.go Serialize).
 *
 * @param reader committed state
 * @returns the read-write set of namespace `_lifecycle` alone
 * @throws {LifecycleError} unless the definition's sequence is the next one, with Fabric's text
 */
export async function commitDefinition(
  reader: StateReader,
  chaincode: string,
  definition: StoredDefinition,
): Promise<ledger.rwset.TxReadWriteSet> {
  const current = await readSequence(reader, chaincode);
  if (definition.sequence !== current + 1) {
    throw new LifecycleError(
      `requested sequence is ${definition.sequence}, but new definition must be sequence ${current + 1}`,
    );
  }
  const wanted = serializeDefinition(chaincode, definition);
  const set = new kvrwset.KVRWSet();
  const exists = (await reader.get(LIFECYCLE_NAMESPACE, metadataKey(chaincode))) !== undefined;
  for (const [key, value] of wanted) {
    const stored = await reader.get(LIFECYCLE_NAMESPACE, key);
    if (exists || key === metadataKey(chaincode) || key === fieldKey(chaincode, 'Sequence')) {
      set.addReads(readOf(key, stored?.version));
    }
    if (stored?.value.equals(value) !== true) {
      set.addWrites(writeOf(key, value));
    }
  }
  return inLifecycle(set);
}

function readOf(key: string, version: Version | undefined): ledger.rwset.kvrwset.KVRead {
  const read = new kvrwset.KVRead();
  read.setKey(key);
  if (version !== undefined) {
    const message = new kvrwset.Version();
    message.setBlockNum(version.block);
    message.setTxNum(version.tx);
    read.setVersion(message);
  }
  return read;
}

function writeOf(key: string, value: Buffer): ledger.rwset.kvrwset.KVWrite {
  const write = new kvrwset.KVWrite();
  write.setKey(key);
  write.setValue(value);
  return write;
}

function inLifecycle(set: ledger.rwset.kvrwset.KVRWSet): ledger.rwset.TxReadWriteSet {
  const namespace = new rwset.NsReadWriteSet();
  namespace.setNamespace(LIFECYCLE_NAMESPACE);
  namespace.setRwset(set.serializeBinary());
  const transaction = new rwset.TxReadWriteSet();
  transaction.setDataModel(rwset.TxReadWriteSet.DataModel.KV);
  transaction.setNsRwsetList([namespace]);
  return transaction;
}
