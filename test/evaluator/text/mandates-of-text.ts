import { dayOf, type Day } from '../values/days.js';
import { listOf } from '../values/lists.js';
import { amountOf, wholeOf, type Amount } from '../values/numbers.js';
import { readListed } from './listed.js';
import { writtenDefinitions } from './tokens.js';
import { Tokens } from './tokens-read.js';

/** Who signs: a party by its id, or whoever holds an office. */
export type Signatory = { readonly party: string } | { readonly office: string };

/** A bound of an act. */
export type Bound = { readonly units: bigint } | Amount;

/** For which acts a rule holds. */
export type ForActs =
  | { readonly upTo: Bound }
  | { readonly above: Bound }
  | { readonly functions: readonly string[] }
  | { readonly securities: readonly string[] }
  | { readonly until: Day };

/** Who acts. */
export type ActingTree =
  | Signatory
  | { readonly count: number; readonly of: readonly Signatory[] }
  | { readonly is: 'all' | 'any'; readonly trees: readonly ActingTree[] }
  | { readonly when: ForActs; readonly then: ActingTree };

function signatoryOf(words: string): Signatory {
  const [, party] = /^party (\S+)$/.exec(words) ?? [];
  return party === undefined ? { office: words } : { party };
}

function boundOf(words: string): Bound {
  const [, units] = /^([\d,]+) units$/.exec(words) ?? [];
  return units === undefined ? amountOf(words) : { units: wholeOf(units) };
}

function forActs(words: string): ForActs {
  const [, how, rest = ''] = /^(up to|above|for|in|until) (.+)$/.exec(words) ?? [];
  switch (how) {
    case 'up to':
      return { upTo: boundOf(rest) };
    case 'above':
      return { above: boundOf(rest) };
    case 'for':
      return { functions: listOf(rest).map((words) => words.replace(' ', ':')) };
    case 'in':
      return { securities: listOf(rest) };
    case 'until':
      return { until: dayOf(rest) };
    default:
      throw new Error(`nothing is known of acts ${words}`);
  }
}

function readActing(tokens: Tokens): ActingTree {
  for (const is of ['all', 'any'] as const) {
    if (tokens.takes(is, 'of')) return { is, trees: readListed(tokens, readActing) };
  }
  if (tokens.takes('when')) {
    const condition = forActs(tokens.words());
    if (!tokens.takes('then')) throw tokens.problem('"then" is missing');
    return { when: condition, then: readActing(tokens) };
  }
  const words = tokens.words();
  const [, count] = /^(\d+) of$/.exec(words) ?? [];
  if (count === undefined) return signatoryOf(words);
  return { count: Number(count), of: readListed(tokens, (inner) => signatoryOf(inner.words())) };
}

/** Who acts by the one definition of a text. */
export function actingOfText(text: string): ActingTree {
  const sentences = writtenDefinitions(text)[0]?.sentences ?? [];
  const acts = sentences.map((sentence) => new Tokens(sentence)).find((tokens) => tokens.takes('acts', 'by'));
  if (acts === undefined) throw new Error('nothing is said of who acts');
  return readActing(acts);
}
