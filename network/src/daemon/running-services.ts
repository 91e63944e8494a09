import type { ChaincodeDefinition, ChaincodeRuntime, Engine } from '../engine.js';
import { NetworkError } from '../network-error.js';
import { acceptsConnections } from '../process/ports.js';

const ADDRESS = /^(?<host>[A-Za-z0-9.-]+):(?<port>\d{1,5})$/;

/** Services that the operator runs, in a debugger or in any language; this network only connects to them. */
export interface RunningServices {
  /** `host:port` by MSP id. */
  readonly addresses: Readonly<Record<string, string>>;
  /** MSP ids of all organisations that have the chaincode. */
  readonly members: readonly string[];
  /** Any of the chaincode's definitions: name and version decide the package id. */
  readonly definition: ChaincodeDefinition;
}

/** Throws a {@link NetworkError} when a member's service is not named, is no address, or does not answer. */
export async function requireRunningServices(engine: Engine, services: RunningServices): Promise<void> {
  const { addresses, members, definition } = services;
  const strangers = Object.keys(addresses).filter((mspId) => !members.includes(mspId));
  if (strangers.length > 0) throw refused(`${strangers.join(', ')} is no member of the channels`, members);
  for (const mspId of members) {
    const address = addresses[mspId];
    if (address === undefined) throw refused(`no service of ${mspId} is named`, members);
    const { host, port } = ADDRESS.exec(address)?.groups ?? {};
    if (host === undefined || port === undefined) throw refused(`"${address}" of ${mspId} is no host:port`, members);
    if (await acceptsConnections(Number(port), host)) continue;
    const id = engine.packageId(definition, mspId, address);
    throw new NetworkError(
      `nothing answers at ${address} (${mspId}); nothing was deployed`,
      `start the service with CHAINCODE_SERVER_ADDRESS=${address} and CHAINCODE_ID=${id} ` +
        '(CORE_CHAINCODE_ID_NAME for the shims of Go and Java)',
    );
  }
}

/** How the engine reaches them. */
export function runtimeOf(addresses: RunningServices['addresses']): ChaincodeRuntime {
  return { kind: 'service', addresses: new Map(Object.entries(addresses)) };
}

function refused(what: string, members: readonly string[]): NetworkError {
  return new NetworkError(
    `${what}; nothing was deployed`,
    `needed: ${members.map((id) => `--service ${id}=host:port`).join(' ')}`,
  );
}
