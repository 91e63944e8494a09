/** A policy text that does not parse. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';

  /**
   * @param reason what is wrong
   * @param position zero-based offset in the text
   * @param text the policy as given
   */
  constructor(
    readonly reason: string,
    readonly position: number,
    readonly text: string,
  ) {
    super(`${reason} at position ${position} of policy ${JSON.stringify(text)}`);
  }
}
