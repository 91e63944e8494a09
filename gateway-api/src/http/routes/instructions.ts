import { z } from 'zod';
import { jointOf, jointsOf } from '../../read-model/joint-queries.js';
import { momentsOfJoint, type ProvenMoments } from '../../read-model/finality-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import {
  InstructionList,
  InstructionReceipt,
  InstructionReply,
  InstructionsQuery,
  NewInstruction,
  NewPayment,
  PartyWord,
  PaymentReceipt,
} from '../schemas/instruction.js';
import { stated } from '../stated.js';
import { commandRoute } from './command-route.js';

const tag = 'Instructions';
const LIST = '/v1/instructions';
const ONE = '/v1/instructions/{id}';
const params = z.strictObject({ id: InstructionId });

/** Routes of joint instructions: several legs that settle together or not at all. */
export const instructionRoutes = (services: Services): readonly Route[] => [
  propose(services),
  word(services, 'affirm'),
  word(services, 'withdraw'),
  statePayment(services),
  settle(services),
  list(services),
  get(services),
];

const propose = (services: Services): Route =>
  commandRoute(services, {
    path: LIST,
    operationId: 'proposeInstruction',
    summary: 'Propose deliveries and payments that settle together or not at all; it binds once all parties affirm',
    tag,
    params: Nothing,
    body: NewInstruction,
    reply: { description: 'Proposed', schema: InstructionReceipt },
    created: { path: ONE, at: ({ result }) => ({ id: z.string().parse(result['instructionId']) }) },
    command: 'instruction:propose',
    bodyOf: ({ body }) => stated(body),
  });

const WORDS = {
  affirm: {
    path: `${ONE}/affirmations`,
    operationId: 'affirmInstruction',
    summary: 'Affirm an instruction for one of its parties, which signs all that it says; the last one reserves units',
    description: 'Affirmed',
  },
  withdraw: {
    path: `${ONE}/withdrawals`,
    operationId: 'withdrawInstruction',
    summary:
      'End an instruction for one of its parties: a joint one before all have affirmed it, a transfer with the word of both',
    description: 'Withdrawn; a transfer is pending until the other party has withdrawn too',
  },
} as const;

function word(services: Services, act: keyof typeof WORDS): Route {
  const { description, ...shown } = WORDS[act];
  return commandRoute(services, {
    ...shown,
    tag,
    params,
    body: PartyWord,
    reply: { description, schema: InstructionReceipt },
    command: `instruction:${act}`,
    bodyOf: ({ params: { id }, body }) => ({ instructionId: id, ...stated(body) }),
  });
}

const statePayment = (services: Services): Route =>
  commandRoute(services, {
    path: `${ONE}/payments`,
    operationId: 'statePayment',
    summary: 'State, as its paying agent and signed, that a payment has been received, or has been given back',
    tag,
    isSigned: true,
    params,
    body: NewPayment,
    reply: { description: 'Stated', schema: PaymentReceipt },
    command: 'instruction:statePayment',
    bodyOf: ({ params: { id }, body }) => ({ instructionId: id, ...stated(body) }),
  });

const settle = (services: Services): Route =>
  commandRoute(services, {
    path: `${ONE}/settlement`,
    operationId: 'settleInstruction',
    summary: 'Take an instruction as far as it can go now: the order of its proposer, or the close of an expired one',
    tag,
    params,
    body: Nothing,
    reply: { description: 'How it stands now', schema: InstructionReceipt },
    command: 'instruction:settle',
    bodyOf: ({ params: { id } }) => ({ instructionIds: [id] }),
    shown: ({ instructions }) => z.tuple([z.record(z.string(), z.json())]).parse(instructions)[0],
  });

const list = (services: Services): Route =>
  route({
    method: 'get',
    path: LIST,
    operationId: 'listInstructions',
    summary: 'Joint instructions, of one status or of one party',
    tag,
    params: Nothing,
    query: InstructionsQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their ids', schema: InstructionList },
    handle: ({ query }) => {
      const { queries } = services.channel(query.channel);
      const { items, ...page } = jointsOf(services.readModel.database, queries.channel, query, askedPage(query));
      const shown = items.map((item) => ({ ...item, ...momentsOf(services, queries.channel, item) }));
      return { status: 200, body: { asOf: queries.asOf(), items: shown, ...page } };
    },
  });

const get = (services: Services): Route =>
  route({
    method: 'get',
    path: ONE,
    operationId: 'getInstruction',
    summary: 'A joint instruction: its legs, who has affirmed, what was paid, and how it stands',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The instruction', schema: InstructionReply },
    handle: ({ params: { id }, query }) => {
      const { queries } = services.channel(query.channel);
      const instruction = jointOf(services.readModel.database, queries.channel, id);
      if (instruction === undefined) throw ledgerProblem('INSTRUCTION_UNKNOWN');
      return {
        status: 200,
        body: {
          asOf: queries.asOf(),
          instruction: { ...instruction, ...momentsOf(services, queries.channel, instruction) },
        },
      };
    },
  });

/** The moments of an instruction with the blocks that show them. */
const momentsOf = (
  { readModel }: Services,
  channel: string,
  { instructionId }: Readonly<Record<string, unknown>>,
): { readonly moments: ProvenMoments } => ({
  moments: momentsOfJoint(readModel.database, channel, z.string().parse(instructionId)),
});
