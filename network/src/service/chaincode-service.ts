import { join } from 'node:path';
import { NetworkError } from '../network-error.js';
import { nodeCommand } from '../process/command.js';
import { acceptsConnections, isFree } from '../process/ports.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import type { ChaincodeSource } from './chaincode-source.js';

const READY_TIMEOUT_MS = 60_000;
/** The shim takes `warn` silently for `info`; this is the spelling that it knows. */
const SHIM_LOG_LEVEL = 'WARNING';

/** One organisation's chaincode process. */
export interface ServiceRequest {
  readonly source: ChaincodeSource;
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
 * Runs the chaincode as a service of one organisation with the shim's own command, and waits for its port.
 * One process per organisation: the shim's `getMspID()` is only this process's `CORE_PEER_LOCALMSPID`.
 */
export async function startService(request: ServiceRequest, log: (line: string) => void): Promise<SupervisedProcess> {
  const { source, chaincode, mspId, port, packageId, logDirectory } = request;
  if (!(await isFree(port))) throw new NetworkError(`busy port: ${port} (chaincode ${chaincode} of ${mspId})`);
  const args = ['server', '--chaincode-address', serviceAddress(port), '--chaincode-id', packageId];
  const service = new SupervisedProcess(
    {
      name: `chaincode ${chaincode} of ${mspId}`,
      command: nodeCommand(source.shimCli(), [...args, '--module-path', source.directory]),
      cwd: source.directory,
      env: environment(mspId),
      logPath: join(logDirectory, `chaincode.${chaincode}.${mspId}.log`),
      readyTimeoutMs: READY_TIMEOUT_MS,
      isReady: () => acceptsConnections(port),
    },
    log,
  );
  await service.start();
  return service;
}

/** Our environment without `CORE_…`: the shim would take any such variable for one of its options. */
function environment(mspId: string): Readonly<Record<string, string>> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('CORE_'),
  );
  return {
    ...Object.fromEntries(inherited),
    CORE_PEER_LOCALMSPID: mspId,
    CORE_CHAINCODE_LOGGING_LEVEL: process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ?? SHIM_LOG_LEVEL,
  };
}
