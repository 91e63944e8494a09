import type { Piece, Range as TextRange } from '@scrip/language/editing';
import type { Position, Range } from 'vscode-languageserver';

/** The place of an offset, as the protocol counts: from 0, columns in UTF-16 units. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - before.lastIndexOf('\n') - 1 };
}

/** The offset of a place; behind the end of its line: the end. */
export function offsetOf(text: string, { line, character }: Position): number {
  let from = 0;
  for (let at = 0; at < line; at += 1) {
    const next = text.indexOf('\n', from);
    if (next < 0) return text.length;
    from = next + 1;
  }
  const end = text.indexOf('\n', from);
  return Math.min(from + character, end < 0 ? text.length : end);
}

/** A range of a text. */
export const rangeOf = (text: string, { from, to }: TextRange): Range => ({
  start: positionOf(text, from),
  end: positionOf(text, to),
});

/** Pieces as a snippet: values to be filled in are its tab stops. */
export function snippetOf(pieces: readonly Piece[]): string {
  let stop = 0;
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return escaped(piece);
      stop += 1;
      const { choices, example } = piece;
      if (choices === undefined) return `\${${stop}:${escaped(example)}}`;
      return `\${${stop}|${choices.map((each) => escaped(each).replace(/[,|]/g, '\\$&')).join(',')}|}`;
    })
    .join(' ')
    .replaceAll(' ,', ',')
    .replaceAll(' :', ':');
}

const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
