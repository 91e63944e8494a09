import type { IToken } from 'chevrotain';
import type { Kind } from '../generated/ast.js';
import { kindOf, type Item } from '../syntax/items.js';
import { layoutOf } from '../syntax/parse.js';
import { KINDS } from './vocabulary.js';

/** Where somebody writes: what can stand there, and what of it is written already. */
export interface Cursor {
  readonly in: 'document' | 'head' | 'sentence' | 'events' | 'rule' | 'vote' | 'free';
  /** Of the definition around it. */
  readonly kind?: Kind;
  /** Words and values from where the sentence, rule or vote begins. */
  readonly items: readonly Item[];
  /** The part of a word that is written before the offset. */
  readonly word: string;
}

/** A word that stands where somebody is about to write, so that the line has a place in the layout. */
const MARK = 'x';

/** What can stand at an offset of a text. */
export function cursorAt(text: string, offset: number): Cursor {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const word = /[A-Za-z0-9_@%.'-]*$/.exec(line)?.[0] ?? '';
  const nothing = { items: [], word };
  if (isInTextOrComment(line)) return { in: 'free', ...nothing };
  const tokens = layoutOf(before.slice(0, before.length - word.length) + MARK);
  const mark = tokens.findLastIndex(({ image }) => image !== '');
  const head = tokens.findLastIndex(({ startColumn, image }, at) => at < mark && startColumn === 1 && image !== '');
  const kind = KINDS.find((each) => each === tokens[head]?.image);
  if (head < 0 || tokens[mark]?.startColumn === 1) return { in: 'document', ...nothing };
  if (kind === undefined) return { in: 'free', ...nothing };
  const sentence = sentenceBefore(tokens.slice(head, mark));
  return sentence === undefined ? { in: 'head', kind, ...nothing } : { kind, word, ...within(sentence) };
}

/** A number sign begins a comment unless it stands in a text; a text that is open goes on to the end of the line. */
const isInTextOrComment = (line: string): boolean =>
  /^(?:[^"#]|"(?:[^"\\]|\\.)*")*(?:#|"(?:[^"\\]|\\.)*\\?$)/.test(line);

/** The tokens of the sentence that is being written, its layout included; undefined: it is the first line. */
function sentenceBefore(tokens: readonly IToken[]): readonly IToken[] | undefined {
  let [depth, from] = [0, 0];
  for (const [at, { tokenType }] of tokens.entries()) {
    if (tokenType.name === 'INDENT') depth += 1;
    if (tokenType.name === 'DEDENT') depth -= 1;
    if ((tokenType.name === 'INDENT' || tokenType.name === 'END') && depth === 1) from = at + 1;
  }
  return from === 0 ? undefined : tokens.slice(from);
}

const EVENTS: readonly string[] = ['subscribe', 'transfer', 'hold'];

function within(tokens: readonly IToken[]): Pick<Cursor, 'in' | 'items'> {
  const words = tokens.map(({ image }) => image);
  if (words[0] === 'to') {
    let at = 1;
    while (EVENTS.includes(words[at] ?? '') && words[at + 1] === 'or') at += 2;
    if (at >= words.length) return { in: 'events', items: [] };
    return { in: 'rule', items: clauseOf(tokens.slice(at + 1)) };
  }
  if (words.slice(0, 5).join(' ') === 'title passes with yes from') {
    return { in: 'vote', items: clauseOf(tokens.slice(5)) };
  }
  if (words.includes('means')) return { in: 'free', items: [] };
  return { in: 'sentence', items: itemsOf(tokens) };
}

/** What is written of the innermost rule. */
function clauseOf(tokens: readonly IToken[]): readonly Item[] {
  const from = tokens.findLastIndex(({ image, tokenType: { name } }, at) => {
    if (name === 'INDENT' || name === 'END' || [';', ':', 'then', 'when'].includes(image)) return true;
    return image === '(' && tokens[at - 1]?.image === 'of';
  });
  return itemsOf(tokens.slice(from + 1));
}

const itemsOf = (tokens: readonly IToken[]): readonly Item[] =>
  tokens
    .filter(({ image }) => image !== '')
    .map(({ image, startOffset, tokenType }) => ({
      kind: kindOf(tokenType),
      text: image,
      source: image,
      range: { from: startOffset, to: startOffset + image.length },
    }));
