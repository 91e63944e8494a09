import type { ZodType } from 'zod';
import { InterchangeError } from '../document/interchange-error.js';
import type { Source } from '../document/source.js';

/**
 * Refuses an object that is not built as its format has it: its values could not be told apart.
 *
 * @throws InterchangeError DOCUMENT_INVALID with the place of the first value that is not
 */
export function requireShape(object: Source, shape: ZodType): void {
  const [issue] = shape.safeParse(object.tree).error?.issues ?? [];
  if (issue === undefined) return;
  const path = [object.path, ...issue.path.map(String)].join('/');
  throw new InterchangeError('DOCUMENT_INVALID', `this is not built as the format has it: ${issue.message}`, path);
}
