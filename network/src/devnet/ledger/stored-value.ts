import { LedgerError, type Version, type VersionedValue } from './types.js';

const HEADER_BYTES = 20;

/** The same transaction wrote both, or both are absent. */
export function sameVersion(left: Version | undefined, right: Version | undefined): boolean {
  if (left === undefined || right === undefined) {
    return left === right;
  }
  return left.block === right.block && left.tx === right.tx;
}

/** Negative, zero or positive: the order in which the transactions committed. */
export function compareVersions(left: Version, right: Version): number {
  return left.block - right.block || left.tx - right.tx;
}

/** A version as Fabric prints it (`core/ledger/internal/version/version.go`). */
export function versionText(version: Version | undefined): string {
  return version === undefined ? '<nil>' : `{BlockNum: ${version.block}, TxNum: ${version.tx}}`;
}

/** Bytes on disk: block (8), index (4), metadata length (4), marker whether there is metadata (4), metadata, value. */
export function encodeValue(value: VersionedValue): Buffer {
  const metadata = value.metadata ?? Buffer.alloc(0);
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeBigUInt64BE(BigInt(value.version.block), 0);
  header.writeUInt32BE(value.version.tx, 8);
  header.writeUInt32BE(metadata.length, 12);
  header.writeUInt32BE(value.metadata === undefined ? 0 : 1, 16);
  return Buffer.concat([header, metadata, value.value]);
}

/** @throws LedgerError when the record is shorter than its header says */
export function decodeValue(bytes: Buffer): VersionedValue {
  if (bytes.length < HEADER_BYTES || bytes.length < HEADER_BYTES + bytes.readUInt32BE(12)) {
    throw new LedgerError('a stored value is cut short');
  }
  const end = HEADER_BYTES + bytes.readUInt32BE(12);
  return {
    value: bytes.subarray(end),
    metadata: bytes.readUInt32BE(16) === 0 ? undefined : bytes.subarray(HEADER_BYTES, end),
    version: { block: Number(bytes.readBigUInt64BE(0)), tx: bytes.readUInt32BE(8) },
  };
}
