import {
  adopted,
  definitionProposal,
  hashedDefinition,
  namedDefinition,
  proposed,
  retired,
  type DefinitionProposal,
  type HashedDefinition,
  type NamedDefinition,
} from '@scrip/model';
import { createNameOwner, ownedDefinitionKeys, readDefinition, readUsed } from '../records/definition-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { actorOf, requireOwnName } from './drafts.js';
import { recordStep } from './record-step.js';
import { CHARTER } from '../records/authority-records.js';

/** Freezes a draft for good and lays it before those who may adopt it. */
export const proposeDefinition: CommandHandler<DefinitionProposal> = {
  body: definitionProposal,
  reads: ({ name }) => [CHARTER, ...ownedDefinitionKeys(name)],
  run: async (work, proposal) => {
    const draft = await readDefinition(work.state, proposal.name);
    const next = proposed(draft, proposal, actorOf(work), await work.today());
    const { name } = draft.definition;
    if ((await requireOwnName(work, name)) === undefined) createNameOwner(work.state, name, work.callerMspId);
    return recordStep(work, 'DefinitionProposed', next);
  },
};

/** Adopts what another organisation has proposed: from its day on it is used. */
export const adoptDefinition: CommandHandler<HashedDefinition> = {
  body: hashedDefinition,
  run: async (work, { name, hash }) => {
    const of = await readDefinition(work.state, name);
    const [today, used] = [await work.today(), await readUsed(work.state, of.definition)];
    return recordStep(work, 'DefinitionAdopted', adopted(of, hash, { by: actorOf(work), today, used }));
  },
};

/** Ends the new uses of a definition. */
export const retireDefinition: CommandHandler<NamedDefinition> = {
  body: namedDefinition,
  run: async (work, { name }) => {
    const of = await readDefinition(work.state, name);
    return recordStep(work, 'DefinitionRetired', retired(of, actorOf(work), await work.today()));
  },
};
