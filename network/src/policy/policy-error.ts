/** A policy whose encoding cannot be evaluated; the message is Fabric's where Fabric has one. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}
