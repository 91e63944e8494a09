import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { SERVICE_PACKAGE_TYPE } from './external-builder.js';

const BLOCK = 512;
const FILE_MODE = '0000644';
/** Offset of the operating system in a gzip header (RFC 1952); 255 = unknown. */
const GZIP_OS_OFFSET = 9;
const GZIP_OS_UNKNOWN = 0xff;
/** A service answers its port before it is deployed, so a peer that cannot dial it within this has a real problem. */
const DIAL_TIMEOUT = '10s';

/** A chaincode package as `peer lifecycle chaincode install` takes it. */
export interface ChaincodePackage {
  /** `label:sha256(package)`: the id under which the service registers. */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Packages the address of a chaincode service (Fabric docs, "Running chaincode as an external service"). The same
 * input gives the same bytes on every machine and in every version of zlib, so that the id can be computed before
 * and after a restart.
 */
export function servicePackage(name: string, version: string, address: string): ChaincodePackage {
  const label = `${name}_${version.replace(/[^A-Za-z0-9_.+-]/g, '_')}`;
  const connection = { address, dial_timeout: DIAL_TIMEOUT, tls_required: false };
  const code = gzip(tar({ 'connection.json': JSON.stringify(connection) }));
  const metadata = JSON.stringify({ path: '', type: SERVICE_PACKAGE_TYPE, label });
  const bytes = gzip(tar({ 'metadata.json': metadata, 'code.tar.gz': code }));
  return { id: `${label}:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

/** Stored, not compressed: compressed bytes differ between versions of zlib. */
function gzip(content: Buffer): Buffer {
  const zipped = gzipSync(content, { level: 0 });
  zipped.writeUInt8(GZIP_OS_UNKNOWN, GZIP_OS_OFFSET);
  return zipped;
}

/** POSIX ustar of small files, without times or owners. */
function tar(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const entries = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
    return [tarHeader(name, bytes.length), bytes, padding];
  });
  return Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
}

function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 'ascii');
  header.write(`${FILE_MODE}\0`, 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'ascii');
  header.write(`${'0'.repeat(11)}\0`, 136, 'ascii');
  header.write('        ', 148, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\0', 257, 'ascii');
  header.write('00', 263, 'ascii');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}
