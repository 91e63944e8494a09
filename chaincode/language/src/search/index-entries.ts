import { monthOf, type BusinessDate, type definitions } from '@scrip/model';
import { LookedAt, type Candidate } from './candidate.js';
import { FEATURES, type Feature } from './features.js';
import { textOf, type Literal, type Value } from './kinds.js';
import type { Condition, Query, Test } from './query.js';

/** By what a definition is found without being looked at: the index of a feature, and a value. */
export interface IndexEntry {
  readonly index: string;
  readonly value: string;
}

/** What all answers of a question have in common: one of some values of an index, or one from the first to the last. */
export type Criterion =
  | { readonly index: string; readonly values: readonly string[] }
  | { readonly index: string; readonly from: string; readonly to: string };

/** The kind of instrument of a security, without its version; undefined: it is none. */
export const instrumentOf = (of: definitions.Definition): string | undefined =>
  of.kind === 'security' ? of.instrument.written.is.split('@')[0] : undefined;

/** What a definition is found by; none of it changes with the day. */
export function indexEntriesOf(candidate: Candidate, today: BusinessDate): readonly IndexEntry[] {
  const looked = new LookedAt(candidate, today);
  const instrument = instrumentOf(looked.definition);
  const entries = FEATURES.filter(({ isIndexed }) => isIndexed).flatMap((feature) =>
    (feature.of(looked) ?? []).map((value) => ({ index: indexOf(feature), value: indexed(value, feature) })),
  );
  return [...entries, ...(instrument === undefined ? [] : [{ index: 'instrument', value: instrument }])];
}

/**
 * What a question says of all its answers, so far as there are indexes for it. All that a definition uses is known for sure
 * when it is adopted.
 */
export function criteriaOf({ status, sought: { index, among }, where }: Query): readonly Criterion[] {
  const subject = among.length === 0 ? [] : [{ index, values: among }];
  const criteria = [...subject, ...(where === undefined ? [] : demanded(where))];
  return criteria.filter((each) => status === 'adopted' || each.index !== 'used');
}

/** Words that stand one behind the other in all answers of a question, each time. */
export const wordsDemanded = ({ where }: Query): readonly (readonly string[])[] =>
  where === undefined ? [] : wordsIn(where);

function wordsIn(condition: Condition): readonly (readonly string[])[] {
  if (condition.is === 'all') return condition.of.flatMap(wordsIn);
  return condition.is === 'contains' ? [condition.words] : [];
}

function demanded(condition: Condition): readonly Criterion[] {
  if (condition.is === 'all') return condition.of.flatMap(demanded);
  if (condition.is === 'says' && condition.feature.isIndexed) {
    return [{ index: indexOf(condition.feature), values: ['yes'] }];
  }
  return condition.is === 'compares' && condition.feature.isIndexed ? demandedBy(condition) : [];
}

function demandedBy({ feature, relation, values }: Extract<Test, { readonly is: 'compares' }>): readonly Criterion[] {
  const index = indexOf(feature);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (feature.kind !== 'date') {
    const isNamed = relation === 'is' || relation === 'isOneOf';
    return isNamed ? [{ index, values: values.map(({ low }) => indexed(low, feature)) }] : [];
  }
  const range = DATES[relation]?.(first, last);
  return range === undefined ? [] : [{ index, from: monthIn(range[0]), to: monthIn(range[1]) }];
}

type Range = readonly [Value, Value];
const [BEGINNING, END] = ['1900-01-01', '2199-12-31'];
const DATES: Readonly<Partial<Record<string, (first: Literal, last: Literal) => Range>>> = {
  is: ({ low, high }) => [low, high],
  isBetween: ({ low }, { high }) => [low, high],
  below: ({ low }) => [BEGINNING, low],
  atMost: ({ high }) => [BEGINNING, high],
  above: ({ high }) => [high, END],
  atLeast: ({ low }) => [low, END],
};

const indexOf = ({ name }: Feature): string => name.replaceAll(' ', '-');
const monthIn = (date: Value): string => monthOf(textOf(date) as BusinessDate);

/** A value as it stands in keys: dates by their months, other characters than those of codes by their numbers. */
const indexed = (value: Value, { kind }: Feature): string =>
  kind === 'date'
    ? monthIn(value)
    : textOf(value).replace(/[^A-Za-z0-9@._-]/gu, (each) => `~${String(each.codePointAt(0)?.toString(16))}~`);
