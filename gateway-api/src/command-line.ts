import { parseArgs } from 'node:util';
import type { TlsListener } from './serve.js';

/** Reads options that all take a value. */
function readOptions<Name extends string>(
  names: readonly Name[],
  args: readonly string[],
): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  return values as Partial<Record<Name, string>>;
}

/** Options of `main`. */
export interface ServeOptions {
  /** Folder of the consortium's configuration; absent: the project's own. */
  readonly config: string | undefined;
  /** The network's data folder. */
  readonly data: string;
  readonly mspId: string;
  /** 0 for any free port. */
  readonly port: number;
  /** TLS with client certificates; absent: plain HTTP on the loopback address. */
  readonly tls: TlsListener | undefined;
  /** Address under which others reach the gateway; absent: the organisation's domain. */
  readonly publicUrl: string | undefined;
}

/** Options of `bootstrap`. */
export type BootstrapOptions = Pick<ServeOptions, 'config' | 'data'>;

const PORT = /^\d{1,5}$/;

/** @throws {Error} with a usage line when an option is unknown, missing or malformed */
export function readServeOptions(args: readonly string[]): ServeOptions {
  const usage =
    'usage: main --data DIR --mspId MSPID --port N [--config DIR] [--tls DIR [--host ADDRESS]] [--publicUrl URL]';
  try {
    const { config, data, mspId, port, tls, host, publicUrl } = readOptions(
      ['config', 'data', 'mspId', 'port', 'tls', 'host', 'publicUrl'],
      args,
    );
    if (data === undefined || mspId === undefined) throw new Error('--data and --mspId are needed');
    if (port === undefined || !PORT.test(port) || Number(port) > 65_535) throw new Error('--port takes 0 to 65535');
    if (host !== undefined && tls === undefined) throw new Error('--host needs --tls: others are served by TLS alone');
    if (publicUrl !== undefined && !URL.canParse(publicUrl)) throw new Error('--publicUrl takes an address');
    const listener = tls === undefined ? undefined : { directory: tls, host: host ?? '127.0.0.1' };
    return { config, data, mspId, port: Number(port), tls: listener, publicUrl };
  } catch (cause) {
    throw withUsage(cause, usage);
  }
}

/** @throws {Error} with a usage line when an option is unknown or missing */
export function readBootstrapOptions(args: readonly string[]): BootstrapOptions {
  try {
    const { config, data } = readOptions(['config', 'data'], args);
    if (data === undefined) throw new Error('--data is needed');
    return { config, data };
  } catch (cause) {
    throw withUsage(cause, 'usage: bootstrap --data DIR [--config DIR]');
  }
}

function withUsage(cause: unknown, usage: string): Error {
  return new Error(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, { cause });
}
