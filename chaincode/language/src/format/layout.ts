import type { Comments } from './comments.js';
import { COLUMNS, inline, type Printable } from './printable.js';

/** Lines of what is printed, indented; a list that is too long for one line has one part to a line. */
export function linesOf(printable: Printable, indent: string, comments?: Comments): readonly string[] {
  const { range } = printable;
  const above = range === undefined ? [] : (comments?.before(range.from) ?? []);
  return [...above.map((each) => indent + each), ...said(printable, indent, comments)];
}

function said(printable: Printable, indent: string, comments: Comments | undefined): readonly string[] {
  const { parts, range } = printable;
  const line = indent + inline(printable);
  const isOneLine = line.length <= COLUMNS && !(range !== undefined && comments?.isWithin(range));
  if (isOneLine) return [line + behind(range, comments)];
  if (parts === undefined) return ended(wrapped(printable.words, indent), behind(range, comments));
  const [first] = parts.of;
  if (first !== undefined && (parts.as === 'beside' || (parts.as === 'next' && first.parts !== undefined))) {
    // the part itself is what is long
    const words = `${printable.words} ${first.words}`;
    if (parts.as === 'beside' || indent.length + words.length < COLUMNS) {
      return said({ ...first, words, ...(range === undefined ? {} : { range }) }, indent, comments);
    }
  }
  const below = parts.of.flatMap((each) => linesOf(each, `${indent}  `, comments));
  const opening = printable.words.endsWith(':') ? printable.words : `${printable.words}:`;
  return [indent + opening, ...below];
}

const behind = (range: Printable['range'], comments: Comments | undefined): string =>
  range === undefined ? '' : (comments?.behind(range) ?? '');

/** Words that are too long for one line go on below it, indented deeper. */
function wrapped(words: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of words.match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g) ?? []) {
    if (line.trim() !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = `${indent}    `;
    }
    line += line.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}

const ended = (lines: readonly string[], comment: string): readonly string[] =>
  lines.map((line, index) => (index === lines.length - 1 ? line + comment : line));
