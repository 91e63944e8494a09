import { readCertificateFile } from './certificate.js';
import { checkConfiguration, type PinnedAnchor } from './checks/configuration.js';
import { checkCreation, readTransactions, type Creation } from './checks/creation.js';
import { checkEntry } from './checks/entry.js';
import { checkHolder } from './checks/holder.js';
import { checkReadSet } from './checks/read-set.js';
import { checkSigners, requireUnexpired } from './checks/signers.js';
import { textOf, type CertificateFile } from './file/certificate-file.js';
import { statementOf, type Statement } from './statement.js';
import { readEndorsedTransaction } from './transaction/endorsed-transaction.js';
import { during, ensure } from './verification-error.js';

/** What a verifier brings along. */
export interface VerifyOptions {
  /** A config block of the channel from a source that is trusted, or its fingerprint; absent: the certificate's own. */
  readonly anchor?: PinnedAnchor;
  /** What the verifier asked the certificate for; absent: not compared. */
  readonly nonce?: string;
  /** When the signers' certificates must not have expired; absent: now. */
  readonly at?: Date;
  /** Name of the chaincode; absent: `scrip`. */
  readonly chaincode?: string;
}

/**
 * Verifies an ownership certificate without a network.
 *
 * @param file - the JSON form, or the PDF to which it is attached
 * @returns what it proves, under which conditions, and what it does not
 * @throws {VerificationError} that names the check that failed
 */
export function verify(file: CertificateFile, options: VerifyOptions = {}): Statement {
  const parts = readCertificateFile(textOf(file));
  const transaction = during('request', 'the entry', () => readEndorsedTransaction(parts.entry));
  const configurations = checkConfiguration(parts, options.anchor, transaction.channel);
  const { last, all } = configurations;
  const { chaincode = 'scrip' } = options;
  const called = transaction.chaincode.name;
  ensure(called === chaincode, 'chaincode', `the chaincode ${called} answered and not ${chaincode}`);
  const entry = checkEntry(transaction, options.nonce);
  const signers = checkSigners(last, transaction);
  requireUnexpired(signers.identities, transaction.time, ', when the peers were asked');
  requireUnexpired(signers.identities, options.at ?? new Date(), '; to verify as of another time, name it');
  const versions = checkReadSet(transaction, entry, configurations.asOfBlock);
  const transactions = readTransactions(parts.transactions);
  const creations = new Map<string, Creation>(
    entry.lots.map((lot) => [lot.lotId, checkCreation(entry, lot, transactions, all, chaincode)]),
  );
  const holder = parts.holder === undefined ? undefined : checkHolder(entry, parts.holder);
  const isFresh = options.nonce !== undefined;
  return statementOf({ transaction, configurations, signers, entry, versions, creations, holder, isFresh });
}
