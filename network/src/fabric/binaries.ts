import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NetworkError } from '../network-error.js';

/** Paths of Fabric's own programs. */
export interface FabricBinaries {
  readonly peer: string;
  readonly orderer: string;
}

/** Where the programs officially come from. */
const SOURCE =
  'they come with every Hyperledger Fabric release (3.1 or later): https://github.com/hyperledger/fabric/releases, ' +
  'or install-fabric.sh as in https://hyperledger-fabric.readthedocs.io/en/latest/install.html; ' +
  'then put them on PATH or name their folder in FABRIC_BIN';

/** Looks in `FABRIC_BIN`, then on `PATH`. Throws a {@link NetworkError} that names what is missing. */
export function findBinaries(env: NodeJS.ProcessEnv = process.env): FabricBinaries {
  const peer = find('peer', env);
  const orderer = find('orderer', env);
  if (peer !== undefined && orderer !== undefined) return { peer, orderer };
  const missing = [peer ?? '`peer`', orderer ?? '`orderer`'].filter((name) => name.startsWith('`')).join(' and ');
  throw new NetworkError(
    `engine fabric needs Fabric's own programs: ${missing} not found; nothing was started`,
    SOURCE,
  );
}

/** The Fabric CA server, which Fabric's releases carry apart; undefined when it is not installed. */
export function findCaServer(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return find('fabric-ca-server', env);
}

function find(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = [env['FABRIC_BIN'] ?? '', ...(env['PATH'] ?? '').split(delimiter)];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
