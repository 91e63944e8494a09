import { asObject, asText, parsed, type JsonObject } from '../certificate.js';
import type { Channel } from '../config/channel.js';
import { readSignaturePolicy } from '../policy/signature-policy.js';
import { readEndorsedTransaction, type EndorsedTransaction } from '../transaction/endorsed-transaction.js';
import type { ReadWriteSet } from '../transaction/read-write-set.js';
import { during, fail, ensure, VerificationError } from '../verification-error.js';
import type { CertifiedEntry, CertifiedLot } from './entry.js';
import { checkPassedTitle, type PassedTitle } from './passed-title.js';
import { lotKey } from './read-set.js';
import { entryOfLot } from './register-entry.js';
import { checkSigners, type Signers } from './signers.js';

/** How a lot came about. */
export interface Creation {
  readonly transactionId: string;
  /** Members whose peers endorsed it. */
  readonly organisations: readonly string[];
  /** Lots that were consumed for it; the policies on them held. */
  readonly sources: readonly string[];
  /** The movement to the holder by which the register has it; absent: it came about in no movement. */
  readonly movement?: Movement;
}

/** A movement as the transaction entered it that created a lot. */
export interface Movement {
  readonly kind: string;
  readonly businessDate: string;
  /** SHA-256 of the terms of the deed by which title passed; absent: it had none. */
  readonly deed?: string;
  /** What the holder's title rests on, where a register was taken over. */
  readonly acquiredBy?: { readonly by: string; readonly document: string };
  /** By which votes it passed; absent: by none. */
  readonly title?: PassedTitle;
  /** On whose word and why, where it is not the holder's before; absent: by the will of the parties. */
  readonly order?: { readonly basis: string; readonly document: string; readonly by: string };
}

const OK = 200;

/** The transactions of a certificate by their ids, which are computed and not believed. */
export type Transactions = ReadonlyMap<string, EndorsedTransaction>;

/** @throws {VerificationError} creation */
export function readTransactions(list: readonly Uint8Array[]): Transactions {
  const read = list.map((bytes) => during('creation', 'a transaction', () => readEndorsedTransaction(bytes)));
  return new Map(read.map((transaction) => [transaction.transactionId, transaction]));
}

/**
 * The transaction that a lot's id names must have written the lot as it is, with endorsements of a majority of members,
 * as every new key takes, and with those whom the policies of the lots ask for that it consumed.
 *
 * That it was valid follows from the quorum: a lot of this id would not be there if its transaction had not been.
 *
 * @param channels - configurations under which it may have been committed
 * @throws {VerificationError} creation
 */
export function checkCreation(
  entry: CertifiedEntry,
  lot: CertifiedLot,
  transactions: Transactions,
  channels: readonly Channel[],
  chaincode: string,
): Creation {
  const transaction = named(transactions, lot.lotId);
  const set = setOf(transaction, chaincode);
  const key = lotKey(entry, lot.lotId);
  ensure(isWritten(set, key, lot.record), 'creation', `${name(lot)} is not what its transaction wrote`);
  const consumed = sourcesOf(lot).map((sourceId) => policyOf(transactions, set, chaincode, entry.isin, sourceId));
  const { members } = firstOf(channels, (channel) => {
    ensure(transaction.channel === channel.name, 'creation', `${name(lot)} is of the channel ${transaction.channel}`);
    const signers = checkSigners(channel, transaction);
    for (const { sourceId, policy } of consumed) requirePolicy(policy, signers, sourceId);
    return signers;
  });
  const { transactionId } = transaction;
  const movement = movementOf(set, entry.isin, entryOfLot(set, entry.isin, lot.lotId, entry.holderId));
  const organisations = members.map(({ mspId }) => mspId);
  return { transactionId, organisations, sources: sourcesOf(lot), ...(movement === undefined ? {} : { movement }) };
}

