import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { REPOSITORY } from '../support/command.js';
import type { ComparableAnswer } from './comparison.js';

/** The run that every machine repeats. */
export const RECORDING = join(REPOSITORY, 'test', 'vectors', 'differential.json.br');

/** What real peers did, in the order in which they did it. All bytes are hexadecimal. */
export type RecordedEvent =
  /** A proposal, and per peer the digest of its answer; see {@link answerDigest}. */
  | { readonly proposal: string; readonly answers: Record<string, string> }
  /** A block as a real peer delivered it: with its verdicts and its commit hash. */
  | { readonly channel: string; readonly block: string };

/** A run on a real network that any machine can repeat with devnet's shadow. */
export interface RecordedRun {
  readonly source: string;
  readonly seed: number;
  /** When it was recorded, in milliseconds since 1970: the clock that the proposals were right by. */
  readonly time: number;
  /** Block 0 of each channel. */
  readonly channels: readonly string[];
  /** `msp.SerializedIdentity` of each member's peer. */
  readonly peers: Readonly<Record<string, string>>;
  readonly chaincodes: readonly string[];
  readonly version: string;
  readonly events: readonly RecordedEvent[];
}

const DIGEST_LENGTH = 32;
/** Certificates and proposals repeat over megabytes. */
const WINDOW_BITS = 24;

/** Collects what the real peers of a run do. */
export class Recording {
  readonly #events: RecordedEvent[] = [];
  readonly #answers = new Map<string, Record<string, string>>();

  answer(mspId: string, proposal: Buffer, answer: ComparableAnswer): void {
    const name = proposal.toString('hex');
    let answers = this.#answers.get(name);
    if (answers === undefined) {
      answers = {};
      this.#answers.set(name, answers);
      this.#events.push({ proposal: name, answers });
    }
    answers[mspId] = answerDigest(answer);
  }

  block(channel: string, bytes: Uint8Array): void {
    this.#events.push({ channel, block: Buffer.from(bytes).toString('hex') });
  }

  write(path: string, head: Omit<RecordedRun, 'events'>): void {
    const text = Buffer.from(JSON.stringify({ ...head, events: this.#events }));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    };
    writeFileSync(path, brotliCompressSync(text, { params }));
  }
}

export function readRecording(path: string): RecordedRun {
  return JSON.parse(brotliDecompressSync(readFileSync(path)).toString('utf8')) as RecordedRun;
}

/** Short form of everything in an answer that two peers with the same ledger have in common. */
export function answerDigest(answer: ComparableAnswer): string {
  return createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, DIGEST_LENGTH);
}
