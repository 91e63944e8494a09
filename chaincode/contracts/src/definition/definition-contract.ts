import { pinnedName, showDefinition, summariseDefinition } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { PROGRAMS, summariesOf } from '../programs/programs.js';
import { readDefinition, readDefinitions } from '../records/definition-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { draftDefinition, withdrawDefinition } from './drafts.js';
import { findDefinitions } from './find-definitions.js';
import { adoptDefinition, proposeDefinition, retireDefinition } from './steps.js';

/** Definitions: what securities and protocols say, under names and versions that others pin. */
@Info({ title: 'definition', description: 'Definitions: drafted, proposed, adopted by others, retired' })
export class DefinitionContract extends ScripContract {
  constructor() {
    super('definition');
  }

  async draft(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'definition:draft', args, draftDefinition);
  }

  async withdraw(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'definition:withdraw', args, withdrawDefinition);
  }

  async propose(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'definition:propose', args, proposeDefinition);
  }

  async adopt(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'definition:adopt', args, adoptDefinition);
  }

  async retire(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'definition:retire', args, retireDefinition);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'definition:get', args, async ({ state }, text) =>
      showDefinition(await readDefinition(state, pinnedName(text, '/name'))),
    );
  }

  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'definition:list', args, async ({ state }) =>
      (await readDefinitions(state)).map(summariseDefinition),
    );
  }

  async programs(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'definition:programs', args, () => Promise.resolve(summariesOf(PROGRAMS)));
  }

  async find(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'definition:find', args, findDefinitions);
  }
}