function movementOf(set: ReadWriteSet, isin: string, entry: JsonObject | undefined): Movement | undefined {
  if (entry === undefined) return undefined;
  const { kind, businessDate, deed, acquiredBy, title, order } = entry;
  const stated = during('creation', 'an entry of the register', () => ({
    kind: asText(kind, 'kind'),
    businessDate: asText(businessDate, 'businessDate'),
  }));
  return {
    ...stated,
    ...(typeof deed === 'string' ? { deed } : {}),
    ...(acquiredBy === undefined ? {} : { acquiredBy: basisOf(acquiredBy) }),
    ...(title === undefined ? {} : { title: checkPassedTitle(set, isin, title) }),
    ...(order === undefined ? {} : { order: orderOf(order) }),
  };
}

function basisOf(value: unknown): NonNullable<Movement['acquiredBy']> {
  return during('creation', 'what title rests on', () => {
    const { by, document } = asObject(value, 'what title rests on');
    return { by: asText(by, 'by'), document: asText(document, 'document') };
  });
}

function orderOf(value: unknown): NonNullable<Movement['order']> {
  return during('creation', 'an order', () => {
    const { basis, document, by } = asObject(value, 'an order');
    return { basis: asText(basis, 'basis'), document: asText(document, 'document'), by: asText(by, 'by') };
  });
}

const name = ({ lotId }: CertifiedLot): string => `the lot ${lotId}`;

function named(transactions: Transactions, lotId: string): EndorsedTransaction {
  const [id = ''] = lotId.split('/');
  return transactions.get(id) ?? fail('creation', `the transaction of the lot ${lotId} is not in the certificate`);
}

function setOf({ sets, response, chaincode }: EndorsedTransaction, expected: string): ReadWriteSet {
  ensure(response.status === OK, 'creation', `a transaction was answered with status ${response.status}`);
  ensure(chaincode.name === expected, 'creation', `a transaction is of the chaincode ${chaincode.name}`);
  return sets.get(expected) ?? fail('creation', 'a transaction wrote nothing');
}

function isWritten({ writes }: ReadWriteSet, key: string, record: JsonObject): boolean {
  const value = writes.get(key);
  if (value === undefined) return false;
  const { schema, ...stored } = during('creation', 'a lot', () => asObject(parsed(value), 'a lot'));
  return schema === 1 && canonical(stored) === canonical(record);
}

/** JSON with the members of every object in order: the chaincode writes no other numbers than whole ones. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

const sourcesOf = ({ record }: CertifiedLot): readonly string[] =>
  Array.isArray(record['sources']) ? record['sources'].map(String) : fail('creation', 'a lot without sources');

/** The policy of a lot that a transaction consumed, as the transaction set it in which that lot came about. */
function policyOf(
  transactions: Transactions,
  { writes }: ReadWriteSet,
  chaincode: string,
  isin: string,
  sourceId: string,
): { readonly sourceId: string; readonly policy: Uint8Array } {
  const isSource = (key: string): boolean => key.startsWith(`lot/${isin}/`) && key.endsWith(`/${sourceId}`);
  const key = [...writes.keys()].find(isSource);
  if (key === undefined || writes.get(key) !== undefined) {
    return fail('creation', `the lot ${sourceId} was not consumed for the lot that names it as its source`);
  }
  const policy = setOf(named(transactions, sourceId), chaincode).policies.get(key);
  return { sourceId, policy: policy ?? fail('creation', `the lot ${sourceId} has no policy`) };
}

function requirePolicy(policy: Uint8Array, { identities }: Signers, sourceId: string): void {
  const holds = during('creation', 'a key policy', () => readSignaturePolicy(policy)(identities));
  ensure(holds, 'creation', `the lot ${sourceId} was consumed without the endorsements of its attestors`);
}

/** What holds under one of some configurations, the latest first. @throws {VerificationError} what the latest said */
function firstOf<T>(channels: readonly Channel[], check: (channel: Channel) => T): T {
  let first: VerificationError | undefined;
  for (const channel of channels.toReversed()) {
    try {
      return check(channel);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      first ??= error;
    }
  }
  return fail('creation', `by no configuration since the anchor: ${first?.message ?? 'there is none'}`);
}
