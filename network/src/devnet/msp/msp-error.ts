/** An identity or an MSP configuration that Fabric would refuse; the message is Fabric's where Fabric has one. */
export class MspError extends Error {
  override readonly name = 'MspError';
}
