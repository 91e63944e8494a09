import { definitions, definitionToPublish, DomainError, published } from '@scrip/model';
import { createDefinition, findDefinition } from '../records/definition-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/** Publishes a definition under its name and version, which are taken for good: others pin them. */
export const publishDefinition: CommandHandler<definitions.Definition> = {
  body: definitionToPublish,
  run: async (work, definition) => {
    const name = definitions.pinnedNameOf(definition);
    if ((await findDefinition(work.state, name)) !== undefined) {
      throw new DomainError('DEFINITION_EXISTS', { definition: name });
    }
    const publishedOn = await work.today();
    const by = { publishedBy: work.callerMspId, author: work.operator, publishedOn };
    const kept = published(definition, by);
    createDefinition(work.state, name, kept);
    const { hash } = kept;
    const form = JSON.parse(definitions.canonicalForm(definition)) as unknown;
    work.events.push({ type: 'DefinitionPublished', name, kind: definition.kind, hash, form, ...by });
    return { name, hash };
  },
};
