import { resolve } from 'node:path';
import { ORGANIZATIONS_MAX, type PlainConsortium } from '../daemon/plain-consortium.js';
import type { EngineName } from '../engine.js';
import { COMMON, dataDirectory, engineOf, read } from './options.js';
import { UsageError } from './usage.js';

/** Options of `up`. */
export interface UpOptions {
  readonly data: string;
  readonly engine: EngineName;
  readonly config: string | undefined;
  readonly port: number | undefined;
  readonly detach: boolean;
  /** Organisations by number and channels by name, instead of a configuration. */
  readonly plain: PlainConsortium | undefined;
}

/** The channel's name in Fabric's samples and documentation. */
const FIRST_CHANNEL = 'mychannel';
/** Highest first port that leaves room for every organisation's ports. */
const FIRST_PORT_MAX = 65_000;

const UP = {
  ...COMMON,
  config: { type: 'string' },
  port: { type: 'string' },
  organizations: { type: 'string' },
  channel: { type: 'string', multiple: true },
  detach: { type: 'boolean' },
} as const;

/** Reads the options of `up`; undefined when help is asked for. */
export function parseUp(args: readonly string[]): UpOptions | undefined {
  const values = read(args, UP);
  if (values.help === true) return undefined;
  return {
    data: dataDirectory(values),
    engine: engineOf(values.engine),
    config: values.config === undefined ? undefined : resolve(values.config),
    port: values.port === undefined ? undefined : portOf(values.port),
    detach: values.detach ?? false,
    plain: plainOf(values),
  };
}

function plainOf(values: {
  readonly organizations?: string | undefined;
  readonly channel?: readonly string[] | undefined;
  readonly config?: string | undefined;
}): PlainConsortium | undefined {
  const { organizations, channel, config } = values;
  if (organizations === undefined) {
    if (channel !== undefined) throw new UsageError('up: --channel goes with --organizations');
    return undefined;
  }
  if (config !== undefined) throw new UsageError('up: --organizations and --config exclude each other');
  const count = /^\d{1,3}$/.test(organizations) ? Number(organizations) : 0;
  if (count >= 1 && count <= ORGANIZATIONS_MAX) return { organizations: count, channels: channel ?? [FIRST_CHANNEL] };
  throw new UsageError(`--organizations ${organizations}: expected a whole number from 1 to ${ORGANIZATIONS_MAX}`);
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= FIRST_PORT_MAX) return port;
  throw new UsageError(`--port ${text}: expected a whole number from 0 to ${FIRST_PORT_MAX}`);
}
