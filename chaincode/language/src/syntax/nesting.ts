import type { IToken } from 'chevrotain';

/**
 * Most levels within each other: the parser goes down a dozen calls for each, and a stack that overflows leaves it unfit for
 * the next text.
 */
export const NESTING_MAX = 40;

/** Most signs of one formula, and most tests of a question: each stands one level above what is to its left. */
export const JOINED_MAX = 500;

const JOINING: ReadonlySet<string> = new Set(['+', '-', '*', '/', 'and', 'or']);

/** The first sign or joiner of a sentence that is one too many; undefined: none is. */
export function oneTooMany(tokens: readonly IToken[]): IToken | undefined {
  let joined = 0;
  return tokens.find(({ tokenType: { name } }) => {
    joined = name === 'END' ? 0 : joined + Number(JOINING.has(name));
    return joined > JOINED_MAX;
  });
}

/** The first token that is nested too deep; undefined: none is. */
export function tooDeepIn(tokens: readonly IToken[]): IToken | undefined {
  // of each block and parenthesis that is open: how many levels its present part leads down by itself
  const parts = [0];
  let [denials, before] = [0, ''];
  return tokens.find(({ tokenType: { name } }) => {
    const last = parts.length - 1;
    denials = name === 'NOT' ? denials + 1 : 0;
    if (name === '(' || name === 'INDENT') parts.push(0);
    else if (name === ')' || name === 'DEDENT') parts.splice(Math.max(last, 1));
    else if (name === 'END' || name === ';') parts[last] = 0;
    else if (leadsDown(name, before)) parts[last] = (parts[last] ?? 0) + 1;
    before = name;
    return parts.reduce((depth, each) => depth + each, parts.length - 1 + denials) > NESTING_MAX;
  });
}

/** `when … then`, `under "…":`, `80% of`, `part (…) of`: all that follows stands within. */
const leadsDown = (name: string, before: string): boolean =>
  name === 'when' || name === 'under' || (name === 'of' && (before === 'PERCENT' || before === ')'));
