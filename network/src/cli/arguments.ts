import { parseCa, type CaCommand } from './ca/arguments.js';
import { CA_USAGE } from './ca/usage.js';
import { parseChannel, type ChannelCommand } from './channel/arguments.js';
import { CHANNEL_USAGE } from './channel/usage.js';
import { parseDeploy, type DeployOptions } from './deploy-arguments.js';
import { parseFault, type FaultOptions } from './fault-arguments.js';
import { parseExport, type ExportOptions } from './export-arguments.js';
import { COMMON, dataDirectory, read } from './options.js';
import { parseOrganization, type OrganizationOptions } from './organization-arguments.js';
import { parseUp, type UpOptions } from './up-arguments.js';
import { USAGE, UsageError } from './usage.js';

/** A text that says how to use something. */
interface Help {
  readonly command: 'help';
  readonly text: string;
}

const HELP: Help = { command: 'help', text: USAGE };

/** What the operator asked for. Paths are absolute. */
export type CliCommand =
  | Help
  | { readonly command: 'ca'; readonly ca: CaCommand }
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
  ...['help', '--help', '-h'].map((name) => [name, (): CliCommand => HELP] as const),
  ...(['down', 'status', 'reset', 'verify', 'rebuild'] as const).map(
    (command) => [command, (args: readonly string[]) => commandOf(command, parseData(args))] as const,
  ),
  ['up', (args) => commandOf('up', parseUp(args))],
  ['export', (args) => commandOf('export', parseExport(args))],
  ['fault', (args) => commandOf('fault', parseFault(args))],
  ['org', (args) => commandOf('org', parseOrganization(args))],
  ['deploy', (args) => commandOf('deploy', parseDeploy(args))],
  ['channel', channelCommand],
  ['ca', caCommand],
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
  return channel === undefined ? { command: 'help', text: CHANNEL_USAGE } : { command: 'channel', channel };
}

function caCommand(args: readonly string[]): CliCommand {
  const ca = parseCa(args);
  return ca === undefined ? { command: 'help', text: CA_USAGE } : { command: 'ca', ca };
}

/** Reads the options of a command that takes the data folder only; undefined when help is asked for. */
function parseData(args: readonly string[]): { readonly data: string } | undefined {
  const values = read(args, COMMON);
  return values.help === true ? undefined : { data: dataDirectory(values) };
}

/** A command with its options, or help in their place. */
function commandOf<N extends string, T>(command: N, options: T | undefined): ({ command: N } & T) | Help {
  return options === undefined ? HELP : { command, ...options };
}
