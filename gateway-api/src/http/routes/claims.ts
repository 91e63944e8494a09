import {
  canonicalJson,
  claim,
  claimDetails,
  claimDetailsHash,
  claimIdOf,
  sha256Hex,
  type Claim as ClaimContent,
  type ClaimDetails,
  type ClaimId,
  type LedgerName,
} from '@scrip/model';
import { z } from 'zod';
import { LedgerRefusal } from '../../ledger/ledger-error.js';
import type { Receipt } from '../../ledger/ledger.js';
import type { ChannelQueries } from '../../read-model/queries.js';
import type { Services } from '../../services.js';
import { ledgerName } from '../ledger-name.js';
import { ledgerProblem } from '../ledger-problems.js';
import { locationOf } from '../location.js';
import { route, type Route } from '../route.js';
import { ClaimId as Id, ClaimList, ClaimReceipt, ClaimReply, ClaimRevocation, NewClaim } from '../schemas/claim.js';
import { ChannelQuery, Isin, Nothing, PartyId } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { takingBack } from '../take-back.js';

const CLAIM_PATH = '/v1/claims/{id}';
const params = z.strictObject({ id: Id });

/** Routes of claims about parties. */
export const claimRoutes = (services: Services): readonly Route[] => [
  makeClaim(services),
  revokeClaim(services),
  getClaim(services),
  claimsOfParty(services),
];

function makeClaim(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/claims',
    operationId: 'makeClaim',
    summary: 'State something about a party; what stands behind it stays in this organisation’s private collection',
    tag: 'Claims',
    params: Nothing,
    query: ChannelQuery,
    body: NewClaim,
    reply: { status: 201, location: CLAIM_PATH, description: 'Published', schema: ClaimReceipt },
    handle: async ({ query, body, operator, commandId, seed }) => {
      const { ledger, queries } = services.channel(query.channel);
      const made = draw(services.mspId, body, seed, { ledger: ledgerName(queries), queries });
      const { claimId, content, details } = made;
      // Private first, public second (DESIGN section 6): a repetition finds either command consumed and goes on.
      const command = { operator: operator.id };
      const kept = { ...command, name: 'claim:record', commandId: `${commandId}-1-${made.draws}`, body: { claimId } };
      await ledger.submitPrivately(kept, { claim: canonicalJson(content), details: canonicalJson(details) });
      const shown = { ...command, name: 'claim:publish', commandId: `${commandId}-2`, body: stated(content) };
      const erasure = { ...command, name: 'claim:purgeDetails', commandId: `${commandId}-3`, body: { claimId } };
      const { transactionId, block } = await takingBack(services.submit(ledger, shown), async (code) => {
        if (code !== 'CLAIM_EXISTS') await ledger.submitPrivately(erasure, {});
      });
      const headers = locationOf(CLAIM_PATH, { id: claimId }, ledger.channel);
      return { status: 201, headers, body: { claimId, transactionId, block } };
    },
  });
}

/** A claim as it is to be recorded and published. */
interface DrawnClaim {
  readonly claimId: ClaimId;
  readonly content: ClaimContent;
  readonly details: ClaimDetails;
  /** How often a salt was drawn. */
  readonly draws: number;
}

/**
 * Makes a claim with salts of its own: what is published must not help to guess the details. A salt is drawn until the
 * id that follows from it has a place in the status list that no other claim has.
 */
function draw(
  issuer: string,
  { details: { findings, documents = [], retention }, ...content }: z.output<typeof NewClaim>,
  seed: Uint8Array,
  known: { readonly ledger: LedgerName; readonly queries: ChannelQueries },
): DrawnClaim {
  const secret = Buffer.from(seed).toString('hex');
  const saltOf = (purpose: string): string => sha256Hex(`${purpose} ${secret}`);
  const details = claimDetails(stated({ schema: 1, salt: saltOf('details'), findings, documents, retention }), '');
  const detailsHash = claimDetailsHash(details);
  for (let draws = 1; ; draws += 1) {
    const salt = saltOf(`claim ${draws}`);
    const made = claim(stated({ issuer, graceDays: 0, ...content, detailsHash, salt }), '/body');
    const claimId = claimIdOf(known.ledger, made);
    if (!known.queries.claims.isStatusIndexTaken(issuer, claimId)) return { claimId, content: made, details, draws };
  }
}

function revokeClaim(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/claims/{id}/revocation',
    operationId: 'revokeClaim',
    summary: 'Revoke a claim of this organisation for good; it counts at once, and the channel is told',
    tag: 'Claims',
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'Revoked', schema: ClaimRevocation },
    handle: async ({ params: { id: claimId }, query, operator, commandId }) => {
      const { ledger } = services.channel(query.channel);
      const command = { operator: operator.id };
      const revocation = { ...command, name: 'claim:revoke', commandId: `${commandId}-1`, body: { claimId } };
      const revoked = await ledger.submitPrivately(revocation, {});
      const notice = { issuer: services.mspId, claimId };
      const announcement = { ...command, name: 'claim:announceRevocation', commandId: `${commandId}-2`, body: notice };
      const announced = await ifPublished(services.submit(ledger, announcement));
      const { transactionId, block } = announced ?? revoked;
      return { status: 200, body: { claimId, announced: announced !== undefined, transactionId, block } };
    },
  });
}

/** The receipt of an announcement; there is nothing to announce of a claim that was never published. */
async function ifPublished(announcing: Promise<Receipt>): Promise<Receipt | undefined> {
  try {
    return await announcing;
  } catch (error) {
    if (error instanceof LedgerRefusal && error.code === 'CLAIM_UNKNOWN') return undefined;
    throw error;
  }
}

/** Asked with the others about the party, because what a claim is worth is a judgement of the ledger. */
function getClaim(services: Services): Route {
  return route({
    method: 'get',
    path: CLAIM_PATH,
    operationId: 'getClaim',
    refusals: [409, 422],
    summary: 'A claim, and what it is worth now, for the network or for one security',
    tag: 'Claims',
    params,
    query: ChannelQuery.extend({ isin: Isin.optional() }),
    body: Nothing,
    reply: { status: 200, description: 'The claim', schema: ClaimReply },
    handle: async ({ params: { id }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const subject = queries.claims.subject(id);
      if (subject === undefined) throw ledgerProblem('CLAIM_UNKNOWN');
      const asOf = queries.asOf();
      const answer = await ledger.evaluate('claim:ofParty', subject, query.isin ?? 'network');
      const { claims } = z.looseObject({ claims: z.array(z.looseObject({ claimId: z.string() })) }).parse(answer);
      const found = claims.find(({ claimId }) => claimId === id);
      if (found === undefined) throw ledgerProblem('CLAIM_UNKNOWN');
      return { status: 200, body: { asOf, claim: found } };
    },
  });
}

function claimsOfParty(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/parties/{id}/claims',
    operationId: 'getClaims',
    refusals: [409, 422],
    summary: 'The claims about a party, and what each is worth now, for the network or for one security',
    tag: 'Claims',
    params: z.strictObject({ id: PartyId }),
    query: ChannelQuery.extend({ isin: Isin.optional() }),
    body: Nothing,
    reply: { status: 200, description: 'Claims by type and issuer', schema: ClaimList },
    handle: async ({ params: { id }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const asOf = queries.asOf();
      const answer = await ledger.evaluate('claim:ofParty', id, query.isin ?? 'network');
      return { status: 200, body: { asOf, ...z.record(z.string(), z.json()).parse(answer) } };
    },
  });
}
