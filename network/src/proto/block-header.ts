import type { common } from '@hyperledger/fabric-protos';

import { sha256 } from '../crypto/ecdsa.js';

const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;

/**
 * What the orderer signs and what the next block points to: DER of `SEQUENCE{INTEGER number, OCTET STRING
 * previousHash, OCTET STRING dataHash}` (Fabric: protoutil/blockutils.go BlockHeaderBytes).
 */
export function blockHeaderBytes(header: common.BlockHeader): Buffer {
  return element(
    SEQUENCE,
    Buffer.concat([
      element(INTEGER, unsignedInteger(header.getNumber())),
      element(OCTET_STRING, header.getPreviousHash_asU8()),
      element(OCTET_STRING, header.getDataHash_asU8()),
    ]),
  );
}

export function blockHeaderHash(header: common.BlockHeader): Buffer {
  return sha256(blockHeaderBytes(header));
}

/** SHA-256 over the concatenated envelopes. */
export function blockDataHash(envelopes: readonly Uint8Array[]): Buffer {
  return sha256(...envelopes);
}

/** Hashes are 32 bytes and numbers at most 7, so that DER's short length form always suffices. */
function element(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

/** Big-endian, as short as possible, with a leading zero where the top bit would read as a sign. */
function unsignedInteger(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}
