import {
  definitions,
  statusOf,
  type BusinessDate,
  type DefinitionStatus,
  type MspId,
  type PinnedName,
  type RecordedDefinition,
} from '@scrip/model';
import { LookedAt, type Candidate } from './candidate.js';
import { outcomeOf } from './judge-test.js';
import { instrumentOf } from './index-entries.js';
import type { Feature } from './features.js';
import { KINDS, type Value, type ValueKind } from './kinds.js';
import type { Ordering, Query } from './query.js';

/** One definition of an answer. */
export interface Found {
  readonly name: PinnedName;
  readonly title: string;
  /** What was asked to be shown, with units; `none`: there is nothing of it, null: the definition does not say. */
  readonly values: readonly (string | null)[];
}

/** What a question is answered with. */
export interface Answer {
  /** Business date on which it is so. */
  readonly on: BusinessDate;
  readonly columns: readonly string[];
  readonly items: readonly Found[];
  /** How many there are altogether, those beyond the limit included. */
  readonly matches: number;
}

/** Who asks, and when. */
export interface Asked {
  readonly viewer: MspId;
  readonly today: BusinessDate;
}

/** Whether somebody sees a definition at all: a draft is seen by the organisation that writes it. */
export const isSeen = (of: RecordedDefinition, status: DefinitionStatus, viewer: MspId): boolean =>
  statusOf(of) === status && (status !== 'draft' || of.steps.author.mspId === viewer);

/**
 * Answers a question over some definitions. What is not known does not match unless it is asked for. Answers come in the
 * order that is asked for, what has no value last, and then by ISIN, name and version: the same on every machine.
 */
export function runQuery(query: Query, candidates: readonly Candidate[], { viewer, today }: Asked): Answer {
  const on = query.asOf ?? today;
  const found = candidates
    .filter(({ recorded }) => isSeen(recorded, query.status, viewer) && isSought(recorded, query))
    .map((each) => new LookedAt(each, on))
    .filter((each) => query.where === undefined || outcomeOf(query.where, each) === 'met')
    .sort((left, right) => inOrder(left, right, query.order));
  return {
    on,
    columns: query.show.map(({ name }) => name),
    items: found.slice(0, query.limit).map((each) => shown(each, query.show)),
    matches: found.length,
  };
}

function isSought({ definition }: RecordedDefinition, { sought: { index, among } }: Query): boolean {
  const of = index === 'kind' ? definition.kind : instrumentOf(definition);
  return among.length === 0 || (of !== undefined && among.includes(of));
}

const shown = (looked: LookedAt, columns: readonly Feature[]): Found => ({
  name: definitions.pinnedNameOf(looked.definition),
  title: looked.definition.title,
  values: columns.map((each) => shownValue(each, looked)),
});

function shownValue(feature: Feature, looked: LookedAt): string | null {
  const known = feature.of(looked);
  if (known === undefined) return null;
  const show = feature.kind === 'flag' ? String : KINDS[feature.kind].show;
  return known.length === 0 ? 'none' : known.map(show).join(', ');
}

/** By what was asked; then by ISIN, name and version. */
function inOrder(left: LookedAt, right: LookedAt, order: readonly Ordering[]): number {
  for (const { by, isDescending } of order) {
    const [a, b] = [by.of(left)?.[0], by.of(right)?.[0]];
    if (a === undefined || b === undefined) {
      if (a !== b) return a === undefined ? 1 : -1;
      continue;
    }
    const compared = compareAlways(by, a, b);
    if (compared !== 0) return isDescending ? -compared : compared;
  }
  return tied(left, right);
}

/** Amounts of different currencies stand by their currencies. */
function compareAlways({ kind }: Feature, left: Value, right: Value): number {
  const { compare }: Pick<ValueKind, 'compare'> = kind === 'flag' ? KINDS.word : KINDS[kind];
  return compare(left, right) ?? textOrder(currencyOf(left), currencyOf(right));
}

const currencyOf = (value: Value): string => (typeof value === 'string' ? value : value.currency);
const textOrder = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

function tied({ definition: left }: LookedAt, { definition: right }: LookedAt): number {
  const [a, b] = [isinOf(left), isinOf(right)];
  return textOrder(a, b) || textOrder(left.name, right.name) || left.version - right.version;
}

const isinOf = (of: definitions.Definition): string => (of.kind === 'security' ? of.isin : '~');
