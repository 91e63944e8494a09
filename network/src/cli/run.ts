import { parseCommand } from './arguments.js';
import { ca } from './ca/commands.js';
import { channel } from './channel/commands.js';
import { deploy, down, reset, status } from './commands.js';
import { exportLayout } from './export.js';
import { fault } from './fault.js';
import { organization } from './organization.js';
import type { Print } from './output.js';
import { rebuild, verify } from './recovery-commands.js';
import { up } from './up.js';
import { upDetached } from './up-detached.js';

/**
 * Does what a command line says, as `npm run network -- …` does it.
 *
 * @param print takes each line of what it has to say
 * @throws UsageError for a command line that is wrong
 * @throws NetworkError when the command cannot be carried out
 */
export async function runCommand(args: readonly string[], print: Print): Promise<void> {
  const command = parseCommand(args);
  switch (command.command) {
    case 'help':
      print(command.text);
      return;
    case 'org':
      return organization(command, print);
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
