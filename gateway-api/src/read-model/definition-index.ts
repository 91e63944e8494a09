import { indexEntriesOf, writtenIn, type Candidate } from '@scrip/language';
import { DomainError, recordedIn, type definitions, type ShownDefinition } from '@scrip/model';
import { text, type Database, type Row } from '../storage/database.js';

/**
 * Enters what a definition is found by. One that was recorded by a later program than this, which cannot read it, is listed
 * and shown and found by nothing.
 */
export function indexDefinition(database: Database, channel: string, shown: ShownDefinition): void {
  const candidate = candidateOf(database, channel, shown);
  if (candidate === undefined) return;
  const isNew = database.get(ENTRY_OF_KIND, channel, shown.kind, shown.name) === undefined;
  for (const { index, value } of indexEntriesOf(candidate, shown.draftedOn)) {
    database.run('INSERT OR IGNORE INTO definition_index VALUES (?, ?, ?, ?)', channel, index, value, shown.name);
  }
  if (!isNew) return;
  const words = writtenIn(candidate.recorded.definition).join(' ');
  database.run('INSERT INTO definition_words (channel, name, words) VALUES (?, ?, ?)', channel, shown.name, words);
}

const ENTRY_OF_KIND = "SELECT 1 FROM definition_index WHERE channel = ? AND entry = 'kind' AND value = ? AND name = ?";

/** A definition as questions look at it; undefined: this program cannot read it. */
export function candidateOf(database: Database, channel: string, shown: ShownDefinition): Candidate | undefined {
  const recorded = readable(() => recordedIn(shown));
  if (recorded === undefined) return undefined;
  const library = (name: string): definitions.Definition | undefined => {
    const row = database.get('SELECT * FROM definition WHERE channel = ? AND name = ?', channel, name);
    return row === undefined ? undefined : readable(() => recordedIn(shownIn(row)))?.definition;
  };
  return { recorded, library };
}

/** A definition with what has become of it. */
export const shownIn = (row: Row): ShownDefinition =>
  ({ ...JSON.parse(text(row, 'facts')), ...JSON.parse(text(row, 'content')) }) as ShownDefinition;

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
