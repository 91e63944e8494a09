import { DomainError, parseBusinessDate } from '@scrip/model';
import type { ProblemCode, Problems } from '../check/problem.js';
import { closestWord } from '../phrases/closest.js';
import { find } from '../phrases/find.js';
import { match, type Match, type Values } from '../phrases/phrase.js';
import { Reading } from '../phrases/slot.js';
import type { Item } from '../syntax/items.js';
import { spanOf } from '../syntax/range.js';
import { FEATURES, type Feature } from './features.js';
import { wordsOf } from './full-text.js';
import { describedBy } from './investor.js';
import { KINDS, textOf, type Literal, type ValueKind } from './kinds.js';
import type { PermittedEvent, Test } from './query.js';
import { COMPARISONS, OTHER_TESTS, type Comparison } from './tests.js';

const AMONG = [...Object.values(OTHER_TESTS), ...COMPARISONS.map(({ phrase }) => phrase)];
const TESTS = { what: 'a test', among: AMONG };

/** What some words and values test; undefined: it cannot be told, and a problem says why. */
export function testOf(items: readonly Item[], problems: Problems): Test | undefined {
  const reading = new Reading(items);
  const isKnown = AMONG.some((each) => match(each, reading) !== undefined) || reading.furthest > 0;
  if (!isKnown) {
    sayUnknown(items, problems);
    return undefined;
  }
  const found = find(TESTS, items, problems);
  return found && told(found, items, problems);
}

function told(found: Match, items: readonly Item[], problems: Problems): Test | undefined {
  const { phrase, values } = found;
  const feature = values['feature'] as Feature;
  switch (phrase) {
    case OTHER_TESTS.says:
      return { is: 'says', feature };
    case OTHER_TESTS.stated:
      return { is: 'stated', feature };
    case OTHER_TESTS.text:
      return containing(found, problems);
    case OTHER_TESTS.uses:
      return { is: 'compares', feature: USED, relation: 'is', values: [literalOf(String(values['name']))] };
    case OTHER_TESTS.permits:
      return {
        is: 'permits',
        event: values['event'] as PermittedEvent,
        investor: describedBy(values['investor'] as Values),
      };
    default:
      return comparisonOf(found, items, problems);
  }
}

function containing({ values, ranges }: Match, problems: Problems): Test | undefined {
  const words = wordsOf(String(values['words']));
  if (words.length > 0) return { is: 'contains', words };
  problems.add('VALUE_INVALID', 'there is no word in this text', ranges.get('words') ?? { from: 0, to: 0 });
  return undefined;
}

const USED = FEATURES.find(({ name }) => name === 'used') as Feature;
const literalOf = (value: string): Literal => ({ low: value, high: value });

function comparisonOf({ phrase, values }: Match, items: readonly Item[], problems: Problems): Test | undefined {
  const comparison = COMPARISONS.find((each) => each.phrase === phrase) as Comparison;
  const feature = values['feature'] as Feature;
  const kind: ValueKind = KINDS[feature.kind as keyof typeof KINDS];
  if (!kind.compares(comparison.words)) {
    const at = items[feature.name.split(' ').length]?.range ?? spanOf(items.map(({ range }) => range));
    const message = `${feature.name} is ${kind.what}: it is compared by ${kind.comparisons}, not by "${comparison.words}"`;
    problems.add('COMPARISON_INVALID', message, at);
    return undefined;
  }
  const written = writtenIn(values);
  const read = written.map((each) => literalIn(each, feature, kind, comparison, problems));
  if (!read.every((each) => each !== undefined)) return undefined;
  return { is: 'compares', feature, relation: comparison.relation, values: read };
}

/** The values of a comparison: one, a lower and an upper one, or a list. */
function writtenIn(values: Values): readonly (readonly Item[])[] {
  const { value, values: list, low, high } = values as Readonly<Record<string, readonly Item[]>>;
  if (list !== undefined) return list as unknown as readonly (readonly Item[])[];
  return [value, low, high].flatMap((each) => (each === undefined ? [] : [each]));
}

function literalIn(
  items: readonly Item[],
  feature: Feature,
  { literal }: ValueKind,
  { relation }: Comparison,
  problems: Problems,
): Literal | undefined {
  const range = spanOf(items.map((each) => each.range));
  const found = literal.read(new Reading(items), 0);
  if (found?.next !== items.length) {
    const given = items.map(({ source }) => source).join(' ');
    problems.add('VALUE_INVALID', `${feature.name} is compared with ${literal.expects}, not with ${given}`, range);
    return undefined;
  }
  if (relation === 'beginsWith' || relation === 'contains') return found.value;
  return isOne(found.value, feature, (message, code) => problems.add(code ?? 'VALUE_INVALID', message, range))
    ? found.value
    : undefined;
}

/** Whether a value is one that the feature can have. */
function isOne(
  { low, high }: Literal,
  { name, kind, words, check }: Feature,
  refuse: (message: string, code?: ProblemCode) => void,
): boolean {
  if (words !== undefined && !words.includes(textOf(low))) {
    const near = closestWord(textOf(low), words);
    const hint = near === undefined ? `it can be ${words.join(', ')}` : `did you mean "${near}"?`;
    refuse(`${name} is never "${textOf(low)}": ${hint}`);
    return false;
  }
  try {
    if (kind === 'date') [low, high].forEach((each) => parseBusinessDate(textOf(each)));
    check?.(low, '');
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    refuse(error.message.split('.')[0] ?? '', error.code);
    return false;
  }
}

/** Says of words that begin like no test which feature may be meant. */
function sayUnknown(items: readonly Item[], problems: Problems): void {
  const end = items.findIndex(({ text }) => RELATION_WORDS.has(text));
  const named = items.slice(0, end > 0 ? end : items.length);
  const name = named.map(({ source }) => source).join(' ');
  const near = closestWord(
    name,
    FEATURES.map((each) => each.name),
  );
  const several = items.length === 1 ? '; several values are named by "is one of EUR, USD"' : '';
  const hint = near === undefined ? `no test begins so${several}` : `did you mean "${near}"?`;
  problems.add('FEATURE_UNKNOWN', `there is no feature "${name}": ${hint}`, spanOf(named.map(({ range }) => range)));
}

const RELATION_WORDS: ReadonlySet<string> = new Set(COMPARISONS.map(({ words }) => words.split(' ')[0] ?? ''));
