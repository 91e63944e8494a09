import { positionAt } from '../syntax/range.js';
import type { Problem } from './problem.js';

/** A problem in one line: where it is in a text, its code, and what is said of it. */
export function problemLine(text: string, { code, message, range }: Problem): string {
  const { line, column } = positionAt(text, range.from);
  return `${line}:${column} ${code} ${message}`;
}

/** A problem of a text that its reader has not before them: with the line on which it stands. */
export function problemWithLine(text: string, { code, message, range }: Problem): string {
  const from = text.lastIndexOf('\n', range.from - 1) + 1;
  const [line = ''] = text.slice(from).split('\n', 1);
  return `${code} ${message}, in: ${line.trim()}`;
}
