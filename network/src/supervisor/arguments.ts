import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import type { EngineName } from '../engine.js';
import { messageOf } from '../network-error.js';

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly engine: EngineName;
  /** Folder that holds everything the network writes. */
  readonly data: string;
  /** Folder of the consortium's declarative description; absent: the project's own `config/`. */
  readonly config: string | undefined;
  /** First of a row of ports, one per organisation's gateway; absent: each organisation's own from its description. */
  readonly port: number | undefined;
  /** Bring up the consortium without the sample market. */
  readonly empty: boolean;
}

/** The command line was wrong; the message says what and how to call it. */
export class UsageError extends Error {}

export const USAGE = `usage: npm start -- [options]
  --empty        no sample market: an empty register
  --data DIR     where the network keeps its data (default .scrip/<engine>)
  --port N       first port of the gateways, one per organisation (default: config/organizations)
  --engine E     devnet (embedded, default) or fabric (real peers and orderers)
  --config DIR   another consortium's description (default config/)
  --help         this text`;

const LAST_FIRST_PORT = 65_000;

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > LAST_FIRST_PORT) {
    throw new UsageError(`--port ${text}: expected a whole number from 1 to ${LAST_FIRST_PORT}`);
  }
  return port;
}

function engineOf(text: string): EngineName {
  if (text === 'devnet' || text === 'fabric') return text;
  throw new UsageError(`--engine ${text}: expected devnet or fabric`);
}

/**
 * Reads the command line of `npm start`.
 * @returns the options, or `help` when that was asked for
 * @throws UsageError for an unknown option or a value out of range
 */
export function parseStartOptions(argv: readonly string[]): StartOptions | 'help' {
  const values = read(argv);
  if (values.help) return 'help';
  const engine = engineOf(values.engine);
  return {
    engine,
    data: resolve(values.data ?? `.scrip/${engine}`),
    config: values.config === undefined ? undefined : resolve(values.config),
    port: values.port === undefined ? undefined : portOf(values.port),
    empty: values.empty,
  };
}

/** How the command line looks to `parseArgs`. */
const SHAPE = {
  empty: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  data: { type: 'string' },
  config: { type: 'string' },
  port: { type: 'string' },
  engine: { type: 'string', default: 'devnet' },
} as const;

function read(argv: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof SHAPE }>>['values'] {
  try {
    return parseArgs({ args: [...argv], options: SHAPE }).values;
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}
