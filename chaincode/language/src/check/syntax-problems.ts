import type { ParseResult } from 'langium';
import { MISPLACED, TOO_DEEP, TOO_LONG } from '../syntax/lexer.js';
import type { Problems } from './problem.js';

/** What is wrong with the form of a text. */
export function syntaxProblems({ lexerErrors, parserErrors }: ParseResult, text: string, problems: Problems): void {
  for (const { offset, length, message } of lexerErrors) {
    const range = { from: offset, to: offset + length };
    if (message === TOO_DEEP || message === TOO_LONG) {
      problems.add('LIMIT_EXCEEDED', `${message}: give parts of this a definition of their own`, range);
      return;
    }
    if (message === MISPLACED) {
      problems.add('LAYOUT_INVALID', LAYOUT, range);
      return;
    }
    problems.add('CHARACTER_UNKNOWN', unknownCharacters(text.slice(offset, offset + length)), range);
  }
  for (const { message, token, ...error } of parserErrors) {
    const before = 'previousToken' in error ? (error.previousToken as typeof token | undefined) : undefined;
    // what ends a text has no place of its own
    const places = [token.startOffset, (before?.endOffset ?? NaN) + 1, text.trimEnd().length];
    const from = places.find((each) => !Number.isNaN(each)) ?? 0;
    problems.add('SYNTAX_INVALID', message, { from, to: from + token.image.length });
  }
}

const LAYOUT =
  'this line begins under no line above it: indent it like the sentence that it follows, or deeper to go on with it';

function unknownCharacters(characters: string): string {
  return characters.startsWith('"')
    ? 'this text has no end: close it with a quotation mark on the same line'
    : `"${characters}" is no part of the language`;
}
