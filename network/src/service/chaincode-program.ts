import type { Command } from '../process/command.js';
import { CommandChaincode } from './command-chaincode.js';
import { NodeChaincode } from './node-chaincode.js';

/** Where a service listens and under which id it registers with its peer. */
export interface ServicePlace {
  /** `host:port`. */
  readonly address: string;
  readonly packageId: string;
}

/** How one service is started. */
export interface ServiceLaunch {
  readonly command: Command;
  /** What the program needs in its environment beside ours. */
  readonly env: Readonly<Record<string, string>>;
}

/** A chaincode of any language that this network starts as a service. */
export interface ChaincodeProgram {
  /** Absolute path of the folder that it runs in. */
  readonly directory: string;
  /** The version that the chaincode itself names; undefined when it names none. */
  readonly version: string | undefined;
  /** Makes it ready to run. Throws a `NetworkError` with the end of the log when that fails. */
  prepare(logPath: string, log: (line: string) => void): Promise<void>;
  launch(place: ServicePlace): ServiceLaunch;
}

/** What an operator names: a folder, and for chaincode that is no Node package the command that serves it. */
export interface ProgramLocation {
  /** Absolute path. */
  readonly path: string;
  /** A shell command, run in the folder. */
  readonly run?: string;
}

/** The program at a location. Throws a `NetworkError` when there is none. */
export function chaincodeProgram({ path, run }: ProgramLocation): ChaincodeProgram {
  return run === undefined ? new NodeChaincode(path) : new CommandChaincode(path, run);
}
