import { canonicalJson, derivePartyId, privatePartyRecord, type MspId } from '@scrip/model';
import { CERTIFICATE_SCHEMA, type Certificate, type HolderOpening } from '@scrip/verify';
import { z } from 'zod';
import { ledgerProblem } from '../http/ledger-problems.js';
import type { Ledger } from '../ledger/ledger.js';

/** Most transactions that one certificate carries; a holding of more lots is consolidated first. */
export const CERTIFICATE_TRANSACTIONS_MAX = 500;
/** Transactions that are fetched at a time. */
const FETCHED_AT_ONCE = 20;

/** The register entry that a certificate is about. */
export interface AskedEntry {
  readonly isin: string;
  readonly holderId: string;
  readonly nonce: string;
}

const Entry = z.object({ lots: z.array(z.object({ lotId: z.string(), sources: z.array(z.string()) })) });

/**
 * Gathers a certificate: the entry as a majority of members signs it, the transactions in which its lots and those that
 * were consumed for them came about, and the channel's configuration.
 *
 * @param holder - shown with it, if it is to say who the holder is
 * @throws {Problem} LIMIT_EXCEEDED, and what the ledger refuses
 */
export async function certificateOf(
  { evidence }: Ledger,
  { isin, holderId, nonce }: AskedEntry,
  holder?: HolderOpening,
): Promise<Certificate> {
  const { answer, envelope } = await evidence.endorsed('register:certify', isin, holderId, nonce);
  const ids = transactionsOf(Entry.parse(answer).lots);
  if (ids.length > CERTIFICATE_TRANSACTIONS_MAX) {
    const detail = `A certificate carries ${CERTIFICATE_TRANSACTIONS_MAX} transactions, and this takes ${ids.length}.`;
    throw ledgerProblem('LIMIT_EXCEEDED', { detail });
  }
  const transactions: string[] = [];
  for (let at = 0; at < ids.length; at += FETCHED_AT_ONCE) {
    const some = await Promise.all(ids.slice(at, at + FETCHED_AT_ONCE).map((id) => evidence.transaction(id)));
    transactions.push(...some.map(base64));
  }
  const { blocks, head } = await evidence.configuration();
  const certificate: Certificate = {
    ...{ configuration: blocks.map(base64), entry: base64(envelope), head: base64(head) },
    ...(holder === undefined ? {} : { holder }),
    ...{ schema: CERTIFICATE_SCHEMA, transactions },
  };
  return JSON.parse(canonicalJson(certificate)) as Certificate;
}

/** Transactions in which lots and their sources came about: a lot's id begins with that of its transaction. */
const transactionsOf = (lots: z.output<typeof Entry>['lots']): readonly string[] => [
  ...new Set(lots.flatMap(({ lotId, sources }) => [lotId, ...sources]).map((id) => id.split('/')[0] ?? '')),
];

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * What opens the id of a holder of this organisation: its name and the salt, and nothing else of it; where the record was
 * amended since, the whole record, whose hash the ledger has.
 *
 * @throws {LedgerRefusal} PARTY_RECORD_ABSENT
 */
export async function openingOf(ledger: Ledger, holderId: string): Promise<HolderOpening> {
  const record = privatePartyRecord(await ledger.evaluate('party:read', holderId), '');
  const { name, salt } = record;
  const isUnamended = derivePartyId(ledger.mspId as MspId, record) === holderId;
  return isUnamended ? { name, salt } : { record: canonicalJson(record) };
}
