import { join } from 'node:path';
import { NetworkError } from '../network-error.js';
import { acceptsConnections, isFree } from '../process/ports.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import type { ChaincodeProgram } from './chaincode-program.js';

const READY_TIMEOUT_MS = 60_000;

/** One organisation's chaincode process. */
export interface ServiceRequest {
  readonly program: ChaincodeProgram;
  readonly chaincode: string;
  readonly mspId: string;
  readonly port: number;
  /** What the peer expects the process to register as. */
  readonly packageId: string;
  readonly logDirectory: string;
}

/** Address under which a peer on this machine dials a service. */
export function serviceAddress(port: number): string {
  return `127.0.0.1:${port}`;
}

/**
 * Runs the chaincode as a service of one organisation, and waits for its port.
 * One process per organisation: the shim's `getMspID()` is only this process's `CORE_PEER_LOCALMSPID`.
 */
export async function startService(request: ServiceRequest, log: (line: string) => void): Promise<SupervisedProcess> {
  const { program, chaincode, mspId, port, packageId, logDirectory } = request;
  if (!(await isFree(port))) throw new NetworkError(`busy port: ${port} (chaincode ${chaincode} of ${mspId})`);
  const { command, env } = program.launch({ address: serviceAddress(port), packageId });
  const service = new SupervisedProcess(
    {
      name: `chaincode ${chaincode} of ${mspId}`,
      command,
      cwd: program.directory,
      env: { ...inheritedEnvironment(), CORE_PEER_LOCALMSPID: mspId, ...env },
      logPath: join(logDirectory, `chaincode.${chaincode}.${mspId}.log`),
      readyTimeoutMs: READY_TIMEOUT_MS,
      isReady: () => acceptsConnections(port),
    },
    log,
  );
  await service.start();
  return service;
}

/** Our environment without `CORE_…`: the shims would take any such variable for one of their options. */
function inheritedEnvironment(): Readonly<Record<string, string>> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('CORE_'),
  );
  return Object.fromEntries(inherited);
}
