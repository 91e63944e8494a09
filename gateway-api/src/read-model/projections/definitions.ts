import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import { indexDefinition, shownIn } from '../definition-index.js';
import type { EventPlace } from '../event-place.js';
import type { ProjectionsOf } from './projections.js';

interface Shown {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  /** Absent: what its last draft said. */
  readonly form?: unknown;
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

/** What has become of a definition. Earlier programs told what it says at every step. */
function become(database: Database, place: EventPlace, event: { readonly definition: Shown }): void {
  const { form, ...facts } = event.definition;
  if (form !== undefined) {
    keep(database, place, event);
    return;
  }
  const sql = 'UPDATE definition SET status = ?, facts = ? WHERE channel = ? AND name = ?';
  database.run(sql, facts.status, canonicalJson(facts), place.channel, facts.name);
}

/** What it says is frozen, and found by: all that it uses is known for sure when it is adopted. */
function becomeAndIndex(database: Database, place: EventPlace, event: { readonly definition: Shown }): void {
  become(database, place, event);
  const { name } = event.definition;
  const row = database.get('SELECT * FROM definition WHERE channel = ? AND name = ?', place.channel, name);
  if (row === undefined) throw new Error(`${name} was never drafted`);
  indexDefinition(database, place.channel, shownIn(row));
}

/** Definitions and what becomes of them. */
export const definitionProjections: ProjectionsOf<
  'DefinitionDrafted' | 'DefinitionWithdrawn' | 'DefinitionProposed' | 'DefinitionAdopted' | 'DefinitionRetired'
> = {
  DefinitionDrafted: keep,
  DefinitionProposed: becomeAndIndex,
  DefinitionAdopted: becomeAndIndex,
  DefinitionRetired: become,
  DefinitionWithdrawn: (database, { channel }, { definition }) => {
    database.run('DELETE FROM definition WHERE channel = ? AND name = ?', channel, definition.name);
  },
};
