import type { common } from '@hyperledger/fabric-protos';
import { withVerdicts } from './block-metadata.js';
import { nextCommitHash } from './commit-hash.js';
import { historyWrites } from './history.js';
import type { LedgerParts } from './ledger-parts.js';
import { type CommitInput, preparePrivateData } from './private-commit.js';
import type { ExpiredHash } from './private-expiry.js';
import type { PrivateUpdates } from './private-updates.js';
import { type SecondPass, secondPass } from './second-pass.js';
import { hashedAddress, privateAddress, publicAddress } from './state-address.js';
import type { RecordWrite } from '../storage/database.js';
import { encodeValue } from './stored-value.js';
import { transactionId } from './transaction.js';
import type { KeptSet } from './transient-store.js';
import type { KeyUpdate, UpdateBatch } from './update-batch.js';
import type { ChannelView, StateChange } from './world-state.js';

/** Everything that one atomic write does, and what to remember once it is done. */
export interface PreparedCommit {
  readonly block: common.Block;
  readonly flags: Buffer;
  readonly commitHash: Buffer;
  readonly writes: readonly RecordWrite[];
  readonly changes: readonly StateChange[];
  readonly namespaces: ReadonlySet<string>;
  /** Private sets that have waited for this block, or too long. */
  readonly forgotten: readonly KeptSet[];
}

/** Second validation pass, private data, expiry and purge of one block (`kv_ledger.go`, commit). Writes nothing. */
export async function prepareCommit(
  parts: LedgerParts,
  input: CommitInput,
  view: ChannelView,
): Promise<PreparedCommit> {
  const { block, number } = input;
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const pass = await secondPass(envelopes, input.firstPass, number, view);
  const privateData = await preparePrivateData(parts, input, pass, view);
  const changes = [
    ...publicChanges(parts.channel, pass.updates),
    ...hashedChanges(parts.channel, pass.updates),
    ...privateData.expired.map((expired) => expiredChange(parts.channel, expired)),
    ...privateChanges(parts.channel, privateData.updates),
  ];
  const commitHash = chainCommitHash(input, pass);
  const committed = withVerdicts(block, pass.flags, commitHash);
  const forgotten = parts.transient.leaving(envelopes.map(transactionId), number);
  const histories = pass.valid
    .filter(({ transaction }) => transaction.endorsed)
    .flatMap(({ tx, transaction }) => historyWrites(parts.channel, transaction, { block: number, tx }));
  return {
    block: committed,
    flags: pass.flags,
    commitHash,
    writes: [
      ...changes.map(changeWrite),
      ...privateData.writes,
      ...histories,
      ...parts.blocks.writes(committed, number),
      ...forgotten.map(({ key }) => ({ key, value: undefined })),
    ],
    changes,
    namespaces: pass.updates.namespaces(),
    forgotten,
  };
}

/** The chain of commit hashes starts with block 1; a genesis block has none. */
function chainCommitHash({ number, previousCommitHash }: CommitInput, { flags, updates }: SecondPass): Buffer {
  const chained = number === 1 || previousCommitHash.length > 0;
  return chained ? nextCommitHash(flags, updates, previousCommitHash) : previousCommitHash;
}

function publicChanges(channel: string, updates: UpdateBatch): StateChange[] {
  return [...updates.namespaces()].flatMap((namespace) =>
    [...updates.publicOf(namespace)].map(([key, update]) => ({
      address: publicAddress(channel, namespace, key),
      value: valueOf(update),
    })),
  );
}

function hashedChanges(channel: string, updates: UpdateBatch): StateChange[] {
  return [...updates.hashes()].map(({ namespace, collection, keyHash, ...update }) => ({
    address: hashedAddress(channel, namespace, collection, keyHash),
    value: valueOf(update),
  }));
}

function expiredChange(channel: string, { namespace, collection, keyHash }: ExpiredHash): StateChange {
  return { address: hashedAddress(channel, namespace, collection, keyHash), value: undefined };
}

/** Changes of private values. */
export function privateChanges(channel: string, updates: PrivateUpdates): StateChange[] {
  return updates.values().map(({ namespace, collection, key, value, version }) => ({
    address: privateAddress(channel, namespace, collection, key),
    value: valueOf({ value, metadata: undefined, version }),
  }));
}

function valueOf({ value, metadata, version }: KeyUpdate): StateChange['value'] {
  return value === undefined ? undefined : { value, metadata, version };
}

/** A change as a write to the database. */
export function changeWrite({ address, value }: StateChange): RecordWrite {
  return { key: address.key, value: value && encodeValue(value) };
}
