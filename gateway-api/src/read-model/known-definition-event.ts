import { z } from 'zod';

/** Events of definitions. */
export const DEFINITION_EVENTS = [
  z.object({
    type: z.enum([
      'DefinitionDrafted',
      'DefinitionWithdrawn',
      'DefinitionProposed',
      'DefinitionAdopted',
      'DefinitionRetired',
    ]),
    definition: z.looseObject({
      ...{ name: z.string(), kind: z.string(), status: z.string(), hash: z.string(), form: z.json() },
      text: z.string().optional(),
    }),
  }),
] as const;
