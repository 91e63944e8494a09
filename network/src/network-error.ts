/** A condition that the operator can act on: said in one line, with what to do about it. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  /**
   * @param message what happened and what was not done
   * @param hint what the operator can do
   */
  constructor(
    message: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
