import type { TokenType } from 'chevrotain';
import { isCompositeCstNode, isLeafCstNode, type AstNode, type CstNode } from 'langium';
import { isGroup, type Formula } from '../generated/ast.js';
import type { Range } from './range.js';

/** Kinds of tokens that are no plain words, by their names in the grammar. */
const KINDS = {
  PERCENT: 'Percent',
  DATE: 'Day',
  MONTH: 'Month',
  NUMBER: 'Numeral',
  PINNED: 'Pinned',
  CODE: 'Code',
  DIGEST: 'Digest',
  DAYCOUNT: 'DayCount',
  TEXT: 'Text',
  ',': 'Joiner',
  and: 'Joiner',
  or: 'Joiner',
  '<': 'Operator',
  '<=': 'Operator',
  '>': 'Operator',
  '>=': 'Operator',
} as const;

/** What an item of a sentence is. */
export type ItemKind = 'Word' | 'Group' | (typeof KINDS)[keyof typeof KINDS];

const KIND_OF: ReadonlyMap<string, ItemKind> = new Map(Object.entries(KINDS));

/** What a token is as an item of a sentence. */
export const kindOf = ({ name }: Pick<TokenType, 'name'>): ItemKind => KIND_OF.get(name) ?? 'Word';

/** A word or a value of a sentence. */
export interface Item {
  readonly kind: ItemKind;
  /** As it is written; of a formula in parentheses: nothing, because it is read by its tree. */
  readonly text: string;
  readonly source: string;
  readonly range: Range;
  /** Of a group. */
  readonly formula?: Formula;
  /** Of a group in a template: what stands for the names of parameters. */
  readonly lookUp?: (name: string) => readonly Item[] | undefined;
}

/** A list of words and values. */
export type Worded = Pick<AstNode, '$cstNode'>;

/** The words and values of a sentence, in order. */
export function itemsOf({ $cstNode }: Worded): readonly Item[] {
  const items: Item[] = [];
  if ($cstNode !== undefined) addItems($cstNode, items);
  return items;
}

function addItems(node: CstNode, items: Item[]): void {
  const { astNode } = node;
  if (isLeafCstNode(node)) {
    const { offset: from, end: to, text } = node;
    // what ends a line has no text
    if (text !== '') items.push({ kind: kindOf(node.tokenType), text, source: text, range: { from, to } });
  } else if (isGroup(astNode)) {
    const range = { from: node.offset, to: node.end };
    items.push({ kind: 'Group', text: '', source: node.text, range, formula: astNode.formula });
  } else if (isCompositeCstNode(node)) {
    for (const inner of node.content) if (!inner.hidden) addItems(inner, items);
  }
}
