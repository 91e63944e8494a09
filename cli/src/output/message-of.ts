/** The message of whatever was thrown; errors of the runtime may be of another realm, so it is looked at, not its class. */
export function messageOf(error: unknown): string {
  const message = (error as { readonly message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : String(error);
}
