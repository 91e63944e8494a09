import { readFileSync } from 'node:fs';
import {
  definitions,
  parseBusinessDate,
  showDefinition,
  summariseDefinition,
  type DefinitionActor,
  type RecordedDefinition,
} from '@scrip/model';
import type { DomainEvent } from '../ledger/ledger.js';
import { stated } from '../http/stated.js';

/** A question with all definitions that answer it, in their order. */
export interface Question {
  readonly find: string;
  readonly found: readonly string[];
  /** Who asks; absent: `one`. */
  readonly by?: string;
  readonly matches?: number;
  readonly values?: readonly (readonly (string | null)[])[];
}

interface Published {
  readonly standing: 'draft' | 'proposed' | 'adopted' | 'retired';
  readonly by: string;
  readonly form: unknown;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../test/search/${name}`, import.meta.url), 'utf8'));

/** The questions that every part of the network answers alike. */
export const QUESTIONS = read('questions.json') as readonly Question[];

const DAY = parseBusinessDate('2026-11-20');
const STEPS = [
  ['DefinitionDrafted', {}],
  ['DefinitionProposed', { proposedOn: DAY, effectiveFrom: DAY }],
  ['DefinitionAdopted', { adoptedOn: DAY, adoptedBy: { mspId: 'third', operator: 'thea' } }],
  ['DefinitionRetired', { retiredOn: DAY }],
] as const;

/** What happens when the definitions that the questions are about are published, each up to where it stands. */
export function publications(): readonly DomainEvent[] {
  return (read('definitions.json') as readonly Published[]).flatMap(({ standing, by, form }) => {
    const taken = { draft: 1, proposed: 2, adopted: 3, retired: 4 }[standing];
    const definition = definitions.definition(form, '');
    const author = { mspId: by, operator: 'anna' } as DefinitionActor;
    return STEPS.slice(0, taken).map(([type], index) => {
      const steps = STEPS.slice(0, index + 1).reduce((all, [, step]) => ({ ...all, ...step }), {
        author,
        draftedOn: DAY,
      });
      const of: RecordedDefinition = { definition, hash: definitions.definitionHash(definition), language: 1, steps };
      const shown = type === 'DefinitionDrafted' ? showDefinition(of) : summariseDefinition(of);
      return { type, facts: { definition: stated(shown) } };
    });
  });
}
