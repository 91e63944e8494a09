import { definitions, DomainError, pinnedName } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, field, MspId, PageQuery, receipt, refusalText, Sha256 } from './fields.js';

/** Name of a definition with its version. */
export const DefinitionName = field(pinnedName, {
  description: 'Name of a definition with its version, as others pin it',
  example: 'Institutional@2',
});

const kind = z.string().meta({ description: 'What it defines', example: 'ownership' });

/** Body of POST /v1/definitions: the canonical form; what its fields say together is checked by the model. */
export const NewDefinition = z
  .looseObject({ kind, name: z.string(), version: z.int(), title: z.string() })
  .superRefine((body, context) => {
    try {
      definitions.definition(body, '');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const path = String(error.details['path'] ?? '')
        .split('/')
        .slice(1);
      context.addIssue({ code: 'custom', path, message: refusalText(error), params: { code: error.code } });
    }
  })
  .meta({ id: 'NewDefinition', description: 'The canonical form of a definition' });

/** Answer of POST /v1/definitions. */
export const DefinitionReceipt = z
  .strictObject({ name: DefinitionName, hash: Sha256, ...receipt })
  .meta({ id: 'DefinitionReceipt' });

const Definition = z
  .strictObject({
    name: DefinitionName,
    kind,
    hash: Sha256.meta({ description: 'SHA-256 of its canonical form (RFC 8785)' }),
    form: z.record(z.string(), z.json()).meta({ description: 'Its canonical form' }),
    publishedBy: MspId,
    author: z.string().meta({ description: 'Operator who published it' }),
    publishedOn: BusinessDate,
  })
  .meta({ id: 'Definition' });

/** Query of GET /v1/definitions. */
export const DefinitionsQuery = PageQuery.extend({
  kind: z.string().max(40).optional().meta({ description: 'Only those of this kind', example: 'ownership' }),
});

/** Answer of GET /v1/definitions/{name}. */
export const DefinitionReply = z.strictObject({ asOf: AsOf, definition: Definition }).meta({ id: 'DefinitionReply' });

/** Answer of GET /v1/definitions. */
export const DefinitionList = z
  .strictObject({ asOf: AsOf, items: z.array(Definition), nextCursor: z.string().optional() })
  .meta({ id: 'DefinitionList' });
