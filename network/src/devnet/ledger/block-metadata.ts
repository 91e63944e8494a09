import { common } from '@hyperledger/fabric-protos';
import { asBuffer, decode } from '../../proto/decode.js';

const { TRANSACTIONS_FILTER, COMMIT_HASH } = common.BlockMetadataIndex;

/** What a peer adds to a block's metadata when it commits it. */
const WRITTEN_BY_PEERS: readonly number[] = [TRANSACTIONS_FILTER, COMMIT_HASH];

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

/** Takes out of a block's metadata what a peer has written there: the block as the orderer made it. */
export function withoutVerdicts(block: common.Block): common.Block {
  const metadata = new common.BlockMetadata();
  const given = block.getMetadata()?.getMetadataList_asU8() ?? [];
  metadata.setMetadataList(given.map((entry, index) => (WRITTEN_BY_PEERS.includes(index) ? Buffer.alloc(0) : entry)));
  const made = new common.Block();
  made.setHeader(block.getHeader());
  made.setData(block.getData());
  made.setMetadata(metadata);
  return made;
}
