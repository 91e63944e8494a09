import type { JsonObject } from './ledger.js';

/** The chaincode looked at a command or query and refused it. Nothing was written. */
export class LedgerRefusal extends Error {
  /** Stable code of the error catalogue. */
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, message: string, details: JsonObject = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerRefusal';
    this.code = code;
    this.details = details;
  }
}

/** Why a submission did not become final within its bounds. */
export type UnavailableReason =
  /** Concurrent transactions kept changing what this one had read (Fabric codes 11, 12, 10, or differing endorsements). */
  | 'conflict'
  /** Peers or orderers could not be reached or did not answer. */
  | 'unreachable'
  /** The transaction was sent, and nobody could say in time whether it was committed. */
  | 'outcome-unknown';

/** The ledger could not finish the work in time; repeating the same command is safe, for its id is consumed once. */
export class LedgerUnavailable extends Error {
  readonly reason: UnavailableReason;
  readonly attempts: number;

  constructor(reason: UnavailableReason, attempts: number, options?: ErrorOptions) {
    super(`the ledger did not finish the work after ${attempts} attempts: ${reason}`, options);
    this.name = 'LedgerUnavailable';
    this.reason = reason;
    this.attempts = attempts;
  }
}

/** The ledger answered with something that no correct network sends: a fault of ours or of the network, not the client's. */
export class LedgerFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerFault';
  }
}

/** Too few peers are there to endorse a command; nothing was prepared. */
export class EndorsersMissing extends Error {
  constructor(
    /** Organisations that do not answer. */
    readonly missing: readonly string[],
    message: string,
  ) {
    super(message);
    this.name = 'EndorsersMissing';
  }
}

/** An endorsement does not count: it is by nobody who may give it, or over something else. */
export class EndorsementRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EndorsementRefused';
  }
}
