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
  | { readonly command: 'down' | 'status' | 'reset' | 'verify' | 'rebuild'; readonly data: string }
  | ({ readonly command: 'deploy' } & DeployOptions)
  | ({ readonly command: 'export' } & ExportOptions)
  | ({ readonly command: 'fault' } & FaultOptions);

/** How the arguments of each command are read. */
const PARSERS: ReadonlyMap<string, (args: readonly string[]) => CliCommand> = new Map<
  string,
  (args: readonly string[]) => CliCommand
>([
  ...['help', '--help', '-h'].map((name) => [name, (): CliCommand => ({ command: 'help' })] as const),
  ...(['down', 'status', 'reset', 'verify', 'rebuild'] as const).map(
    (command) => [command, (args: readonly string[]) => commandOf(command, parseData(args))] as const,
  ),
  ['up', (args) => commandOf('up', parseUp(args))],
  ['export', (args) => commandOf('export', parseExport(args))],
  ['fault', (args) => commandOf('fault', parseFault(args))],
  ['org', (args) => commandOf('org', parseOrganization(args))],
  ['deploy', (args) => commandOf('deploy', parseDeploy(args))],
  ['channel', channelCommand],
]);

/** Reads the command line. Throws a {@link UsageError} for anything unknown or missing. */
export function parseCommand(argv: readonly string[]): CliCommand {
  const [command, ...args] = argv;
  if (command === undefined) throw new UsageError('a command is missing');
  const parser = PARSERS.get(command);
  if (parser === undefined) throw new UsageError(`there is no command "${command}"`);
  return parser(args);
}

function channelCommand(args: readonly string[]): CliCommand {
  const channel = parseChannel(args);
  return channel === undefined ? { command: 'channel-help' } : { command: 'channel', channel };
}

/** Reads the options of a command that takes the data folder only; undefined when help is asked for. */
function parseData(args: readonly string[]): { readonly data: string } | undefined {
  const values = read(args, COMMON);
  return values.help === true ? undefined : { data: dataDirectory(values) };
}

/** A command with its options, or help in their place. */
function commandOf<N extends string, T>(
  command: N,
  options: T | undefined,
): ({ command: N } & T) | { command: 'help' } {
  return options === undefined ? { command: 'help' } : { command, ...options };
}
