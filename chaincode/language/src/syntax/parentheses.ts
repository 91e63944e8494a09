import type { Range } from './range.js';

/** A parenthesis without its other half. */
export interface LoneParenthesis {
  readonly at: number;
  readonly message: string;
}

/** The first parenthesis of a sentence that is not closed, or not opened; undefined: all are. */
export function parenthesisIn(text: string, { from, to }: Range): LoneParenthesis | undefined {
  const open: number[] = [];
  for (const { 0: found, index } of text.slice(from, to).matchAll(/"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*|[()]/g)) {
    if (found === '(') open.push(from + index);
    else if (found === ')' && open.pop() === undefined) {
      return { at: from + index, message: 'this parenthesis closes nothing: leave it out, or open one before it' };
    }
  }
  const [at] = open;
  return at === undefined ? undefined : { at, message: 'this parenthesis is not closed: add ")" where its list ends' };
}
