import type { AstNode } from 'langium';
import type { definitions } from '@scrip/model';
import type { Problems } from '../check/problem.js';
import type { Formula } from '../generated/ast.js';
import { formulaOf } from '../phrases/formula.js';
import { itemsOf, type Item, type Worded } from '../syntax/items.js';
import { rangeOf, type Range } from '../syntax/range.js';
import { substituted, type Bindings } from './bindings.js';
import type { Draft } from './draft.js';

/** In which surroundings a sentence is told: in its own text, or in a definition that a template makes. */
export interface Scope {
  readonly draft: Draft;
  readonly problems: Problems;
  /** The words and values of a sentence. */
  items(node: Worded): readonly Item[];
  /** Where something stands in the text that is compiled. */
  range(node: Pick<AstNode, '$cstNode'>): Range;
  formula(node: Formula): definitions.Formula;
}

/** Sentences of the text itself. */
export const ownScope = (draft: Draft, problems: Problems): Scope => ({
  ...{ draft, problems },
  items: itemsOf,
  range: rangeOf,
  formula: (node) => formulaOf(node),
});

/**
 * A sentence of a template: what it takes stands in the place of its names, where it is given, and all else where the template
 * is made use of.
 */
export const madeScope = (draft: Draft, problems: Problems, bindings: Bindings, at: Range): Scope => ({
  ...{ draft, problems },
  items: (node) =>
    substituted(
      itemsOf(node).map((item) => ({ ...item, range: at })),
      bindings,
      'given',
    ),
  range: () => at,
  formula: (node) => formulaOf(node, (name) => bindings.get(name)),
});
