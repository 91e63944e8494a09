import { readListed } from './listed.js';
import { writtenDefinitions, type Token } from './tokens.js';
import { Tokens } from './tokens-read.js';

/** So many of these, or one place. */
export type VotesTree = { readonly place: string } | { readonly count: number; readonly of: readonly VotesTree[] };

/** What a text says of how title passes. */
export interface Passing {
  readonly tree: VotesTree;
  /** What a vote counts as that is not cast in time; absent where votes stand. */
  readonly silence?: 'yes' | 'no';
}

function readVotes(tokens: Tokens): VotesTree {
  if (tokens.takes('all', 'of')) {
    const of = readListed(tokens, readVotes);
    return { count: of.length, of };
  }
  if (tokens.takes('any', 'of')) return { count: 1, of: readListed(tokens, readVotes) };
  const words = tokens.words();
  const [, count] = /^(\d+) of$/.exec(words) ?? [];
  if (count !== undefined) return { count: Number(count), of: readListed(tokens, readVotes) };
  return { place: words };
}

const wordsOf = (sentence: readonly Token[]): string => sentence.map(({ value }) => value).join(' ');

/** How title passes by the one definition of a text. */
export function passingOfText(text: string): Passing {
  const sentences = writtenDefinitions(text)[0]?.sentences ?? [];
  const passes = sentences
    .map((sentence) => new Tokens(sentence))
    .find((tokens) => tokens.takes('title', 'passes', 'with', 'yes', 'from'));
  if (passes === undefined) throw new Error('nothing is said of how title passes');
  const tree = readVotes(passes);
  const [, silence] = /silence is (yes|no)/.exec(sentences.map(wordsOf).join('\n')) ?? [];
  return silence === 'yes' || silence === 'no' ? { tree, silence } : { tree };
}
