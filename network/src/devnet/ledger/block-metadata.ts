import { common } from '@hyperledger/fabric-protos';
import { asBuffer, decode } from '../proto/decode.js';

const { TRANSACTIONS_FILTER, COMMIT_HASH } = common.BlockMetadataIndex;

/**
 * The block with a peer's verdicts in its metadata. Header and transactions are shared with `block`, which stays as
 * the orderer made it.
 *
 * @param commitHash empty for block 0, whose metadata then has no commit hash
 */
export function withVerdicts(block: common.Block, flags: Buffer, commitHash: Buffer): common.Block {
  const given = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const list = Array.from({ length: Math.max(given.length, COMMIT_HASH + 1) }, (_, i) => given[i] ?? new Uint8Array());
  list[TRANSACTIONS_FILTER] = flags;
  if (commitHash.length > 0) {
    const value = new common.Metadata();
    value.setValue(commitHash);
    list[COMMIT_HASH] = value.serializeBinary();
  }
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(list);
  const verdict = new common.Block();
  verdict.setHeader(block.getHeader());
  verdict.setData(block.getData());
  verdict.setMetadata(metadata);
  return verdict;
}

/** The commit hash in a committed block's metadata; empty when it has none (`kv_ledger.go`, lastPersistedCommitHash). */
export function commitHashOf(block: common.Block): Buffer {
  const bytes = block.getMetadata()?.getMetadataList_asU8()[COMMIT_HASH];
  if (bytes === undefined || bytes.length === 0) {
    return Buffer.alloc(0);
  }
  return asBuffer(decode(common.Metadata, bytes, 'Metadata').getValue_asU8());
}
