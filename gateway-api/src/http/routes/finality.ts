import { z } from 'zod';
import { transferOf } from '../../read-model/finality-queries.js';
import type { Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { FinalityRule, TransferReply } from '../schemas/finality.js';

/** Routes that show when what settles is final: the rule, and the moments of a transfer. */
export const finalityRoutes = (services: Services): readonly Route[] => [rule(services), transfer(services)];

const rule = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/finality-rule',
    operationId: 'getFinalityRule',
    summary: 'By which rule transfers become final, as the chaincode that runs states it',
    tag: 'Transfers',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The rule', schema: FinalityRule },
    handle: async ({ query }) => {
      const { ledger } = services.channel(query.channel);
      return { status: 200, body: await ledger.evaluate('system:finality') };
    },
  });

const transfer = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/transfers/{id}',
    operationId: 'getTransfer',
    summary: 'A transfer as the ledger has it, with the moments that it has come to and their evidence',
    tag: 'Transfers',
    params: z.strictObject({ id: InstructionId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The transfer', schema: TransferReply },
    handle: ({ params: { id }, query }) => {
      const { queries } = services.channel(query.channel);
      const found = transferOf(services.readModel.database, queries.channel, id);
      if (found === undefined) throw ledgerProblem('INSTRUCTION_UNKNOWN');
      const { instructed, ...became } = found;
      return { status: 200, body: { asOf: queries.asOf(), transfer: { ...instructed, ...became } } };
    },
  });
