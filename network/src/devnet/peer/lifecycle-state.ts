import { peer } from '@hyperledger/fabric-protos';
import type { StateReader } from '../ledger/types.js';
import { asBuffer, decode } from '../../proto/decode.js';

const { ChaincodeEndorsementInfo, ChaincodeValidationInfo, StateData, StateMetadata } = peer.lifecycle;

/** Namespace that holds the committed chaincode definitions. */
export const LIFECYCLE_NAMESPACE = '_lifecycle';

/** Table of the definitions inside the namespace. */
const TABLE = 'namespaces';
const DATATYPE = 'ChaincodeDefinition';
const FIELDS = ['Sequence', 'EndorsementInfo', 'ValidationInfo', 'Collections'] as const;

type FieldName = (typeof FIELDS)[number];

/** A definition as the `_lifecycle` namespace keeps it (Fabric: core/chaincode/lifecycle/lifecycle.go). */
export interface StoredDefinition {
  readonly sequence: number;
  readonly endorsementInfo: peer.lifecycle.ChaincodeEndorsementInfo;
  readonly validationInfo: peer.lifecycle.ChaincodeValidationInfo;
  readonly collections: peer.CollectionConfigPackage;
}

/** A stored definition that does not have the form of one. */
export class LifecycleError extends Error {
  override readonly name = 'LifecycleError';
}

/** Key of the field list of a definition. */
export function metadataKey(chaincode: string): string {
  return `${TABLE}/metadata/${chaincode}`;
}

/** Key of one field of a definition. */
export function fieldKey(chaincode: string, field: FieldName): string {
  return `${TABLE}/fields/${chaincode}/${field}`;
}

/**
 * Reads the sequence alone, which is all that a peer reads of a definition when it runs a chaincode.
 *
 * @returns 0 when the chaincode is not defined
 */
export async function readSequence(reader: StateReader, chaincode: string): Promise<number> {
  return (await readField(reader, chaincode, 'Sequence'))?.getInt64() ?? 0;
}

/**
 * Reads a definition: its field list, then its fields, always all of them (Fabric: serializer.go Deserialize).
 *
 * @throws {LifecycleError | ProtoError} when what is stored is no definition
 */
export async function readDefinition(reader: StateReader, chaincode: string): Promise<StoredDefinition | undefined> {
  const metadata = await reader.get(LIFECYCLE_NAMESPACE, metadataKey(chaincode));
  if (metadata === undefined) {
    return undefined;
  }
  const datatype = decode(StateMetadata, metadata.value, 'StateMetadata').getDatatype();
  if (datatype !== DATATYPE) {
    throw new LifecycleError(`not a chaincode type: ${datatype}`);
  }
  const sequence = await readSequence(reader, chaincode);
  const bytesOf = async (field: FieldName): Promise<Uint8Array> =>
    (await readField(reader, chaincode, field))?.getBytes_asU8() ?? new Uint8Array();
  const endorsementInfo = await bytesOf('EndorsementInfo');
  const validationInfo = await bytesOf('ValidationInfo');
  const collections = await bytesOf('Collections');
  return {
    sequence,
    endorsementInfo: decode(ChaincodeEndorsementInfo, endorsementInfo, 'ChaincodeEndorsementInfo'),
    validationInfo: decode(ChaincodeValidationInfo, validationInfo, 'ChaincodeValidationInfo'),
    collections: decode(peer.CollectionConfigPackage, collections, 'CollectionConfigPackage'),
  };
}

/** Names of all chaincodes that the channel defines, in byte order. */
export async function definedNames(reader: StateReader): Promise<readonly string[]> {
  const names: string[] = [];
  // `0` follows `/` in byte order.
  for await (const [key] of reader.range(LIFECYCLE_NAMESPACE, metadataKey(''), `${TABLE}/metadata0`)) {
    names.push(key.slice(metadataKey('').length));
  }
  return names;
}

/** The keys and values of a definition, in byte order of the keys. */
export function serializeDefinition(chaincode: string, definition: StoredDefinition): ReadonlyMap<string, Buffer> {
  const metadata = new StateMetadata();
  metadata.setDatatype(DATATYPE);
  metadata.setFieldsList([...FIELDS]);
  const entries: [string, Buffer][] = [
    [fieldKey(chaincode, 'Collections'), bytesField(definition.collections.serializeBinary())],
    [fieldKey(chaincode, 'EndorsementInfo'), bytesField(definition.endorsementInfo.serializeBinary())],
    [fieldKey(chaincode, 'Sequence'), numberField(definition.sequence)],
    [fieldKey(chaincode, 'ValidationInfo'), bytesField(definition.validationInfo.serializeBinary())],
    [metadataKey(chaincode), asBuffer(metadata.serializeBinary())],
  ];
  return new Map(entries);
}

async function readField(
  reader: StateReader,
  chaincode: string,
  field: FieldName,
): Promise<peer.lifecycle.StateData | undefined> {
  const stored = await reader.get(LIFECYCLE_NAMESPACE, fieldKey(chaincode, field));
  return stored && decode(StateData, stored.value, 'StateData');
}

function bytesField(bytes: Uint8Array): Buffer {
  const data = new StateData();
  data.setBytes(bytes);
  return asBuffer(data.serializeBinary());
}

function numberField(value: number): Buffer {
  const data = new StateData();
  data.setInt64(value);
  return asBuffer(data.serializeBinary());
}
