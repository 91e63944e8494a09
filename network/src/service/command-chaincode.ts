import { statSync } from 'node:fs';
import { NetworkError } from '../network-error.js';
import { nativeCommand } from '../process/command.js';
import type { ChaincodeProgram, ServiceLaunch, ServicePlace } from './chaincode-program.js';

/**
 * A chaincode in any language, served by a command of its own. Address and id are in the environment under the names
 * that Fabric's Go and Java shims and its documentation use (Fabric docs, "Running chaincode as an external service").
 */
export class CommandChaincode implements ChaincodeProgram {
  readonly version = undefined;

  /** Throws a {@link NetworkError} when the folder is none. */
  constructor(
    readonly directory: string,
    private readonly run: string,
  ) {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return;
    throw new NetworkError(`${directory} is no folder; nothing was deployed`, 'check --path');
  }

  /** Nothing: what has to be built is built by the command, or before. */
  prepare(): Promise<void> {
    return Promise.resolve();
  }

  launch({ address, packageId }: ServicePlace): ServiceLaunch {
    return {
      command: nativeCommand('/bin/sh', ['-c', this.run]),
      env: {
        CHAINCODE_SERVER_ADDRESS: address,
        CHAINCODE_ID: packageId,
        CORE_CHAINCODE_ID_NAME: packageId,
        CHAINCODE_TLS_DISABLED: 'true',
        CORE_PEER_TLS_ENABLED: 'false',
      },
    };
  }
}
