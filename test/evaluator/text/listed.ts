import type { Tokens } from './tokens-read.js';

/** Reads what stands in parentheses with semicolons, or below a colon. */
export function readListed<T>(tokens: Tokens, read: (tokens: Tokens) => T): readonly T[] {
  const end = opened(tokens);
  const items = [read(tokens)];
  while (tokens.mark(';')) items.push(read(tokens));
  tokens.expectMark(end);
  return items;
}

function opened(tokens: Tokens): string {
  if (tokens.mark('(')) return ')';
  tokens.expectMark(':');
  tokens.expectMark('{');
  return '}';
}

/** Reads the one thing that stands behind a colon, on its line or below it. */
export function readBehindColon<T>(tokens: Tokens, read: (tokens: Tokens) => T): T {
  tokens.expectMark(':');
  if (!tokens.mark('{')) return read(tokens);
  const one = read(tokens);
  tokens.expectMark('}');
  return one;
}
