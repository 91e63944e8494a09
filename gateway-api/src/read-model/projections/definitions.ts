import { canonicalJson, type ShownDefinition } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import { indexDefinition } from '../definition-index.js';
import type { EventPlace } from '../event-place.js';
import type { ProjectionsOf } from './projections.js';

interface Shown {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly form: unknown;
  readonly text?: string | undefined;
}

/** The definition as it is from now on. */
function keep(database: Database, { channel }: EventPlace, { definition }: { readonly definition: Shown }): void {
  const { form, text, ...facts } = definition;
  const { name, kind, status } = facts;
  const sql = `INSERT OR REPLACE INTO definition (channel, name, kind, status, facts, content)
    VALUES (?, ?, ?, ?, ?, ?)`;
  const content = canonicalJson({ form, ...(text === undefined ? {} : { text }) });
  database.run(sql, channel, name, kind, status, canonicalJson(facts), content);
}

/** What it says is frozen, and found by: all that it uses is known for sure when it is adopted. */
function keepAndIndex(database: Database, place: EventPlace, event: { readonly definition: Shown }): void {
  keep(database, place, event);
  indexDefinition(database, place.channel, event.definition as ShownDefinition);
}

/** Definitions and what becomes of them. */
export const definitionProjections: ProjectionsOf<
  'DefinitionDrafted' | 'DefinitionWithdrawn' | 'DefinitionProposed' | 'DefinitionAdopted' | 'DefinitionRetired'
> = {
  DefinitionDrafted: keep,
  DefinitionProposed: keepAndIndex,
  DefinitionAdopted: keepAndIndex,
  DefinitionRetired: keep,
  DefinitionWithdrawn: (database, { channel }, { definition }) => {
    database.run('DELETE FROM definition WHERE channel = ? AND name = ?', channel, definition.name);
  },
};
