#!/usr/bin/env node
import { describeError } from './output.js';
import { runCommand } from './run.js';
import { USAGE, UsageError } from './usage.js';

const EXIT_ERROR = 1;
const EXIT_USAGE = 2;

// A reader that went away (`status | head`) is no failure of the network.
process.stdout.on('error', () => undefined);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  await runCommand(process.argv.slice(2), print);
  process.exitCode = 0;
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exitCode = EXIT_USAGE;
  } else {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = EXIT_ERROR;
  }
}
