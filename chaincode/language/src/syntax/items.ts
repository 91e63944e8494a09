import type { Formula, Item as Node } from '../generated/ast.js';
import { rangeOf, type Range } from './range.js';

/** A word or a value of a sentence. */
export interface Item {
  readonly kind: Node['$type'];
  /** As it is written; of a formula in parentheses: nothing, because it is read by its tree. */
  readonly text: string;
  readonly source: string;
  readonly range: Range;
  /** Of a group. */
  readonly formula?: Formula;
  /** Of a group in a template: what stands for the names of parameters. */
  readonly lookUp?: (name: string) => readonly Item[] | undefined;
}

/** The words and values of a sentence, in order. */
export const itemsOf = (nodes: readonly Node[]): readonly Item[] =>
  nodes.map((node) => {
    const at = { kind: node.$type, range: rangeOf(node), source: node.$cstNode?.text ?? '' };
    return node.$type === 'Group' ? { ...at, text: '', formula: node.formula } : { ...at, text: node.text };
  });
