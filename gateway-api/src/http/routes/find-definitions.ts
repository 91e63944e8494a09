import { positionAt, readQuery, type Answer, type Query } from '@scrip/language';
import { DomainError, parseBusinessDate, type MspId } from '@scrip/model';
import { searchDefinitions } from '../../read-model/definition-search.js';
import type { Services } from '../../services.js';
import { domainProblem, ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { FoundDefinitions, QuestionQuery } from '../schemas/definition.js';
import { Nothing } from '../schemas/fields.js';

/** Route of questions about definitions. */
export const findRoute = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/definitions/find',
    operationId: 'findDefinitions',
    summary: 'Find definitions by what they say: a question of the language',
    tag: 'Definitions',
    params: Nothing,
    query: QuestionQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order that is asked for', schema: FoundDefinitions },
    refusals: [409, 422],
    handle: ({ query: { q, channel } }) => {
      const { queries } = services.channel(channel);
      const question = questionIn(q);
      const asOf = queries.asOf();
      if (asOf.businessDate === null) throw ledgerProblem('NOT_BOOTSTRAPPED');
      const viewer = services.mspId as MspId;
      const questioner = { channel: asOf.channel, viewer, today: parseBusinessDate(asOf.businessDate) };
      return { status: 200, body: { asOf, ...answerOf(services, question, questioner) } };
    },
  });

function answerOf(
  { readModel }: Services,
  question: Query,
  questioner: Parameters<typeof searchDefinitions>[2],
): Answer {
  try {
    return searchDefinitions(readModel.database, question, questioner);
  } catch (error) {
    throw error instanceof DomainError ? domainProblem(error) : error;
  }
}

/** A question as it is read, or all that is wrong with it. */
function questionIn(text: string): Query {
  const { query, problems } = readQuery(text);
  if (query !== undefined) return query;
  const errors = problems.map(({ code, message, range }) => {
    const { line, column } = positionAt(text, range.from);
    return { in: 'query', pointer: '#/q', detail: `${String(line)}:${String(column)} ${message}`, code } as const;
  });
  throw ledgerProblem('QUERY_INVALID', { errors });
}
