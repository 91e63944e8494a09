#!/usr/bin/env node
import { parseCommand, type CliCommand } from './arguments.js';
import { ca } from './ca/commands.js';
import { channel } from './channel/commands.js';
import { addOrganization } from './organization.js';
import { deploy, down, reset, status } from './commands.js';
import { exportLayout } from './export.js';
import { fault } from './fault.js';
import { describeError } from './output.js';
import { rebuild, verify } from './recovery-commands.js';
import { up } from './up.js';
import { upDetached } from './up-detached.js';
import { USAGE, UsageError } from './usage.js';

const EXIT_ERROR = 1;
const EXIT_USAGE = 2;

// A reader that went away (`status | head`) is no failure of the network.
process.stdout.on('error', () => undefined);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function run(command: CliCommand): Promise<void> {
  switch (command.command) {
    case 'help':
      print(command.text);
      return;
    case 'org':
      return addOrganization(command, print);
    case 'ca':
      return ca(command.ca, print);
    case 'channel':
      return channel(command.channel, print);
    case 'up':
      return command.detach ? upDetached(command, print) : up(command, print);
    case 'down':
      return down(command.data, print);
    case 'status':
      return status(command.data, print);
    case 'reset':
      return reset(command.data, print);
    case 'verify':
      return verify(command.data, print);
    case 'rebuild':
      return rebuild(command.data, print);
    case 'deploy':
      return deploy(command, print);
    case 'fault':
      return fault(command, print);
    case 'export':
      return exportLayout(command, print);
  }
}

try {
  await run(parseCommand(process.argv.slice(2)));
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
