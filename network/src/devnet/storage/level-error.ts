/** How LevelDB's own texts begin when files are not as it left them (`leveldb/util/status.cc`); codes may be missing. */
const CORRUPTION = /^(Corruption|IO error): /;

/**
 * What LevelDB said when an operation failed; undefined for an error that is not LevelDB's. classic-level wraps it, and
 * errors of a native module are no instances of this module's `Error` under every test runner.
 */
export function levelError(error: unknown): { readonly kind: 'locked' | 'corrupt'; readonly text: string } | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  const text = typeof message === 'string' ? message : '';
  if (code === 'LEVEL_LOCKED') return { kind: 'locked', text };
  if (CORRUPTION.test(text)) return { kind: 'corrupt', text };
  return levelError(cause);
}
