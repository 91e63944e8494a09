import type { Problem, Source } from '@scrip/language';
// alone, because every command loads this, and few need the language
import { positionAt } from '@scrip/language/range';
import type { FailureProblem } from '../output/failure.js';

/** A problem of a text as programs get it: lines and columns count from 1, the end is the first one behind it. */
export interface TextProblem {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A text that cannot be used, with all that is wrong with it. */
export class TextError extends Error {
  override readonly name = 'TextError';

  constructor(readonly found: readonly { readonly source: Source; readonly problem: Problem }[]) {
    super(
      `${counted(found.length, 'problem')} in ${[...new Set(found.map(({ source }) => fileName(source.name)))].join(', ')}`,
    );
  }

  /** For people. */
  get lines(): readonly string[] {
    return this.found.flatMap(({ source, problem }) => problemLines(source, problem));
  }

  /** For programs. */
  get document(): FailureProblem & { readonly problems: readonly TextProblem[] } {
    return {
      ...{ type: 'urn:scrip:cli:text-refused', title: this.message, code: 'TEXT_REFUSED', retrySafe: false },
      problems: this.found.map(({ source, problem }) => textProblem(source, problem)),
    };
  }
}

/** A problem with its place, for programs. */
export function textProblem({ name, text }: Source, { code, message, range }: Problem): TextProblem {
  const [from, to] = [positionAt(text, range.from), positionAt(text, range.to)];
  return {
    ...{ file: fileName(name), code, message, line: from.line, column: from.column },
    ...{ endLine: to.line, endColumn: to.column },
  };
}

/** A problem for people: where, what and how to fix it, then the line with a mark below it. */
export function problemLines(source: Source, problem: Problem, kind = ''): readonly string[] {
  const { file, line, column, endLine, endColumn, message } = textProblem(source, problem);
  const [written = '', before] = [source.text.split('\n')[line - 1], column - 1];
  const end = endLine === line ? endColumn - 1 : written.trimEnd().length;
  const mark = '^'.repeat(Math.max(1, end - before));
  return [
    `${file}:${line}:${column}: ${kind}${shown(message)}`,
    shown(written).trimEnd(),
    `${written.slice(0, before).replace(/[^\t]/g, ' ')}${mark}`,
  ];
}

/** `1 problem`, `2 problems`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const fileName = (name: string): string => (name === '-' ? 'standard input' : name);

/** What a text holds must not steer a terminal. */
export const shown = (text: string): string => text.replace(/[^\t\P{Cc}]|[\u202A-\u202E\u2066-\u2069]/gu, '\u{FFFD}');
