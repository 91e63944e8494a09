import type { IToken } from 'chevrotain';

/**
 * Most levels within each other: the parser goes down a dozen calls for each, and a stack that overflows leaves it unfit for
 * the next text.
 */
export const NESTING_MAX = 40;

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

/** `when … then`, `under "…":`, `80% of`: all that follows stands within. */
const leadsDown = (name: string, before: string): boolean =>
  name === 'then' || name === 'under' || (name === 'of' && before === 'PERCENT');
