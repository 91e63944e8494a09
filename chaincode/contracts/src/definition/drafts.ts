import {
  definitions,
  definitionSource,
  drafted,
  DomainError,
  namedDefinition,
  requireWithdrawable,
  type DefinitionActor,
  type DefinitionSource,
  type MspId,
  type NamedDefinition,
} from '@scrip/model';
import { CHARTER } from '../records/authority-records.js';
import { removeDraft } from '../records/definition-index-records.js';
import { deleteDefinition, findDefinition, findNameOwner, readDefinition } from '../records/definition-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { recordStep, sayStep } from './record-step.js';
import { definitionOf, keysOf } from './source.js';

/** Puts a definition before everybody, to be replaced or withdrawn until it is proposed. */
export const draftDefinition: CommandHandler<DefinitionSource> = {
  body: definitionSource,
  reads: (source) => [CHARTER, ...keysOf(source)],
  run: async (work, source) => {
    const given = await definitionOf(work.state, source);
    await requireOwnName(work, given.definition.name);
    const before = await findDefinition(work.state, definitions.pinnedNameOf(given.definition));
    return recordStep(work, 'DefinitionDrafted', drafted(before, given, actorOf(work), await work.today()));
  },
};

/** Takes a draft back: its name and version are free. */
export const withdrawDefinition: CommandHandler<NamedDefinition> = {
  body: namedDefinition,
  run: async (work, { name }) => {
    const draft = await readDefinition(work.state, name);
    await work.today();
    requireWithdrawable(draft, actorOf(work));
    deleteDefinition(work.state, draft);
    removeDraft(work.state, draft);
    return sayStep(work, 'DefinitionWithdrawn', draft);
  },
};

/** The organisation of the command, and the operator who gave it. */
export const actorOf = ({ callerMspId: mspId, operator }: UnitOfWork): DefinitionActor => ({ mspId, operator });

/**
 * Refuses a name that belongs to another organisation: who pins a definition finds later versions by the same author.
 *
 * @returns whose it is; undefined: nobody's yet
 * @throws DomainError AUTHORITY_DENIED
 */
export async function requireOwnName({ state, callerMspId }: UnitOfWork, name: string): Promise<MspId | undefined> {
  const owner = await findNameOwner(state, name);
  if (owner === undefined || owner === callerMspId) return owner;
  throw new DomainError('AUTHORITY_DENIED', { rule: 'author of the earlier versions' });
}
