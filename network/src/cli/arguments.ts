import { parseChannel, type ChannelCommand } from './channel/arguments.js';
import { parseDeploy, type DeployOptions } from './deploy-arguments.js';
import { parseFault, type FaultOptions } from './fault-arguments.js';
import { parseExport, type ExportOptions } from './export-arguments.js';
import { COMMON, dataDirectory, read } from './options.js';
import { parseOrganization, type OrganizationOptions } from './organization-arguments.js';
import { parseUp, type UpOptions } from './up-arguments.js';
import { UsageError } from './usage.js';

/** What the operator asked for. Paths are absolute. */
export type CliCommand =
  | { readonly command: 'help' | 'channel-help' }
  | { readonly command: 'channel'; readonly channel: ChannelCommand }
  | ({ readonly command: 'org' } & OrganizationOptions)
  | ({ readonly command: 'up' } & UpOptions)
  | { readonly command: 'down' | 'status' | 'reset'; readonly data: string }
  | ({ readonly command: 'deploy' } & DeployOptions)
  | ({ readonly command: 'export' } & ExportOptions)
  | ({ readonly command: 'fault' } & FaultOptions);

/** Reads the command line. Throws a {@link UsageError} for anything unknown or missing. */
export function parseCommand(argv: readonly string[]): CliCommand {
  const [command, ...args] = argv;
  switch (command) {
    case undefined:
      throw new UsageError('a command is missing');
    case 'help':
    case '--help':
    case '-h':
      return { command: 'help' };
    case 'up':
      return commandOf('up', parseUp(args));
    case 'down':
    case 'status':
    case 'reset': {
      const values = read(args, COMMON);
      return values.help === true ? { command: 'help' } : { command, data: dataDirectory(values) };
    }
    case 'export':
      return commandOf('export', parseExport(args));
    case 'fault':
      return commandOf('fault', parseFault(args));
    case 'org':
      return commandOf('org', parseOrganization(args));
    case 'channel': {
      const channel = parseChannel(args);
      return channel === undefined ? { command: 'channel-help' } : { command, channel };
    }
    case 'deploy':
      return commandOf('deploy', parseDeploy(args));
    default:
      throw new UsageError(`there is no command "${command}"`);
  }
}

/** A command with its options, or help in their place. */
function commandOf<N extends string, T>(
  command: N,
  options: T | undefined,
): ({ command: N } & T) | { command: 'help' } {
  return options === undefined ? { command: 'help' } : { command, ...options };
}
