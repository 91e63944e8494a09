import { contentOfRecord, DEFINITION_KEYS } from '@scrip/model';
import type { DomainEvent, JsonObject } from './ledger.js';

/** The value that a transaction gives a key, or undefined when it gives none. */
export type WrittenValue = (key: string) => string | undefined;

/**
 * An event as it was told, with what it leaves out because its transaction writes it: a draft says in its record what it
 * says, so that a block has that once.
 */
export function completedEvent(event: DomainEvent, written: WrittenValue): DomainEvent {
  if (event.type !== 'DefinitionDrafted') return event;
  const told = event.facts['definition'] as JsonObject & { readonly name: string };
  const record = written(`${DEFINITION_KEYS}${told.name}`);
  // earlier programs told it in the event
  if ('form' in told || record === undefined) return event;
  return { ...event, facts: { definition: { ...told, ...(contentOfRecord(record) as JsonObject) } } };
}
