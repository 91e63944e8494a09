import type { ReadOptions } from '@scrip/gateway-api';
import type { Call } from '../command/call.js';
import { anyText, flag, option, wholeNumber } from '../command/input.js';
import { stated } from './body.js';

/** Options of a list that comes in pages. */
export const PAGE_OPTIONS = {
  limit: option('--limit <rows>', 'rows on a page (else 100)', wholeNumber),
  cursor: option('--cursor <cursor>', 'go on after an earlier page', anyText),
  all: flag('--all', 'all pages'),
};

interface PageWish {
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly all: boolean;
}

const PAGE_MAX = 1_000;

/** One page, or with `--all` all of them as one. */
export async function pages<R extends { readonly items: readonly unknown[]; readonly nextCursor?: string | undefined }>(
  call: Call,
  { limit, cursor, all }: PageWish,
  fetchPage: (options: ReadOptions) => Promise<R>,
): Promise<R> {
  const options = stated({ ...call.channel, limit: limit ?? (all ? PAGE_MAX : undefined), cursor }) as ReadOptions;
  let page = await fetchPage(options);
  const items = [...page.items];
  while (all && page.nextCursor !== undefined) {
    page = await fetchPage({ ...options, cursor: page.nextCursor });
    items.push(...page.items);
  }
  return { ...page, items };
}
