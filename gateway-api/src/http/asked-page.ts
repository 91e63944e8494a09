import type { Page } from '../read-model/page.js';
import { PAGE_DEFAULT } from './schemas/fields.js';

/** The page of a list that a query asks for. */
export const askedPage = (query: {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}): Page => ({ limit: query.limit ?? PAGE_DEFAULT, after: query.cursor ?? '' });
