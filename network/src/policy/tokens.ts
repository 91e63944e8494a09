import { PolicySyntaxError } from './syntax-error.js';

/** A word, a number, a quoted text or a punctuation mark of a policy, with its offset. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'mark' | 'end';
  readonly value: string;
  readonly position: number;
}

const PATTERNS: readonly { readonly kind: Token['kind']; readonly pattern: RegExp }[] = [
  { kind: 'word', pattern: /[A-Za-z_][A-Za-z0-9_]*/y },
  { kind: 'number', pattern: /[0-9]+/y },
  { kind: 'text', pattern: /'[^'\\]*'|"[^"\\]*"/y },
  { kind: 'mark', pattern: /[(),]/y },
];
const SPACE = /\s*/y;

/** Splits a policy into tokens; the last one is always of kind `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const token = tokenAt(text, position);
    tokens.push(token);
    const quotes = token.kind === 'text' ? 2 : 0;
    position = skipSpace(text, position + token.value.length + quotes);
  }
  return [...tokens, { kind: 'end', value: '', position: text.length }];
}

function skipSpace(text: string, position: number): number {
  SPACE.lastIndex = position;
  return position + (SPACE.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, position: number): Token {
  for (const { kind, pattern } of PATTERNS) {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) {
      return { kind, value: kind === 'text' ? found.slice(1, -1) : found, position };
    }
  }
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  const reason = /['"]/.test(character)
    ? 'unterminated quotation'
    : `unexpected character ${JSON.stringify(character)}`;
  throw new PolicySyntaxError(reason, position, text);
}
