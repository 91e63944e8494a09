import {
  DomainError,
  definitionRecord,
  LIMITS,
  type OwnershipProtocol,
  type PinnedName,
  type PublishedDefinition,
  type Title,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const DEFINITIONS = 'definition/';

/** A published definition, or undefined when there is none. */
export async function findDefinition(state: WorldState, name: PinnedName): Promise<PublishedDefinition | undefined> {
  const value = await state.get(`${DEFINITIONS}${name}`);
  return value === undefined ? undefined : definitionRecord.decode(value);
}

/** All published definitions in the order of their names. */
export async function readDefinitions(state: WorldState): Promise<readonly PublishedDefinition[]> {
  const entries = await state.range(DEFINITIONS, LIMITS.recordsPerQueryMax);
  return entries.map(({ value }) => definitionRecord.decode(value));
}

/** Stages a definition, which nothing changes afterwards. */
export function createDefinition(state: WorldState, name: PinnedName, published: PublishedDefinition): void {
  state.create(`${DEFINITIONS}${name}`, definitionRecord.encode(published));
}

/** The ownership protocol of a title. @throws DomainError DEFINITION_UNKNOWN, DEFINITION_MISUSED */
export async function protocolOf(state: WorldState, { protocol: name }: Title): Promise<OwnershipProtocol> {
  const published = await findDefinition(state, name);
  if (published === undefined) throw new DomainError('DEFINITION_UNKNOWN', { definition: name });
  const { definition } = published;
  if (definition.kind !== 'ownership') throw new DomainError('DEFINITION_MISUSED', { definition: name });
  return definition.protocol;
}
