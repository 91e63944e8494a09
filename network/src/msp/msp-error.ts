/** An identity or an MSP configuration that Fabric would refuse; the message is Fabric's where Fabric has one. */
export class MspError extends Error {
  override readonly name: string = 'MspError';
}

/**
 * An identity of a known organisation that its MSP does not let pass: revoked, or without exactly one role. Fabric reads
 * such an identity and refuses it a step later, with other words than one that it cannot read (msp Validate).
 */
export class InvalidIdentityError extends MspError {
  override readonly name = 'InvalidIdentityError';

  constructor(
    readonly mspId: string,
    message: string,
  ) {
    super(message);
  }
}
