import { Problems } from '../check/problem.js';
import type { Kind, Rule, Sentence } from '../generated/ast.js';
import { match, type Match, type Phrase } from '../phrases/phrase.js';
import { Reading } from '../phrases/slot.js';
import { itemsOf, type Worded } from '../syntax/items.js';
import { rangeOf, type Range } from '../syntax/range.js';
import { read } from '../syntax/read.js';
import { CLAUSE_PHRASES, VOTE_PHRASES } from '../phrases/tables.js';
import { sentencesOf } from './vocabulary.js';

/** A sentence of a text, or a rule or a vote within one, as far as it can be told. */
export interface Said {
  readonly range: Range;
  /** `meaning`, `asked` and `passing` are sentences of the grammar itself. */
  readonly as: 'sentence' | 'rule' | 'vote' | 'meaning' | 'asked' | 'passing' | 'acting';
  /** The phrase with its values; absent: of the grammar itself, or not known. */
  readonly match?: Match;
  /** What stands within it. */
  readonly within: readonly Said[];
}

/** A definition of a text with its sentences. */
export interface SaidDefinition {
  readonly kind: Kind;
  /** With its version. */
  readonly name: string;
  readonly head: Range;
  readonly range: Range;
  readonly sentences: readonly Said[];
}

/** What a text says, sentence by sentence; what cannot be read is left out. */
export function saidIn(text: string): readonly SaidDefinition[] {
  return read(text, new Problems()).definitions.map(({ head, sentences }) => {
    const [at, said] = [rangeOf(head), sentences.map((each) => saidBy(each, head.kind))];
    return {
      ...{ kind: head.kind, name: head.name, head: at, sentences: said },
      range: { from: at.from, to: Math.max(at.to, ...said.map(({ range }) => range.to)) },
    };
  });
}

/** The innermost of what is said at an offset, after what it stands in. */
export function saidAt(all: readonly SaidDefinition[], offset: number): readonly Said[] {
  const path: Said[] = [];
  let among = all.flatMap(({ sentences }) => sentences);
  for (;;) {
    const found = among.find(({ range }) => range.from <= offset && offset <= range.to);
    if (found === undefined) return path;
    path.push(found);
    among = [...found.within];
  }
}

function saidBy(node: Sentence, kind: Kind): Said {
  const range = rangeOf(node);
  switch (node.$type) {
    case 'Asked':
      return { range, as: 'asked', within: [ruleSaid(node.rule, 'rule')] };
    case 'Passing':
      return { range, as: 'passing', within: [ruleSaid(node.votes, 'vote')] };
    case 'Acting':
      return { range, as: 'acting', within: [] };
    case 'Meaning':
      return { range, as: 'meaning', within: [] };
    case 'Statement':
      return { range, as: 'sentence', within: [], ...matched(sentencesOf(kind), node) };
  }
}

function ruleSaid(node: Rule, as: 'rule' | 'vote'): Said {
  const range = rangeOf(node);
  switch (node.$type) {
    case 'Combination':
      return { range, as, within: node.rules.map((each) => ruleSaid(each, as)) };
    case 'Conditional':
      return { range, as, within: [ruleSaid(node.condition, as), ruleSaid(node.rule, as)] };
    case 'Cited':
      return { range, as, within: [ruleSaid(node.rule, as)] };
    case 'Clause':
      return { range, as, within: [], ...matched(as === 'rule' ? CLAUSE_PHRASES : VOTE_PHRASES, node) };
  }
}

function matched(among: readonly Phrase[], node: Worded): { readonly match?: Match } {
  const reading = new Reading(itemsOf(node));
  for (const each of among) {
    const found = match(each, reading);
    if (found !== undefined) return { match: found };
  }
  return {};
}
