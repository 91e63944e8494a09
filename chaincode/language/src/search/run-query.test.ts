import { readFileSync } from 'node:fs';
import {
  definitions,
  parseBusinessDate,
  type DefinitionActor,
  type MspId,
  type RecordedDefinition,
} from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import type { Candidate } from './candidate.js';
import { readQuery } from './read-query.js';
import { runQuery, type Answer } from './run-query.js';

interface Published {
  readonly standing: 'draft' | 'proposed' | 'adopted' | 'retired';
  readonly by: string;
  readonly form: unknown;
}

interface Question {
  readonly find: string;
  readonly found: readonly string[];
  readonly by?: string;
  readonly matches?: number;
  readonly values?: readonly (readonly (string | null)[])[];
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../test/search/${name}`, import.meta.url), 'utf8'));
const QUESTIONS = fixture('questions.json') as readonly Question[];
const PUBLISHED = fixture('definitions.json') as readonly Published[];

const DAY = parseBusinessDate('2026-11-20');
const author = (mspId: string): DefinitionActor => ({ mspId, operator: 'anna' }) as DefinitionActor;

function recorded({ standing, by, form }: Published): RecordedDefinition {
  const definition = definitions.definition(form, '');
  const at = { draft: 0, proposed: 1, adopted: 2, retired: 3 }[standing];
  const steps = {
    ...{ author: author(by), draftedOn: DAY },
    ...(at > 0 ? { proposedOn: DAY, effectiveFrom: DAY } : {}),
    ...(at > 1 ? { adoptedOn: DAY, adoptedBy: author('third') } : {}),
    ...(at > 2 ? { retiredOn: DAY } : {}),
  };
  return { definition, hash: definitions.definitionHash(definition), language: 1, steps };
}

const RECORDED = PUBLISHED.map(recorded);
const library: definitions.DefinitionLibrary = (name) =>
  RECORDED.map(({ definition }) => definition).find((each) => definitions.pinnedNameOf(each) === name);
const CANDIDATES: readonly Candidate[] = RECORDED.map((each) => ({ recorded: each, library }));

function answer(find: string, by = 'one'): Answer {
  const { query, problems } = readQuery(find);
  expect(problems).toEqual([]);
  if (query === undefined) throw new Error('a question');
  return runQuery(query, CANDIDATES, { viewer: by as MspId, today: DAY });
}

describe('questions', () => {
  test.each(QUESTIONS)('$find ($by)', ({ find, by, found, matches, values }) => {
    const { items, matches: counted } = answer(find, by);
    expect(items.map(({ name }) => name)).toEqual(found);
    expect(counted).toBe(matches ?? found.length);
    if (values !== undefined) expect(items.map((each) => each.values)).toEqual(values);
  });
});
