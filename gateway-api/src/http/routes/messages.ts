import { jointInstruction, security as securityReader, type Money } from '@scrip/model';
import { z } from 'zod';
import { settlementMessage } from '../../iso20022/messages.js';
import type { SettlementView } from '../../iso20022/settlement-view.js';
import { viewOfJoint, viewOfTransfer, type MessageSources } from '../../iso20022/view-of-instruction.js';
import { transferOf } from '../../read-model/finality-queries.js';
import { jointOf } from '../../read-model/joint-queries.js';
import type { ChannelQueries } from '../../read-model/queries.js';
import type { Services } from '../../services.js';
import { requireCustodian, requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { InstructionId, Nothing } from '../schemas/fields.js';
import { MessageName, MessageQuery } from '../schemas/message.js';

/** Routes of ISO 20022 messages about what settles. */
export const messageRoutes = (services: Services): readonly Route[] => [message(services)];

const message = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/instructions/{id}/messages/{message}',
    operationId: 'getSettlementMessage',
    summary: 'A delivery or a transfer as an ISO 20022 message, from the side of a party that this organisation keeps',
    tag: 'Instructions',
    params: z.strictObject({ id: InstructionId, message: MessageName }),
    query: MessageQuery,
    body: Nothing,
    refusals: [409],
    mediaType: 'application/xml',
    reply: { status: 200, description: 'The message without a business application header', schema: z.string() },
    handle: ({ params: { id, message: name }, query }) => {
      const { queries } = services.channel(query.channel);
      const sides = sidesOf(services, queries, id, query.leg);
      const own = sides.parties.filter((party) => requireCustodian(queries, party) === services.mspId);
      const party = query.party ?? own[0];
      if (party === undefined || !own.includes(party)) throw Problem.of('NOT_A_DELIVERY');
      const text = settlementMessage(name, sides.viewOf(party));
      if (text === undefined) throw Problem.of('MESSAGE_NOT_AVAILABLE');
      return { status: 200, body: text };
    },
  });

/** The two parties of a delivery, and how it looks from the side of one of them. */
interface Sides {
  readonly parties: readonly string[];
  readonly viewOf: (party: string) => SettlementView;
}

/** @throws {Problem} INSTRUCTION_UNKNOWN, NOT_A_DELIVERY */
function sidesOf({ readModel }: Services, queries: ChannelQueries, id: string, leg: number): Sides {
  const sources = sourcesOf(queries);
  const required = (view: SettlementView | undefined): SettlementView => {
    if (view === undefined) throw Problem.of('NOT_A_DELIVERY');
    return view;
  };
  const facts = jointOf(readModel.database, queries.channel, id);
  if (facts !== undefined) {
    const instruction = jointInstruction(facts, '');
    const delivery = instruction.legs[leg];
    if (delivery?.kind !== 'delivery') throw Problem.of('NOT_A_DELIVERY');
    return {
      parties: [delivery.from, delivery.to],
      viewOf: (party) => required(viewOfJoint(instruction, leg, party, sources)),
    };
  }
  const transfer = transferOf(readModel.database, queries.channel, id);
  if (transfer === undefined) throw ledgerProblem('INSTRUCTION_UNKNOWN');
  const { fromHolderId, toHolderId } = transfer.instructed;
  return {
    parties: [String(fromHolderId), String(toHolderId)],
    viewOf: (party) => required(viewOfTransfer(transfer, party, sources)),
  };
}

function sourcesOf(queries: ChannelQueries): MessageSources {
  const leis = new Map(queries.participants().map(({ mspId, lei }) => [mspId, lei]));
  return {
    network: queries.charter()?.network ?? '',
    businessDate: queries.asOf().businessDate ?? '',
    servicerOf: (party) => requireCustodian(queries, party),
    leiOf: (servicer) => leis.get(servicer),
    cashUnit: (isin) => cashUnitOf(queries, isin),
  };
}

function cashUnitOf(queries: ChannelQueries, isin: string): Money | undefined {
  const { terms, denomination } = securityReader(requireSecurity(queries, isin).facts, '');
  return terms.kind === 'cash' ? denomination : undefined;
}
