import { indexEntriesOf, type Criterion } from '@scrip/language';
import {
  definitions,
  statusOf,
  type BusinessDate,
  type MspId,
  type PinnedName,
  type RecordedDefinition,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { libraryFor } from './definition-records.js';

const INDEX = 'definition-index/';
const DRAFTS = 'definition-draft/';
/** What an entry says is in its key. */
const MARKER = '1';

const draftsOf = (mspId: MspId): string => `${DRAFTS}${mspId}/`;
const draftKey = (of: RecordedDefinition): string =>
  `${draftsOf(of.steps.author.mspId)}${definitions.pinnedNameOf(of.definition)}`;

/**
 * Stages by what a definition is found after a step: a draft by its organisation alone, and by all what has been proposed,
 * whatever becomes of it, for what it says is frozen. All that it uses is known for sure when it is adopted.
 */
export async function keepFound(state: WorldState, of: RecordedDefinition, today: BusinessDate): Promise<void> {
  const status = statusOf(of);
  if (status === 'draft') state.put(draftKey(of), MARKER);
  else if (status === 'proposed') removeDraft(state, of);
  if (status !== 'draft' && status !== 'retired') await enterInIndex(state, of, today);
}

/** Stages that a draft is found no more. */
export const removeDraft = (state: WorldState, of: RecordedDefinition): void => state.delete(draftKey(of));

async function enterInIndex(state: WorldState, of: RecordedDefinition, today: BusinessDate): Promise<void> {
  const [name, library] = [definitions.pinnedNameOf(of.definition), await libraryFor(state, of.definition)];
  for (const { index, value } of indexEntriesOf({ recorded: of, library }, today)) {
    state.put(`${INDEX}${index}/${value}/${name}`, MARKER);
  }
}

/** Names of definitions; undefined: there are more. */
export type FewNames = readonly PinnedName[] | undefined;

/** The drafts of an organisation. */
export async function readDrafts(state: WorldState, mspId: MspId, most: number): Promise<FewNames> {
  const { keys, isCut } = await state.firstKeys(draftsOf(mspId), '', most);
  return isCut ? undefined : keys.map(nameIn);
}

/** The definitions of all kinds that have been proposed. */
export async function readAllNames(state: WorldState, most: number): Promise<FewNames> {
  const { keys, isCut } = await state.firstKeys(`${INDEX}kind/`, '', most);
  return isCut ? undefined : keys.map(nameIn);
}

/** The definitions of which an index says what is asked for. */
export async function readNamesBy(state: WorldState, criterion: Criterion, most: number): Promise<FewNames> {
  const prefix = `${INDEX}${criterion.index}/`;
  if ('from' in criterion) {
    const { keys, isCut } = await state.firstKeys(prefix, criterion.from, most);
    const within = keys.filter((key) => valueIn(key) <= criterion.to);
    return isCut && within.length === keys.length ? undefined : within.map(nameIn);
  }
  const names: PinnedName[] = [];
  for (const value of new Set(criterion.values)) {
    const { keys, isCut } = await state.firstKeys(`${prefix}${value}/`, '', most);
    names.push(...keys.map(nameIn));
    if (isCut || names.length > most) return undefined;
  }
  return [...new Set(names)];
}

const nameIn = (key: string): PinnedName => key.split('/').at(-1) ?? '';
const valueIn = (key: string): string => key.split('/').at(-2) ?? '';
