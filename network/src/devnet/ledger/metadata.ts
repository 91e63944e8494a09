import { ledger } from '@hyperledger/fabric-protos';
import { asBuffer, decode } from '../../proto/decode.js';
import { valuesByKey } from './utf8-order.js';

const { kvrwset } = ledger.rwset;

/** Name of the metadata entry that holds a key's endorsement policy (`peer.MetaDataKeys`). */
export const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/** Metadata entries in byte order of their names, as a write set carries them. */
export function metadataEntries(metadata: ReadonlyMap<string, Uint8Array>): ledger.rwset.kvrwset.KVMetadataEntry[] {
  return valuesByKey(
    new Map(
      [...metadata].map(([name, value]) => {
        const entry = new kvrwset.KVMetadataEntry();
        entry.setName(name);
        entry.setValue(value);
        return [name, entry];
      }),
    ),
  );
}

/** Entries as they are stored with a value (`statemetadata/metadata.go`); no entries means no metadata. */
export function encodeMetadata(entries: ledger.rwset.kvrwset.KVMetadataEntry[]): Buffer | undefined {
  if (entries.length === 0) {
    return undefined;
  }
  const message = new kvrwset.KVMetadataWrite();
  message.setEntriesList(entries);
  return asBuffer(message.serializeBinary());
}

/** Names and values of a value's stored metadata; empty when it has none. */
export function decodeMetadata(metadata: Buffer | undefined): ReadonlyMap<string, Buffer> {
  if (metadata === undefined) {
    return new Map();
  }
  const entries = decode(kvrwset.KVMetadataWrite, metadata, 'KVMetadataWrite').getEntriesList();
  return new Map(entries.map((entry) => [entry.getName(), asBuffer(entry.getValue_asU8())]));
}

/** A key's endorsement policy, or undefined when the chaincode's or the collection's policy holds. */
export function validationParameter(metadata: Buffer | undefined): Buffer | undefined {
  return decodeMetadata(metadata).get(VALIDATION_PARAMETER);
}
