import { ledger } from '@hyperledger/fabric-protos';

const { KVRWSet, KVWrite } = ledger.rwset.kvrwset;

/** Written where an altered set had nothing that could be changed. */
const FORGED_KEY = 'forged';

/** A private set of a collection with another value than it had: well formed, and not what the block's hash says. */
export function altered(bytes: Uint8Array): Uint8Array {
  const set = KVRWSet.deserializeBinary(bytes);
  const [first] = set.getWritesList();
  if (first === undefined) {
    const forged = new KVWrite();
    forged.setKey(FORGED_KEY);
    set.addWrites(forged);
  } else {
    first.setIsDelete(false);
    first.setValue(Buffer.concat([first.getValue_asU8(), Buffer.from([0])]));
  }
  return set.serializeBinary();
}
