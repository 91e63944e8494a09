import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organization } from '@scrip/config';
import { NetworkError } from '../network-error.js';
import { nodeCommand } from '../process/command.js';
import { isFree } from '../process/ports.js';
import { SupervisedProcess } from '../process/supervised-process.js';

const READY_TIMEOUT_MS = 60_000;

/** The REST gateway of one organisation, as its operators reach it. */
export interface GatewaySite {
  readonly organization: Organization;
  readonly port: number;
  readonly url: string;
}

/** A named operator's key for one gateway. */
export interface OperatorKey {
  readonly operator: string;
  readonly key: string;
}

/**
 * Where each organisation's gateway will listen.
 * @throws NetworkError when an organisation has no port and none was given
 */
export function gatewaySites(organizations: readonly Organization[], firstPort: number | undefined): GatewaySite[] {
  return organizations.map((organization, index) => {
    const port = firstPort === undefined ? organization.gatewayPort : firstPort + index;
    if (port === undefined) {
      throw new NetworkError(`${organization.mspId} has no gatewayPort`, 'add one to its file or pass --port N');
    }
    return { organization, port, url: `http://localhost:${port}` };
  });
}

/** @throws NetworkError naming each port that another program holds */
export async function requireFreePorts(sites: readonly GatewaySite[]): Promise<void> {
  const free = await Promise.all(sites.map(({ port }) => isFree(port)));
  const busy = sites.filter((_, index) => free[index] === false);
  if (busy.length === 0) return;
  const named = busy.map(({ port, organization }) => `${port} (${organization.name})`).join(', ');
  throw new NetworkError(`busy port: ${named}; nothing was started`, 'stop what listens there or pass --port N');
}

/** One gateway as a supervised process; it is ready when its own readiness check says so. */
export function gatewayProcess(
  site: GatewaySite,
  script: string,
  folders: { readonly config: string; readonly data: string },
  log: (line: string) => void,
): SupervisedProcess {
  const { mspId, name } = site.organization;
  const args = [
    ...['--config', folders.config, '--data', folders.data, '--mspId', mspId],
    ...['--port', String(site.port), '--publicUrl', site.url],
  ];
  return new SupervisedProcess(
    {
      name: `gateway of ${name}`,
      command: nodeCommand(script, args),
      cwd: process.cwd(),
      env: environment(),
      logPath: join(folders.data, 'logs', `gateway.${mspId}.log`),
      readyTimeoutMs: READY_TIMEOUT_MS,
      isReady: () => answers(`${site.url}/readyz`),
    },
    log,
  );
}

/**
 * The operator that the organisation's description names first, with the key that its gateway made when it first
 * started.
 * @throws NetworkError when the organisation names no operator
 */
export function firstOperator(data: string, { mspId, name, operators }: Organization): OperatorKey {
  const operator = operators[0]?.id;
  if (operator === undefined) throw new NetworkError(`${name} names no operator`, 'add one to its file');
  return { operator, key: readFileSync(join(data, 'gateway', mspId, `${operator}.key`), 'utf8').trim() };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
