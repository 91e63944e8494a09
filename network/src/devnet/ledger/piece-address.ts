import type { KeyReader } from './record-key.js';
import type { PieceAddress } from './types.js';

/** The private set that the rest of a key names: block, transaction, chaincode, collection. */
export function readPieceAddress(reader: KeyReader): PieceAddress {
  return {
    block: reader.number(),
    tx: reader.number(),
    namespace: reader.text(),
    collection: reader.rest().toString(),
  };
}
