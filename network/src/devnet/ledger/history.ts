import { ledger } from '@hyperledger/fabric-protos';
import { COLUMN, recordKey, recordPrefix, recordsUnder } from './record-key.js';
import type { RecordWrite } from '../storage/database.js';
import type { LedgerTransaction } from './transaction.js';
import type { Version } from './types.js';
import type { ChannelView } from './world-state.js';

const { KeyModification } = ledger.queryresult;

/**
 * Records of every public write of a valid transaction, deletes included, also deletes of absent keys; metadata
 * writes leave none (`kvledger/history/db.go`).
 */
export function historyWrites(channel: string, transaction: LedgerTransaction, version: Version): RecordWrite[] {
  return transaction.namespaces.flatMap(({ namespace, writes }) =>
    writes.map((write) => {
      const modification = new KeyModification();
      modification.setTxId(transaction.txId);
      modification.setValue(write.value);
      modification.setTimestamp(transaction.timestamp);
      modification.setIsDelete(write.isDelete);
      return {
        key: recordKey(COLUMN.history, [channel, namespace, write.key, version.block], version.tx),
        value: Buffer.from(modification.serializeBinary()),
      };
    }),
  );
}

/** The value that valid transactions had left at a key before a block; undefined when there was none. */
export async function valueBelow(
  view: ChannelView,
  channel: string,
  { namespace, key, block }: { readonly namespace: string; readonly key: string; readonly block: number },
): Promise<Buffer | undefined> {
  const { gte } = recordsUnder(COLUMN.history, [channel, namespace, key]);
  const lt = recordPrefix(COLUMN.history, [channel, namespace, key, block]);
  for await (const [, bytes] of view.records({ gte, lt, reverse: true })) {
    const modification = KeyModification.deserializeBinary(bytes);
    return modification.getIsDelete() ? undefined : Buffer.from(modification.getValue_asU8());
  }
  return undefined;
}

/** The modifications of a key, newest first. */
export async function* historyOf(
  view: ChannelView,
  channel: string,
  namespace: string,
  key: string,
): AsyncGenerator<ledger.queryresult.KeyModification> {
  for await (const [, bytes] of view.records({
    ...recordsUnder(COLUMN.history, [channel, namespace, key]),
    reverse: true,
  })) {
    yield KeyModification.deserializeBinary(bytes);
  }
}
