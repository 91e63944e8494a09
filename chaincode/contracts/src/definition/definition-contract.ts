import { definitions, DomainError, pinnedName, type PublishedDefinition } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { findDefinition, readDefinitions } from '../records/definition-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { publishDefinition } from './publish-definition.js';

/** Definitions: what protocols say, under names and versions that others pin. */
@Info({ title: 'definition', description: 'Published definitions, never changed in place' })
export class DefinitionContract extends ScripContract {
  constructor() {
    super('definition');
  }

  async publish(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'definition:publish', args, publishDefinition);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'definition:get', args, async ({ state }, text) => {
      const name = pinnedName(text, '/name');
      const found = await findDefinition(state, name);
      if (found === undefined) throw new DomainError('DEFINITION_UNKNOWN', { definition: name });
      return shown(found);
    });
  }

  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'definition:list', args, async ({ state }) =>
      (await readDefinitions(state)).map(({ definition, hash, publishedBy, publishedOn }) => ({
        ...{ name: definitions.pinnedNameOf(definition), kind: definition.kind, title: definition.title },
        ...{ hash, publishedBy, publishedOn },
      })),
    );
  }
}

/** A definition in its canonical form, with who published it. */
const shown = ({ definition, ...by }: PublishedDefinition): unknown => ({
  ...{ name: definitions.pinnedNameOf(definition), ...by },
  form: JSON.parse(definitions.canonicalForm(definition)) as unknown,
});
