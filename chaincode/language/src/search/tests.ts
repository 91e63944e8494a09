import type { Item } from '../syntax/items.js';
import { phrase, type Phrase } from '../phrases/phrase.js';
import { single, word, type Slot } from '../phrases/slot.js';
import { text } from '../phrases/values.js';
import { FEATURES, type Feature } from './features.js';
import { investor } from './investor.js';
import type { Relation } from './kinds.js';

/** How values are compared, and with which words. */
export interface Comparison {
  readonly phrase: Phrase;
  readonly relation: Relation;
  /** The words between feature and value. */
  readonly words: string;
}

const named = (features: readonly Feature[], expects: string): Slot<Feature> => {
  const longestFirst = [...features].sort((a, b) => b.name.length - a.name.length);
  return {
    expects,
    example: features[0]?.name ?? '',
    read: (reading, at) => {
      for (const feature of longestFirst) {
        const words = feature.name.split(' ');
        if (words.every((each, index) => reading.items[at + index]?.text === each)) {
          return { value: feature, next: at + words.length };
        }
      }
      return reading.miss(at, expects);
    },
    write: ({ name }) => name,
  };
};

const valued = named(
  FEATURES.filter(({ kind }) => kind !== 'flag'),
  'a feature such as currency or next payment',
);
const flagged = named(
  FEATURES.filter(({ kind }) => kind === 'flag'),
  'something that is said or not, such as has call right',
);

/** A value as it is written: what kind of value it must be is for the feature to say. */
const written: Slot<readonly Item[]> = {
  expects: 'a value',
  example: 'EUR',
  read: (reading, at) => {
    let next = at;
    while (next < reading.items.length && reading.items[next]?.text !== ',' && reading.items[next]?.text !== 'and') {
      next += 1;
    }
    return next === at ? reading.miss(at, 'a value') : { value: reading.items.slice(at, next), next };
  },
  write: (items) => items.map((each) => each.source).join(' '),
};

/** Several values with commas between them. */
const writtenList: Slot<readonly (readonly Item[])[]> = {
  expects: 'values with commas between them',
  example: 'EUR, USD',
  read: (reading, at) => {
    const values: (readonly Item[])[] = [];
    let next = at;
    for (;;) {
      const found = written.read(reading, next);
      if (found === undefined) return undefined;
      values.push(found.value);
      next = found.next;
      if (reading.items[next]?.text !== ',') return { value: values, next };
      next += 1;
    }
  },
  write: (values) => values.map((each) => written.write(each)).join(', '),
};

const comparison = (relation: Relation, words: string): Comparison => ({
  relation,
  words,
  phrase: phrase(relation, `{feature} ${words} {value}`, { feature: valued, value: written }),
});

/** The phrases by which values are compared; the longer before those that they begin with. */
export const COMPARISONS: readonly Comparison[] = [
  comparison('isNot', 'is not'),
  {
    relation: 'isOneOf',
    words: 'is one of',
    phrase: phrase('isOneOf', '{feature} is one of {values}', { feature: valued, values: writtenList }),
  },
  {
    relation: 'isBetween',
    words: 'is between',
    phrase: phrase('isBetween', '{feature} is between {low} and {high}', {
      ...{ feature: valued, low: written, high: written },
    }),
  },
  comparison('is', 'is'),
  comparison('above', '>'),
  comparison('atLeast', '>='),
  comparison('below', '<'),
  comparison('atMost', '<='),
  comparison('below', 'before'),
  comparison('above', 'after'),
  comparison('atMost', 'by'),
  comparison('atLeast', 'from'),
  comparison('is', 'in'),
  comparison('contains', 'contains'),
  comparison('beginsWith', 'begins with'),
];

/** The phrases of all other tests. */
export const OTHER_TESTS = {
  says: phrase('says', '{feature}', { feature: flagged }),
  stated: phrase('stated', '{feature} is stated', { feature: valued }),
  uses: phrase('uses', 'uses {name}', {
    name: single<string>(
      'a name with its version such as RegSCategory1@1',
      'RegSCategory1@1',
      ({ kind, text: given }) => (kind === 'Pinned' ? given : undefined),
      (value) => value,
    ),
  }),
  text: phrase('text', 'text contains {words}', { words: text }),
  permits: phrase('permits', 'permits {event} to {investor}', {
    event: word('transfer', 'subscription', 'holding'),
    investor,
  }),
} as const;
