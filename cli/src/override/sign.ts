import { readFileSync } from 'node:fs';
import { endorsedMessage, endorseOverride, serializedEndorser, type OverrideEndorsement } from '@scrip/signing';
import {
  certifiedName,
  isSignedByCertificate,
  readOverride,
  VerificationError,
  type OverrideDocument,
  type OverrideTransaction,
} from '@scrip/verify';
import { UsageError } from '../command/usage-error.js';
import { readKeyFile } from '../keys/key-file.js';
import { messageOf } from '../output/message-of.js';
import { facts } from '../output/table.js';
import { actOf, datesInWords, sentenceOf, writesInWords } from './words.js';

/** An administrator who signs: by what organisation and with which certificate. */
export interface Signatory {
  readonly mspId: string;
  readonly certificatePem: string;
  readonly commonName: string;
}

/** Reads the transaction in a document. @throws UsageError when its parts do not belong together */
export function transactionIn(document: OverrideDocument): OverrideTransaction {
  try {
    return readOverride(document);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new UsageError(`the document is not in order (${error.check}): ${error.message}`, 'sign nothing');
  }
}

/** Who signs by a certificate in a file. @throws UsageError unless it is of an administrator */
export function signatoryOf(mspId: string, file: string, now: Date): Signatory {
  let certificatePem: string;
  let named: ReturnType<typeof certifiedName>;
  try {
    certificatePem = readFileSync(file, 'utf8');
    named = certifiedName(Buffer.from(certificatePem));
  } catch (error) {
    throw new UsageError(`--cert: ${file} cannot be used: ${messageOf(error)}`);
  }
  const { commonName, organizationalUnits, notAfter } = named;
  const other = ['client', 'peer', 'orderer'].find((unit) => organizationalUnits.includes(unit));
  if (other !== undefined) {
    throw new UsageError(`--cert: ${commonName} is a ${other}`, 'only administrators override: peers would refuse it');
  }
  if (notAfter < now) throw new UsageError(`--cert: the certificate of ${commonName} ended ${notAfter.toISOString()}`);
  return { mspId, certificatePem, commonName };
}

/** What somebody is asked to sign, as the bytes say it. */
export function signingLines(
  document: OverrideDocument,
  transaction: OverrideTransaction,
  { mspId, commonName }: Signatory,
): readonly string[] {
  const act = actOf(document, transaction);
  return [
    sentenceOf(act),
    '',
    ...facts([
      ['function', act.function],
      ['body', JSON.stringify(act.body, undefined, 2).split('\n')],
      ['in the transaction', [...writesInWords(transaction)]],
      ['transaction', transaction.transactionId],
      ['channel', `${transaction.channel} of ${document.network}`],
      ['given by', `${transaction.operator}, ${transaction.time.toISOString()}`],
      ['endorsed by peers of', transaction.endorsers.join(', ')],
      ['legal basis', `${document.basis}, ${document.document} (as its gateway says)`],
      ['dated', datesInWords(transaction.dated)],
      ['you sign as', `${mspId}, ${commonName}`],
    ]),
  ];
}

/** Signs. @throws UsageError when the key is not that of the certificate */
export async function signedBy(
  transaction: OverrideTransaction,
  { mspId, certificatePem }: Signatory,
  keyFile: string,
): Promise<OverrideEndorsement> {
  const signer = readKeyFile(keyFile);
  if (signer.key.crv !== 'P-256') throw new UsageError(`--key: ${keyFile} is not on P-256`);
  const endorsement = await endorseOverride(transaction, { mspId, certificatePem }, signer);
  const message = endorsedMessage(transaction.payload, serializedEndorser(mspId, certificatePem));
  const isOwn = isSignedByCertificate(
    Buffer.from(certificatePem),
    message,
    Buffer.from(endorsement.signature, 'base64'),
  );
  if (!isOwn) throw new UsageError(`--key: ${keyFile} is not the key of the certificate`);
  return endorsement;
}
