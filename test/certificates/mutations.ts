import type { OwnershipCertificate } from '@scrip/gateway-api';

/** Mutants of each kind: enough for every message to be hit in all of its parts. */
const OF_TEXT = 120;
const OF_ENTRY = 160;
const OF_EACH_TRANSACTION = 40;
const OF_PDF = 400;
/** Spreads places and bits evenly and the same in every run. */
const STEP = 7_919;

/** Certificates that differ from one in a single bit: of the text as it is, and of the messages in it. */
export function* mutations(certificate: OwnershipCertificate): Iterable<string> {
  const text = Buffer.from(JSON.stringify(certificate));
  for (const mutant of flipped(text, OF_TEXT)) yield mutant.toString('latin1');
  for (const entry of ofMessage(certificate.entry, OF_ENTRY)) yield JSON.stringify({ ...certificate, entry });
  for (const [index, transaction] of certificate.transactions.entries()) {
    for (const mutant of ofMessage(transaction, OF_EACH_TRANSACTION)) {
      const transactions = certificate.transactions.with(index, mutant);
      yield JSON.stringify({ ...certificate, transactions });
    }
  }
}

/** PDFs that differ from one in a single bit, in every part of it: drawing, fonts, attachment, table of objects. */
export const ofPdf = (pdf: Uint8Array): Iterable<Buffer> => flipped(Buffer.from(pdf), OF_PDF);

function* ofMessage(message: string, count: number): Iterable<string> {
  for (const mutant of flipped(Buffer.from(message, 'base64'), count)) yield mutant.toString('base64');
}

function* flipped(bytes: Buffer, count: number): Iterable<Buffer> {
  for (let index = 0; index < count; index += 1) {
    const place = (index * STEP) % bytes.length;
    const mutant = Buffer.from(bytes);
    mutant[place] = (mutant[place] ?? 0) ^ (1 << (index % 8));
    yield mutant;
  }
}
