/** What is checked, by name: an error says at which of these a certificate failed. */
export type Check =
  /** The file and the messages in it are what they must be. */
  | 'form'
  /** The pinned configuration block. */
  | 'anchor'
  /** The configuration updates since. */
  | 'configuration'
  | 'channel'
  | 'chaincode'
  /** What was asked of the peers. */
  | 'request'
  | 'nonce'
  /** A certificate of somebody who signed. */
  | 'identity'
  | 'signature'
  /** Enough members signed. */
  | 'quorum'
  /** What the peers answered. */
  | 'response'
  /** What the peers read for it. */
  | 'read-set'
  /** The transactions in which the lots came about. */
  | 'creation'
  /** The opening of the holder's id. */
  | 'holder';

/** A certificate does not prove what it says: one check has failed. */
export class VerificationError extends Error {
  readonly check: Check;

  constructor(check: Check, message: string) {
    super(message);
    this.name = 'VerificationError';
    this.check = check;
  }
}

/** Ends the verification. */
export function fail(check: Check, message: string): never {
  throw new VerificationError(check, message);
}

/** Ends the verification unless something holds. */
export function ensure(holds: boolean, check: Check, message: string): asserts holds {
  if (!holds) fail(check, message);
}

/** Does a part of the verification, whose malformed messages count as failures of one check. */
export function during<T>(check: Check, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof VerificationError && error.check === 'form') fail(check, `${what}: ${error.message}`);
    throw error;
  }
}
