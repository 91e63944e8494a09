import type { ParseResult } from 'langium';
import { MISPLACED, TOO_DEEP } from '../syntax/lexer.js';
import type { Problems } from './problem.js';

/** What is wrong with the form of a text. */
export function syntaxProblems({ lexerErrors, parserErrors }: ParseResult, text: string, problems: Problems): void {
  for (const { offset, length, message } of lexerErrors) {
    const range = { from: offset, to: offset + length };
    if (message === TOO_DEEP) {
      problems.add('LIMIT_EXCEEDED', `${TOO_DEEP}: give parts of this a definition of their own`, range);
      return;
    }
    if (message === MISPLACED) problems.add('LAYOUT_INVALID', LAYOUT, range);
    else problems.add('CHARACTER_UNKNOWN', unknownCharacters(text.slice(offset, offset + length)), range);
  }
  for (const { message, token, ...error } of parserErrors) {
    const behind =
      'previousToken' in error ? ((error.previousToken as typeof token | undefined)?.endOffset ?? -1) + 1 : 0;
    const from = Number.isNaN(token.startOffset) ? behind : token.startOffset;
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
