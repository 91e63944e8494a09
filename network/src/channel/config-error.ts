import { MspError } from '../msp/msp-error.js';
import { PolicyError } from '../policy/policy-error.js';
import { ProtoError } from '../proto/decode.js';

/** A channel configuration that cannot be used, or a change of it that is not allowed; the text is Fabric's. */
export class ChannelConfigError extends Error {
  override readonly name = 'ChannelConfigError';
}

/** Runs a check and says in its error what was checked, as Go's errors.Wrap does. @throws {ChannelConfigError} */
export function inContext<T>(context: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (isRefusal(error)) throw new ChannelConfigError(`${context}: ${error.message}`);
    throw error;
  }
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof ChannelConfigError ||
    error instanceof MspError ||
    error instanceof PolicyError ||
    error instanceof ProtoError
  );
}
