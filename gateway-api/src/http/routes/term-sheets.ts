import { termSheet, toHtmlPage, toMarkdown } from '@scrip/language';
import { definitions } from '@scrip/model';
import { definitionOf } from '../../read-model/definition-queries.js';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type FileType, type Reply, type Route } from '../route.js';
import { DefinitionParams } from '../schemas/definition.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { TermSheetReply } from '../schemas/term-sheet.js';

const FORMS: Readonly<Partial<Record<FileType, readonly [ending: string, write: typeof toMarkdown]>>> = {
  'text/html': ['html', toHtmlPage],
  'text/markdown': ['md', toMarkdown],
};

/** Routes of term sheets. */
export const termSheetRoutes = (services: Services): readonly Route[] => [
  route({
    method: 'get',
    path: '/v1/definitions/{name}/term-sheet',
    operationId: 'getTermSheet',
    summary: 'A definition in plain sentences under headings, with what it uses; as JSON, HTML or Markdown',
    tag: 'Definitions',
    alsoAs: Object.keys(FORMS) as FileType[],
    params: DefinitionParams,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The term sheet; it is no legal advice', schema: TermSheetReply },
    handle: ({ params: { name }, query, accepted }): Reply => {
      const { queries } = services.channel(query.channel);
      const find = (each: string): definitions.Definition | undefined => {
        const found = definitionOf(services.readModel.database, queries.channel, each);
        return found && definitions.definition(found.form, '');
      };
      const of = find(name);
      if (of === undefined) throw ledgerProblem('DEFINITION_UNKNOWN');
      const sheet = termSheet(of, find);
      const form = accepted === undefined ? undefined : FORMS[accepted];
      if (accepted === undefined || form === undefined)
        return { status: 200, body: { asOf: queries.asOf(), name, ...sheet } };
      const [ending, write] = form;
      const bytes = Buffer.from(write(sheet), 'utf8');
      return { status: 200, body: undefined, file: { type: accepted, name: `${name}.${ending}`, bytes } };
    },
  }),
];
