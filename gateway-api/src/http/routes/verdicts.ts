import { canonicalJson } from '@scrip/model';
import { z } from 'zod';
import { currentOperator } from '../../operators/current-operator.js';
import { termsOf } from '../../operations/operation-store.js';
import type { Services } from '../../services.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { InstructionId, Nothing } from '../schemas/fields.js';
import { Verdict } from '../schemas/verdict.js';
import { stated } from '../stated.js';

/** Routes of what the ledger would say to a transfer. */
export const verdictRoutes = (services: Services): readonly Route[] => [verdictOf(services)];

const Judgement = Verdict.pick({ allowed: true, rules: true, compliance: true });

function verdictOf(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/operations/{id}/verdict',
    operationId: 'getVerdict',
    refusals: [409, 422],
    summary:
      'What every rule of the movement says to a transfer now; dates, cut-offs and authority are judged at settlement',
    tag: 'Transfers',
    params: z.strictObject({ id: InstructionId }),
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'The judgement of every rule', schema: Verdict },
    handle: async ({ params: { id }, operator }) => {
      const view = services.operations.view(id);
      if (view === undefined) throw Problem.of('OPERATION_NOT_FOUND');
      currentOperator(services, operator, view.channel);
      const { ledger, queries } = services.channel(view.channel);
      const asOf = queries.asOf();
      const instruction = stated({ instructionId: id, ...termsOf(view) });
      const verdict = Judgement.parse(await ledger.evaluate('settlement:dryRun', canonicalJson(instruction)));
      return { status: 200, body: { asOf, operationId: id, ...verdict } };
    },
  });
}
