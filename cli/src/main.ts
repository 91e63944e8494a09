import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline/promises';
import type { Io } from './command/io.js';
import { run } from './run.js';

// A reader that went away (`scrip securities list | head -1`) has read enough.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit());

const INTERRUPTED = 130;

const io: Io = {
  env: process.env,
  canAsk: process.stdin.isTTY && process.stderr.isTTY,
  out: (output) => void process.stdout.write(output),
  err: (output) => void process.stderr.write(output),
  readInput: () => text(process.stdin),
  ask: async (question) => {
    const dialogue = createInterface({ input: process.stdin, output: process.stderr });
    dialogue.once('SIGINT', () => process.exit(INTERRUPTED));
    try {
      return await dialogue.question(question);
    } finally {
      dialogue.close();
    }
  },
  untilStopped: () => {
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
    return stopping.signal;
  },
};

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
process.exitCode = await run(process.argv.slice(2), version, io);
