import { randomBytes } from 'node:crypto';
import { consideration, considerationHash, deed as readDeed, title as readTitle } from '@scrip/model';
import { z } from 'zod';
import { deedDocument } from '../../deeds/deed-document.js';
import type { Consent, DeedFacts } from '../../deeds/deed-facts.js';
import { deedHtml } from '../../deeds/deed-html.js';
import type { ChannelServices, Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type FileType, type Reply, type Route } from '../route.js';
import { DeedReply, MadeDeed, NewDeed } from '../schemas/deed.js';
import { ChannelQuery, InstructionId, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';

const tag = 'Ownership';
const FORMS = ['application/pdf', 'text/html'] as const;

/** Routes of deeds. */
export const deedRoutes = (services: Services): readonly Route[] => [make(services), show(services)];

const make = (services: Services): Route =>
  route({
    method: 'post',
    path: '/v1/deeds',
    operationId: 'makeDeed',
    summary:
      'Make the deed of a transfer: what goes into it, and what the other party needs; or the deed as a document',
    tag,
    isSecret: true,
    alsoAs: FORMS,
    params: Nothing,
    query: ChannelQuery,
    body: NewDeed,
    reply: { status: 200, description: 'Made; nothing is written to the ledger', schema: MadeDeed },
    handle: async ({ query, body, accepted }) => {
      const channel = services.channel(query.channel);
      const { isin, names, sellersCapacity, buyersCapacity, tradeDate, settlementDate, ...parties } = body;
      const { salt = randomBytes(32).toString('hex'), ...what } = body.consideration;
      const given = consideration(stated({ ...what, salt }), '/consideration');
      const deed = { sellersCapacity, buyersCapacity, consideration: considerationHash(given) };
      const facts: DeedFacts = {
        ...instrumentOf(channel, isin),
        ...{
          units: parties.units,
          seller: parties.fromHolderId,
          buyer: parties.toHolderId,
          deed,
          consideration: given,
        },
        ...(names === undefined ? {} : { names }),
        ...(tradeDate === undefined ? {} : { tradeDate }),
        ...(settlementDate === undefined ? {} : { settlementDate }),
      };
      await services.considerations.keep(channel.ledger.channel, given);
      return answered(accepted, facts, `deed-${isin}`, { deed, consideration: given });
    },
  });

const show = (services: Services): Route =>
  route({
    method: 'get',
    path: '/v1/transfers/{id}/deed',
    operationId: 'getDeed',
    summary: 'The deed of a transfer with consents, votes and moments; as JSON, HTML or PDF',
    tag,
    refusals: [409, 422],
    alsoAs: FORMS,
    params: z.strictObject({ id: InstructionId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The deed', schema: DeedReply },
    handle: async ({ params: { id }, query, accepted }) => {
      const facts = await enteredDeed(services, services.channel(query.channel), id);
      return answered(accepted, facts, `deed-${id}`, facts);
    },
  });

/** A deed in the form that is asked for. */
async function answered(accepted: FileType | undefined, facts: DeedFacts, name: string, body: unknown): Promise<Reply> {
  if (accepted === undefined) return { status: 200, body };
  const document = deedDocument(facts);
  if (accepted === 'text/html') {
    const bytes = Buffer.from(deedHtml(document), 'utf8');
    return { status: 200, body: undefined, file: { type: accepted, name: `${name}.html`, bytes } };
  }
  // loaded by the first who asks, as that of certificates is
  const { deedPdf } = await import('@scrip/gateway-api/deed-pdf');
  return {
    status: 200,
    body: undefined,
    file: { type: accepted, name: `${name}.pdf`, bytes: await deedPdf(document) },
  };
}

function instrumentOf(
  { queries }: ChannelServices,
  isin: string,
): Pick<DeedFacts, 'asOf' | 'isin' | 'security' | 'title'> {
  const { name, calendar, facts } = requireSecurity(queries, isin);
  const { businessDate } = queries.asOf(calendar);
  if (businessDate === null) throw ledgerProblem('NOT_BOOTSTRAPPED');
  if (facts['title'] === undefined) throw ledgerProblem('DEED_MISSING', { detail: 'The security has no title.' });
  return { asOf: businessDate, isin, security: name, title: readTitle(facts['title'], '/title') };
}

const Word = z.looseObject({
  custodian: z.string(),
  authorisation: z.looseObject({ signatures: z.array(z.looseObject({ signer: z.string() })) }).optional(),
});
const Instruction = Word.extend({
  isin: z.string(),
  units: z.string(),
  status: z.string(),
  fromHolderId: z.string(),
  toHolderId: z.string(),
  tradeDate: z.string(),
  settlementDate: z.string(),
  instructedOn: z.string(),
  deed: z.json().optional(),
  terms: z.string().optional(),
  accepted: Word.extend({ party: z.string(), acceptedOn: z.string() }).optional(),
});
const Position = z.looseObject({
  votes: z
    .looseObject({
      standing: z.array(z.string()).optional(),
      ballot: z.looseObject({ votes: DeedReply.shape.entered.shape.votes }).optional(),
    })
    .optional(),
  moments: z.record(z.string(), z.looseObject({ businessDate: z.string() })).optional(),
});

/** In the order in which they come. */
const MOMENTS = ['entered', 'irrevocable', 'final'] as const;

const consentOf = (party: string, on: string, { custodian, authorisation }: z.output<typeof Word>): Consent => ({
  ...{ party, custodian, on },
  signedBy: (authorisation?.signatures ?? []).map(({ signer }) => signer),
});

async function enteredDeed(services: Services, channel: ChannelServices, id: string): Promise<DeedFacts> {
  const { ledger, queries } = channel;
  const instruction = Instruction.parse(await ledger.evaluate('settlement:instruction', id));
  const { isin, fromHolderId: seller, toHolderId: buyer, terms, accepted } = instruction;
  if (instruction.deed === undefined || terms === undefined) throw ledgerProblem('DEED_MISSING');
  const deed = readDeed(instruction.deed, '/deed');
  const { votes, moments = {} } = Position.parse(await ledger.evaluate('ownership:position', id));
  const isCustodian = [instruction.custodian, queries.custodian(buyer)].includes(services.mspId);
  const known = isCustodian ? services.considerations.find(ledger.channel, deed.consideration) : undefined;
  const { units, status, tradeDate, settlementDate } = instruction;
  const entered = {
    ...{ instructionId: id, status, terms, votes: votes?.ballot?.votes ?? [], standing: votes?.standing ?? [] },
    sellersConsent: consentOf(seller, instruction.instructedOn, instruction),
    ...(accepted === undefined ? {} : { buyersConsent: consentOf(accepted.party, accepted.acceptedOn, accepted) }),
    moments: Object.fromEntries(
      MOMENTS.flatMap((name) => {
        const reached = moments[name];
        return reached === undefined ? [] : [[name, reached.businessDate]];
      }),
    ),
  };
  return {
    ...instrumentOf(channel, isin),
    ...{ units, seller, buyer, tradeDate, settlementDate, deed, entered },
    ...(known === undefined ? {} : { consideration: known }),
  };
}
