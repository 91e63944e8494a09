import { resolve } from 'node:path';
import { COMMON, dataDirectory, read } from './options.js';
import { UsageError } from './usage.js';

/** Options of `deploy`. */
export interface DeployOptions {
  readonly data: string;
  readonly name: string;
  readonly path: string | undefined;
  /** Shell command that serves the chaincode. */
  readonly run: string | undefined;
  /** `host:port` by MSP id of services that run already; undefined when none is named. */
  readonly services: Readonly<Record<string, string>> | undefined;
  readonly channels: readonly string[];
  readonly policy: string | undefined;
  /** File with the collections. */
  readonly collections: string | undefined;
  readonly version: string | undefined;
  readonly initRequired: boolean;
  readonly inProcess: boolean;
}

const DEPLOY = {
  ...COMMON,
  name: { type: 'string' },
  path: { type: 'string' },
  run: { type: 'string' },
  service: { type: 'string', multiple: true },
  channel: { type: 'string', multiple: true },
  policy: { type: 'string' },
  collections: { type: 'string' },
  version: { type: 'string' },
  'init-required': { type: 'boolean' },
  'in-process': { type: 'boolean' },
} as const;

/** Reads the options of `deploy`; undefined when help is asked for. */
export function parseDeploy(args: readonly string[]): DeployOptions | undefined {
  const values = read(args, DEPLOY);
  if (values.help === true) return undefined;
  if (values.name === undefined) throw new UsageError('deploy: --name is missing');
  const services = servicesOf(values.service);
  requireOneOrigin(values, services);
  return {
    data: dataDirectory(values),
    name: values.name,
    path: values.path === undefined ? undefined : resolve(values.path),
    run: values.run,
    services,
    channels: values.channel ?? [],
    policy: values.policy,
    collections: values.collections === undefined ? undefined : resolve(values.collections),
    version: values.version,
    initRequired: values['init-required'] ?? false,
    inProcess: values['in-process'] ?? false,
  };
}

function requireOneOrigin(
  values: {
    readonly path?: string | undefined;
    readonly run?: string | undefined;
    readonly 'in-process'?: boolean | undefined;
  },
  services: object | undefined,
): void {
  if (values.path === undefined && services === undefined) {
    throw new UsageError('deploy: --path is missing, or --service for each organisation');
  }
  if (services !== undefined && (values.path !== undefined || values.run !== undefined)) {
    throw new UsageError('deploy: --service is for services that run already, without --path and --run');
  }
  if (values['in-process'] === true && (services !== undefined || values.run !== undefined)) {
    throw new UsageError('deploy: --in-process is for a Node package, without --run and --service');
  }
}

function servicesOf(options: readonly string[] | undefined): Readonly<Record<string, string>> | undefined {
  if (options === undefined) return undefined;
  const entries = options.map((option) => {
    const [mspId, address, ...rest] = option.split('=');
    if (mspId === undefined || mspId === '' || address === undefined || address === '' || rest.length > 0) {
      throw new UsageError(`--service ${option}: expected MSPID=host:port`);
    }
    return [mspId, address] as const;
  });
  return Object.fromEntries(entries);
}
