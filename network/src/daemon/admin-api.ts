import type { CaEndpoint } from '../ca/organization-ca.js';
import type { ActiveFault } from '../devnet/faults/fault.js';
import type { ChaincodeDefinition, DefinitionStatus, EngineName } from '../engine.js';

/** What the network is doing. */
export type DaemonState = 'starting' | 'ready' | 'stopping';

/** Answer of `GET /status`. */
export interface StatusAnswer {
  readonly state: DaemonState;
  readonly engine: EngineName;
  readonly pid: number;
  readonly startedAt: string;
  /** What the daemon's own process takes: all of it, and JavaScript objects with their buffers. */
  readonly memory: { readonly residentBytes: number; readonly heapBytes: number };
  /** Gateway address of each organisation. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Certificate authority of each organisation. */
  readonly authorities: Readonly<Record<string, CaEndpoint>>;
  /** Certificates that end within 90 days, what ends first before. */
  readonly expiring: readonly ExpiringAnswer[];
  readonly channels: readonly {
    readonly channel: string;
    readonly members: readonly string[];
    /** By member; one whose peer does not answer is left out. */
    readonly heights: Readonly<Record<string, number>>;
    readonly commitHashes: Readonly<Record<string, string>>;
    readonly definitions: readonly DefinitionStatus[];
  }[];
}

/** A certificate that ends soon. */
export interface ExpiringAnswer {
  readonly name: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly daysLeft: number;
  /** The same in words. */
  readonly text: string;
}

/** Answer of `POST /deploy`: the definition by channel. */
export type DeployAnswer = Readonly<Record<string, ChaincodeDefinition>>;

/** Answer of `GET /faults`, `POST /faults` and `POST /faults/heal`: the faults in effect, oldest first. */
export interface FaultsAnswer {
  readonly faults: readonly ActiveFault[];
}

/** Answer of `POST /organizations`. */
export interface OrganizationAnswer {
  readonly mspId: string;
  /** Address of its peer's gateway. */
  readonly gateway: string;
  /** The file that the members of a channel need to add it: public material only. */
  readonly definition: string;
}

/** Body of every answer that is no success. */
export interface ErrorAnswer {
  readonly message: string;
  readonly hint?: string;
}
