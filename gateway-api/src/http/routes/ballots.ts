import { z } from 'zod';
import type { Command } from '../../ledger/ledger.js';
import type { ChannelServices, Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { BallotReceipt } from '../schemas/vote.js';

const PATH = '/v1/transfers/{id}/ballot';
const params = z.strictObject({ id: InstructionId });

/** Routes of ballots on transfers, for who has to do with the votes on one; the registrar's agent opens all of its securities. */
export const ballotRoutes = (services: Services): readonly Route[] => [
  ballotRoute(services, {
    path: PATH,
    operationId: 'openBallot',
    summary:
      'Open the ballot on a transfer to whose deed both have consented (registrar; who votes; custodian of a party)',
    command: 'ownership:openBallots',
    description: 'Open: the units are reserved',
  }),
  ballotRoute(services, {
    path: `${PATH}/close`,
    operationId: 'closeBallot',
    summary:
      'Close a ballot that cannot be carried any more, before the transfer is due (registrar; who votes; custodian of a party)',
    command: 'ownership:closeBallots',
    description: 'Closed: the transfer is refused for the reason that is told, and its units are free',
  }),
];

interface BallotRoute {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly command: string;
  readonly description: string;
}

const ballotRoute = (services: Services, { command: name, description, ...declared }: BallotRoute): Route =>
  route({
    ...declared,
    method: 'post',
    tag: 'Ownership',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description, schema: BallotReceipt },
    handle: async ({ params: { id }, query, operator, commandId }) => {
      const channel = services.channel(query.channel);
      const body = { isin: await securityOf(channel, id), instructionIds: [id] };
      const command: Command = { name, commandId, operator: operator.id, body };
      // a batch leaves alone what it cannot do; here that is a refusal, which must not be on the ledger
      requireDone(await channel.ledger.rehearse(command));
      const { result, transactionId, block } = await services.submit(channel.ledger, command);
      return { status: 200, body: { ...requireDone(result), transactionId, block } };
    },
  });

const Transfer = z.looseObject({ isin: z.string() });

const securityOf = async ({ ledger }: ChannelServices, id: string): Promise<string> =>
  Transfer.parse(await ledger.evaluate('settlement:instruction', id)).isin;

const Outcome = z.looseObject({
  ballots: z.tuple([z.strictObject({ instructionId: z.string(), status: z.string(), code: z.string().optional() })]),
});

function requireDone(result: unknown): { readonly instructionId: string; readonly status: string } {
  const [ballot] = Outcome.parse(result).ballots;
  if (ballot.status === 'unchanged') throw ledgerProblem(ballot.code ?? 'INTERNAL');
  return ballot;
}
