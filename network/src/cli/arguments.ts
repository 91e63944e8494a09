import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { EngineName } from '../engine.js';
import { messageOf } from '../network-error.js';
import { UsageError } from './usage.js';

/** What the operator asked for. Paths are absolute. */
export type CliCommand =
  | { readonly command: 'help' }
  | ({ readonly command: 'up' } & UpOptions)
  | { readonly command: 'down' | 'status' | 'reset'; readonly data: string }
  | ({ readonly command: 'deploy' } & DeployOptions);

/** Options of `up`. */
export interface UpOptions {
  readonly data: string;
  readonly engine: EngineName;
  readonly config: string | undefined;
  readonly port: number | undefined;
  readonly detach: boolean;
}

/** Options of `deploy`. */
export interface DeployOptions {
  readonly data: string;
  readonly name: string;
  readonly path: string;
  readonly channels: readonly string[];
  readonly policy: string | undefined;
  /** File with the collections. */
  readonly collections: string | undefined;
  readonly version: string | undefined;
  readonly inProcess: boolean;
}

/** Highest first port that leaves room for every organisation's ports. */
const FIRST_PORT_MAX = 65_000;

const COMMON = { data: { type: 'string' }, engine: { type: 'string' }, help: { type: 'boolean' } } as const;
const UP = {
  ...COMMON,
  config: { type: 'string' },
  port: { type: 'string' },
  detach: { type: 'boolean' },
} as const;
const DEPLOY = {
  ...COMMON,
  name: { type: 'string' },
  path: { type: 'string' },
  channel: { type: 'string', multiple: true },
  policy: { type: 'string' },
  collections: { type: 'string' },
  version: { type: 'string' },
  'in-process': { type: 'boolean' },
} as const;

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
      return parseUp(args);
    case 'down':
    case 'status':
    case 'reset': {
      const values = read(args, COMMON);
      return values.help === true ? { command: 'help' } : { command, data: dataDirectory(values) };
    }
    case 'deploy':
      return parseDeploy(args);
    default:
      throw new UsageError(`there is no command "${command}"`);
  }
}

function parseUp(args: readonly string[]): CliCommand {
  const values = read(args, UP);
  if (values.help === true) return { command: 'help' };
  return {
    command: 'up',
    data: dataDirectory(values),
    engine: engineOf(values.engine),
    config: values.config === undefined ? undefined : resolve(values.config),
    port: values.port === undefined ? undefined : portOf(values.port),
    detach: values.detach ?? false,
  };
}

function parseDeploy(args: readonly string[]): CliCommand {
  const values = read(args, DEPLOY);
  if (values.help === true) return { command: 'help' };
  if (values.name === undefined) throw new UsageError('deploy: --name is missing');
  if (values.path === undefined) throw new UsageError('deploy: --path is missing');
  return {
    command: 'deploy',
    data: dataDirectory(values),
    name: values.name,
    path: resolve(values.path),
    channels: values.channel ?? [],
    policy: values.policy,
    collections: values.collections === undefined ? undefined : resolve(values.collections),
    version: values.version,
    inProcess: values['in-process'] ?? false,
  };
}

function read<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; strict: true }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

function dataDirectory(values: { readonly data?: string | undefined; readonly engine?: string | undefined }): string {
  return resolve(values.data ?? `.scrip/${engineOf(values.engine)}`);
}

function engineOf(text: string | undefined): EngineName {
  if (text === undefined || text === 'devnet') return 'devnet';
  if (text === 'fabric') return 'fabric';
  throw new UsageError(`--engine ${text}: expected devnet or fabric`);
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= FIRST_PORT_MAX) return port;
  throw new UsageError(`--port ${text}: expected a whole number from 0 to ${FIRST_PORT_MAX}`);
}
