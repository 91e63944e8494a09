import { canonicalJson, DomainError, refusalOf } from '@scrip/model';
import type { Context } from 'fabric-contract-api';

/**
 * Runs a transaction and lets it fail only with a refusal of the catalogue: the message of the error is canonical JSON
 * `{"code":…,"details":…,"message":…}`, which the peer passes on behind a few words of its own. What was not foreseen
 * becomes INTERNAL; its cause goes to the log of this process and nowhere else.
 */
export async function answering<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(canonicalJson(refusalOf(asDomainError(ctx, error))), { cause: error });
  }
}

function asDomainError(ctx: Context, error: unknown): DomainError {
  const known = error instanceof DomainError ? error : new DomainError('INTERNAL', {}, error);
  if (known.code === 'INTERNAL' || known.code === 'RECORD_UNREADABLE') {
    const cause = known.cause instanceof Error ? known.cause.stack : String(known.cause);
    ctx.logging.getLogger('transaction').error(`${known.code}: ${cause ?? ''}`);
  }
  return known;
}
