import { parse, stringify } from 'lossless-json';
import { InterchangeError } from './interchange-error.js';
import { requireDepth, requireSize } from './limits.js';
import { JsonNumber, type Tree } from './tree.js';

/**
 * Reads JSON without loss: numbers keep their digits, and a name that is there twice with two values is an error.
 *
 * @throws InterchangeError DOCUMENT_MALFORMED, DOCUMENT_TOO_LARGE
 */
export function readJson(text: string): Tree {
  requireSize(text);
  requireDepth(depthOf(text));
  try {
    return parse(text, undefined, (digits) => new JsonNumber(digits)) as Tree;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InterchangeError('DOCUMENT_MALFORMED', `this is not JSON: ${error.message}`);
  }
}

/** How deep the brackets of a text go, those in strings not counted; the parser would call itself as often. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}

/** Writes JSON, indented, with a line's end. */
export function writeJson(tree: Tree): string {
  const numbers = [
    {
      test: (value: unknown) => value instanceof JsonNumber,
      stringify: (value: unknown) => (value as JsonNumber).digits,
    },
  ];
  return `${stringify(tree, undefined, 2, numbers) ?? 'null'}\n`;
}
