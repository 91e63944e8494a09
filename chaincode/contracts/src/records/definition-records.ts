import {
  DEFINITION_KEYS,
  definitionNameRecord,
  definitionRecordOf,
  definitions,
  definitionsIn,
  DomainError,
  LIMITS,
  type MspId,
  type OwnershipProtocol,
  type PinnedName,
  type RecordedDefinition,
  type Title,
} from '@scrip/model';
import { PROGRAMS } from '../programs/programs.js';
import type { WorldState } from '../world-state/world-state.js';

const NAMES = 'definition-name/';

const definitionRecord = definitionRecordOf((hash) => PROGRAMS.get(hash));

/** The key of a definition. */
export const definitionKey = (name: PinnedName): string => `${DEFINITION_KEYS}${name}`;

/** The keys of a definition and of whose its name is. */
export const ownedDefinitionKeys = (name: PinnedName): readonly string[] => [
  definitionKey(name),
  `${NAMES}${name.split('@')[0] ?? ''}`,
];

const keyOf = (of: RecordedDefinition): string => definitionKey(definitions.pinnedNameOf(of.definition));

/** A definition, whatever has become of it; undefined: there is none. */
export async function findDefinition(state: WorldState, name: PinnedName): Promise<RecordedDefinition | undefined> {
  const value = await state.get(definitionKey(name));
  return value === undefined ? undefined : definitionRecord.decode(value);
}

/** A definition, whatever has become of it. @throws DomainError DEFINITION_UNKNOWN */
export async function readDefinition(state: WorldState, name: PinnedName): Promise<RecordedDefinition> {
  const found = await findDefinition(state, name);
  if (found === undefined) throw new DomainError('DEFINITION_UNKNOWN', { definition: name });
  return found;
}

/** All definitions in the order of their names. */
export async function readDefinitions(state: WorldState): Promise<readonly RecordedDefinition[]> {
  const entries = await state.range(DEFINITION_KEYS, LIMITS.recordsPerQueryMax);
  return entries.map(({ value }) => definitionRecord.decode(value));
}

/** All that a definition uses, by whatever way, each once. @throws DomainError DEFINITION_UNKNOWN, LIMIT_EXCEEDED */
export async function readUsed(state: WorldState, of: definitions.Definition): Promise<readonly RecordedDefinition[]> {
  const found = new Map<PinnedName, RecordedDefinition>();
  const open = [...definitions.namedBy(of)];
  for (let name = open.shift(); name !== undefined; name = open.shift()) {
    if (found.has(name)) continue;
    if (found.size === LIMITS.definitionUsesMax) {
      throw new DomainError('LIMIT_EXCEEDED', { usesMax: LIMITS.definitionUsesMax });
    }
    const used = await readDefinition(state, name);
    found.set(name, used);
    open.push(...definitions.namedBy(used.definition));
  }
  return [...found.values()];
}

/**
 * Where the definitions are found that one uses, by whatever way; where one of them is missing, none: such a definition
 * cannot be put together.
 */
export async function libraryFor(
  state: WorldState,
  of: definitions.Definition,
): Promise<definitions.DefinitionLibrary> {
  try {
    return definitionsIn(await readUsed(state, of));
  } catch (error) {
    if (error instanceof DomainError) return () => undefined;
    throw error;
  }
}

/** Asks for definitions together that are read next. */
export const prefetchDefinitions = (state: WorldState, names: readonly PinnedName[]): Promise<void> =>
  state.prefetch(names.map(definitionKey));

/** Stages a definition as it is from now on. */
export function writeDefinition(state: WorldState, of: RecordedDefinition): void {
  state.put(keyOf(of), definitionRecord.encode(of));
}

/** Stages the end of a draft. */
export function deleteDefinition(state: WorldState, of: RecordedDefinition): void {
  state.delete(keyOf(of));
}

/** The organisation to which the name of definitions belongs; undefined: nobody has proposed one of this name. */
export async function findNameOwner(state: WorldState, name: string): Promise<MspId | undefined> {
  const value = await state.get(`${NAMES}${name}`);
  return value === undefined ? undefined : definitionNameRecord.decode(value).mspId;
}

/** Stages to whom a name belongs. */
export function createNameOwner(state: WorldState, name: string, mspId: MspId): void {
  state.create(`${NAMES}${name}`, definitionNameRecord.encode({ mspId }));
}

/** The ownership protocol of a title. @throws DomainError DEFINITION_UNKNOWN, DEFINITION_MISUSED */
export async function protocolOf(state: WorldState, { protocol: name }: Title): Promise<OwnershipProtocol> {
  const { definition } = await readDefinition(state, name);
  if (definition.kind !== 'ownership') throw new DomainError('DEFINITION_MISUSED', { definition: name });
  return definition.protocol;
}
