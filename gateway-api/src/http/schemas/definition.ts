import { compile, positionAt, printDefinition, problemWithLine, requireSaid } from '@scrip/language';
import { DEFINITION_STATUSES, definitions, DomainError, LIMITS, pinnedName } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, ChannelQuery, field, MspId, PageQuery, receipt, refusalText, Sha256 } from './fields.js';

/** Name of a definition with its version. */
export const DefinitionName = field(pinnedName, {
  description: 'Name of a definition with its version, as others pin it',
  example: 'Institutional@2',
});

const kind = z.string().meta({ description: 'What it defines', example: 'ownership' });
const Status = z.enum(DEFINITION_STATUSES).meta({ description: 'What has become of it' });

/** A definition in its canonical form, which is checked as the text is that says it. */
const DefinitionForm = z
  .looseObject({ kind, name: z.string(), version: z.int(), title: z.string() })
  .superRefine((form, context) => {
    const add = (code: string, message: string, path: readonly string[]): void =>
      context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
    try {
      const of = definitions.definition(form, '');
      const text = printDefinition(of);
      const { definitions: said, problems } = compile(text);
      for (const each of problems) {
        if (each.code !== 'DEFINITION_UNKNOWN') add(each.code, problemWithLine(text, each), []);
      }
      for (const each of said) requireSaid(of, each);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const path = String(error.details['path'] ?? '').split('/');
      add(error.code, refusalText(error), path.slice(1));
    }
  })
  .meta({ id: 'DefinitionForm', description: 'The canonical form of a definition' });

/** A text with one definition. Names of others are looked up on the ledger, which tells by itself what the text says. */
const DefinitionText = z
  .string()
  .max(LIMITS.definitionTextCharactersMax)
  .superRefine((text, context) => {
    for (const { code, message, range } of compile(text).problems) {
      if (code === 'DEFINITION_UNKNOWN') continue;
      const { line, column } = positionAt(text, range.from);
      context.addIssue({ code: 'custom', message: `line ${line}, column ${column}: ${message}`, params: { code } });
    }
  })
  .meta({
    description: 'A text of the Scrip language with one definition',
    example: 'compliance Home@1 "At home"\n  to hold receiver resides in DE\n',
  });

/** Body of POST /v1/definitions. */
export const NewDefinition = z
  .strictObject({ text: DefinitionText.optional(), form: DefinitionForm.optional() })
  .refine(({ text, form }) => (text === undefined) !== (form === undefined), 'either a text or a canonical form')
  .meta({ id: 'NewDefinition', description: 'Either a text of the language or a canonical form' });

const hash = Sha256.meta({ description: 'SHA-256 of its canonical form (RFC 8785)' });

/** Body of POST /v1/definitions/{name}/proposal. */
export const NewDefinitionProposal = z
  .strictObject({
    hash,
    effectiveFrom: BusinessDate.optional().meta({
      description: 'First business date on which it is used, today at the earliest; absent: that of its adoption',
    }),
  })
  .meta({ id: 'NewDefinitionProposal' });

/** Body of POST /v1/definitions/{name}/adoption. */
export const NewDefinitionAdoption = z.strictObject({ hash }).meta({ id: 'NewDefinitionAdoption' });

/** Path of one definition. */
export const DefinitionParams = z.strictObject({ name: DefinitionName });

/** Answer of a step that a definition takes. */
export const DefinitionReceipt = z
  .strictObject({ name: DefinitionName, hash, status: Status, ...receipt })
  .meta({ id: 'DefinitionReceipt' });

const Actor = z
  .strictObject({ mspId: MspId, operator: z.string().meta({ description: 'The operator who did it' }) })
  .meta({ id: 'DefinitionActor' });

const steps = {
  name: DefinitionName,
  kind,
  title: z.string(),
  status: Status,
  hash,
  language: z.int().meta({ description: 'Version of the language by which it was read' }),
  author: Actor,
  draftedOn: BusinessDate,
  proposedOn: BusinessDate.optional(),
  effectiveFrom: BusinessDate.optional().meta({ description: 'First business date on which it is used' }),
  adoptedOn: BusinessDate.optional(),
  adoptedBy: Actor.optional(),
  retiredOn: BusinessDate.optional(),
};

const Definition = z
  .strictObject({
    ...steps,
    text: z.string().optional().meta({ description: 'The text of which it was made' }),
    form: z.record(z.string(), z.json()).meta({ description: 'Its canonical form' }),
  })
  .meta({ id: 'Definition' });

/** Query of GET /v1/definitions. */
export const DefinitionsQuery = PageQuery.extend({
  kind: z.string().max(40).optional().meta({ description: 'Only those of this kind', example: 'ownership' }),
  status: Status.optional().meta({ description: 'Only those of which this has become' }),
});

/** Answer of GET /v1/definitions/{name}. */
export const DefinitionReply = z.strictObject({ asOf: AsOf, definition: Definition }).meta({ id: 'DefinitionReply' });

/** Query of GET /v1/definitions/{name}/differences. */
export const DifferencesQuery = ChannelQuery.extend({
  from: DefinitionName.meta({ description: 'The definition with which it is compared', example: 'Institutional@1' }),
});

/** Answer of GET /v1/definitions/{name}/differences. */
export const DefinitionDifferences = z
  .strictObject({
    asOf: AsOf,
    from: DefinitionName,
    to: DefinitionName,
    items: z.array(
      z.strictObject({
        path: z.string().meta({ description: 'JSON pointer into the canonical form' }),
        kind: z.enum(['changed', 'added', 'removed']),
        text: z.string().meta({ description: 'The difference for a person', example: 'coupon rate 4.25 % → 4.50 %' }),
      }),
    ),
    more: z.int().meta({ description: 'How many differences there are beside' }),
  })
  .meta({ id: 'DefinitionDifferences' });

/** Answer of GET /v1/definitions. */
export const DefinitionList = z
  .strictObject({
    asOf: AsOf,
    items: z.array(z.strictObject(steps).meta({ id: 'DefinitionSummary' })),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'DefinitionList' });

/** Query of GET /v1/definitions/find. */
export const QuestionQuery = ChannelQuery.extend({
  q: z.string().min(1).max(LIMITS.questionCharactersMax).meta({
    description: 'A question of the language, by which definitions are found',
    example: 'find bonds where currency is EUR and maturity before 2030 show isin, maturity order by maturity',
  }),
});

const Found = z
  .strictObject({
    name: DefinitionName,
    title: z.string(),
    values: z
      .array(z.string().nullable())
      .meta({ description: 'One for each column, with its unit; none: there is nothing of it, null: it is not said' }),
  })
  .meta({ id: 'FoundDefinition' });

/** Answer of GET /v1/definitions/programs. */
export const DefinitionPrograms = z
  .strictObject({ items: z.array(z.strictObject({ name: DefinitionName, hash })) })
  .meta({ id: 'DefinitionPrograms', description: 'In the order of their names' });

/** Answer of GET /v1/definitions/find. */
export const FoundDefinitions = z
  .strictObject({
    asOf: AsOf,
    on: BusinessDate.meta({ description: 'Business date on which it is so' }),
    columns: z.array(z.string()).meta({ description: 'Features that are shown' }),
    items: z.array(Found),
    matches: z.int().meta({ description: 'How many match, those beyond the limit included' }),
  })
  .meta({ id: 'FoundDefinitions' });
