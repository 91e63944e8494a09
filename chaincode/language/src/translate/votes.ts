import type { VoteTree } from '@scrip/model';
import type { Rule } from '../generated/ast.js';
import { find } from '../phrases/find.js';
import { VOTE_PHRASES } from '../phrases/tables.js';
import type { Scope } from './scope.js';

const PLACES = { what: 'a place from which it is voted', among: VOTE_PHRASES };

/** A tree of votes in its canonical form: `all of`, `any of`, `2 of` places and trees. */
export function votesOf(node: Rule, path: string, scope: Scope): VoteTree | undefined {
  const { draft, problems } = scope;
  draft.place(path, scope.range(node));
  if (node.$type === 'Clause') {
    const found = find(PLACES, scope.items(node), problems);
    return found && ({ is: 'vote', from: found.values['from'] } as VoteTree);
  }
  if (node.$type !== 'Combination' || node.quantifier === 'none') {
    problems.add('SYNTAX_INVALID', 'votes are combined by "all of", "any of" or a number "of"', scope.range(node));
    return undefined;
  }
  const of = node.rules.map((each, index) => votesOf(each, `${path}/of/${index}`, scope));
  const votes = { all: of.length, any: 1, none: 0 }[node.quantifier ?? 'none'] || Number(node.count);
  return of.every((each) => each !== undefined) ? { is: 'atLeast', votes, of } : undefined;
}
