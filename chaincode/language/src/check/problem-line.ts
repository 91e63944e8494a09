import { positionAt } from '../syntax/range.js';
import type { Problem } from './problem.js';

/** A problem in one line: where it is in a text, its code, and what is said of it. */
export function problemLine(text: string, { code, message, range }: Problem): string {
  const { line, column } = positionAt(text, range.from);
  return `${line}:${column} ${code} ${message}`;
}
