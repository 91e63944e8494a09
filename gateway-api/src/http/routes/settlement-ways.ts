import { z } from 'zod';
import type { Services } from '../../services.js';
import type { Route } from '../route.js';
import { InstructionId, Nothing } from '../schemas/fields.js';
import { InstructionReceipt, NettingSet, NettingSetReceipt, NewBuyIn, NewPreimage } from '../schemas/instruction.js';
import { stated } from '../stated.js';
import { commandRoute } from './command-route.js';

const tag = 'Instructions';
const params = z.strictObject({ id: InstructionId });

/** Routes of the ways in which a joint instruction ends other than by itself: on a net, by a preimage, by a buy-in. */
export const settlementWayRoutes = (services: Services): readonly Route[] => [
  settleNetted(services),
  presentPreimage(services),
  callBuyIn(services),
];

const settleNetted = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/netting-sets',
    operationId: 'settleNetted',
    summary: 'Settle instructions whose parties agreed to netting on the net of all, or none of them',
    tag,
    params: Nothing,
    body: NettingSet,
    reply: { description: 'All have settled', schema: NettingSetReceipt },
    command: 'instruction:settleNetted',
    bodyOf: ({ body }) => stated(body),
  });

const presentPreimage = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/instructions/{id}/preimage',
    operationId: 'presentPreimage',
    summary: 'Settle an instruction by the preimage of its hash lock, which becomes public with that',
    tag,
    params,
    body: NewPreimage,
    reply: { description: 'It has settled', schema: InstructionReceipt },
    command: 'instruction:presentPreimage',
    bodyOf: ({ params: { id }, body }) => ({ instructionId: id, ...stated(body) }),
  });

const callBuyIn = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/instructions/{id}/buy-in',
    operationId: 'callBuyIn',
    summary: 'End an instruction that lacked its units for as long as was agreed, by a buy-in of the receiving party',
    tag,
    params,
    body: NewBuyIn,
    reply: { description: 'It is bought in; what is owed is on its record', schema: InstructionReceipt },
    command: 'instruction:callBuyIn',
    bodyOf: ({ params: { id }, body }) => ({ instructionId: id, ...stated(body) }),
  });
