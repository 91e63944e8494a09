import { text, type Row } from '../storage/database.js';

/** A page: at most so many rows after the one named. */
export interface Page {
  readonly limit: number;
  readonly after: string;
}

/** Rows of a page and where the next one begins. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/**
 * The page that some rows make.
 *
 * @param rows - one more than the limit when there is a next page
 * @param key - column by which they are ordered
 */
export function pageOf<T>(rows: readonly Row[], limit: number, key: string, convert: (row: Row) => T): PageOf<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(convert);
  return rows.length > limit && last !== undefined ? { items, nextCursor: text(last, key) } : { items };
}
