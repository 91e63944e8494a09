import { z } from 'zod';
import { SOLICITATION_EVENTS } from './known-solicitation-event.js';

/** Events of definitions, of securities that are amended by them, and of holders who are asked about it. */
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
      ...{ name: z.string(), kind: z.string(), status: z.string(), hash: z.string() },
      form: z.unknown().optional(),
      text: z.string().optional(),
    }),
  }),
  z.object({ type: z.literal('AmendmentAsked') }),
  z.object({
    type: z.literal('SecurityAmended'),
    security: z.looseObject({ isin: z.string(), name: z.string() }),
  }),
  ...SOLICITATION_EVENTS,
] as const;
