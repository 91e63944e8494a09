import { readFileSync } from 'node:fs';
import { fingerprintOf, verify, VerificationError, type PinnedAnchor, type Statement } from '@scrip/verify';
import { EXIT } from '../command/exit-code.js';
import { anyText, argument, option } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { readFile, stated } from '../input/body.js';
import { messageOf } from '../output/message-of.js';
import { facts } from '../output/table.js';

const FINGERPRINT = /^[0-9a-f]{64}$/i;

/** Verifies an ownership certificate on this machine alone. */
export const VERIFY = verb({
  name: 'verify',
  kind: 'local',
  summary: 'Verify an ownership certificate without a network: ends with 0 when it is proven, with 3 under conditions',
  example: 'certificate.json --anchor securities.block --nonce q7RkX2mZtB0vYc4LhWs9Qg',
  args: {
    file: argument('file', 'the certificate (- for standard input), or the PDF to which it is attached', anyText),
  },
  options: {
    anchor: option(
      '--anchor <block>',
      'a config block of the channel that you trust, or the fingerprint of block 0',
      anyText,
    ),
    nonce: option('--nonce <nonce>', 'the one for which you asked', anyText),
    at: option('--at <time>', 'when the certificates of who signed must count, ISO 8601 (else now)', timeOf),
  },
  run: async (call, { file, anchor, nonce, at }) => {
    const certificate = await readFile(file, call);
    const options = stated({ anchor: anchor === undefined ? undefined : anchorOf(anchor), nonce, at });
    try {
      return shown(verify(certificate, options), fingerprintOf(certificate));
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      const { check, message } = error;
      const reply = { verified: false, check, message };
      return { reply, lines: ['NOT PROVEN', `failed: ${check}`, message], exitCode: EXIT.refused };
    }
  },
});

function timeOf(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Error('must be a time, such as 2026-11-30T12:00:00Z');
  return time;
}

function anchorOf(given: string): PinnedAnchor {
  if (FINGERPRINT.test(given)) return given;
  try {
    return readFileSync(given);
  } catch (error) {
    throw new UsageError(`--anchor: ${given} cannot be read: ${messageOf(error)}`, 'a file, or 64 hexadecimal digits');
  }
}

function shown(statement: Statement, fingerprint: string): Shown {
  const { proven, conditions, notProven, facts: found } = statement;
  const isProven = conditions.length === 0;
  const list = (title: string, sentences: readonly string[]): readonly string[] =>
    sentences.length === 0 ? [] : ['', title, ...sentences.map((sentence) => `- ${sentence}`)];
  return {
    reply: { verified: true, fingerprint, ...statement },
    lines: [
      isProven ? 'PROVEN' : 'PROVEN UNDER CONDITIONS',
      ...list('What is proven', proven),
      ...list('Under these conditions', conditions),
      ...list('What is not proven', notProven),
      '',
      ...facts([
        ['fingerprint', fingerprint],
        ['channel', found.channel],
        ['anchor', found.configuration.anchor],
        ['configuration', `${found.configuration.sequence}`],
        ['chaincode', `${found.chaincode.name} ${found.chaincode.version}`],
        ['asked at', found.askedAt],
        ['signed by', found.signedBy.map(({ mspId, subject }) => `${mspId} ${subject}`).join(', ')],
      ]),
    ],
    ...(isProven ? {} : { exitCode: EXIT.waits }),
  };
}
