import { writeFileSync } from 'node:fs';
import { certificateNonce, isin, partyId } from '@scrip/model';
import { fingerprintOf } from '@scrip/verify';
import { anyText, argument, by, option, required } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { messageOf } from '../output/message-of.js';
import { facts } from '../output/table.js';

const get = verb({
  name: 'get',
  kind: 'read',
  summary: 'Get what a holder has of a security, signed by a majority of members; the output is the certificate',
  example: `DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --nonce q7RkX2mZtB0vYc4LhWs9Qg --purpose "sale to Mara Example" > certificate.json`,
  args: { isin: argument('isin', 'the security', by(isin)) },
  options: {
    holder: required('--holder <party>', 'whose holding', by(partyId)),
    nonce: required('--nonce <nonce>', 'chosen at random by whoever will verify it', by(certificateNonce)),
    purpose: option(
      '--purpose <text>',
      'show who the holder is, and what for, which is logged (its custodian)',
      anyText,
    ),
    pdf: option('--pdf <file>', 'write it to a file as a PDF, with the certificate attached', anyText),
  },
  run: async (call, { isin: of, holder, nonce, purpose, pdf }) => {
    const options = stated({ ...call.channel, purpose });
    const { certificates } = call.client;
    if (pdf !== undefined) return written(pdf, await certificates.ownershipPdf(of, holder, nonce, options));
    const reply = await certificates.ownership(of, holder, nonce, options);
    return { reply, lines: [JSON.stringify(reply)] };
  },
});

/** Writes the PDF form. @throws {UsageError} the file cannot be written */
function written(file: string, bytes: Uint8Array): Shown {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    throw new UsageError(`--pdf: ${file} cannot be written: ${messageOf(error)}`);
  }
  const fingerprint = fingerprintOf(bytes);
  const lines = facts([
    ['file', file],
    ['bytes', `${bytes.length}`],
    ['fingerprint', fingerprint],
  ]);
  return { reply: { file, bytes: bytes.length, fingerprint }, lines };
}

/** Ownership certificates. */
export const CERTIFICATES: Noun = {
  name: 'certificates',
  summary: 'What a holder has, as others can verify it without a network (see verify)',
  verbs: [get],
};
