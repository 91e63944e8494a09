import { randomBytes } from 'node:crypto';
import type { NewAcceptance, NewVote, TitlePosition, VoteList } from '@scrip/gateway-api';
import {
  acceptedAct,
  ATTESTOR_ROLES,
  businessDate,
  instructionId,
  sha256Text,
  VOTE_DECISIONS,
  voteReasonHash,
  type GivenAcceptance,
} from '@scrip/model';
import { authorise } from '@scrip/signing';
import type { Call } from '../command/call.js';
import { anyText, argument, by, option, requiredChoice } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { readJson, stated } from '../input/body.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { done, showList, showRecord } from '../output/shows.js';

const TRANSFER = argument('transfer', 'id of the transfer', by(instructionId));

/** Places from which it is voted. */
export const VOTING_ROLES = [...ATTESTOR_ROLES, 'externalRegister'] as const;

const accept = verb({
  name: 'accept',
  kind: 'command',
  summary: 'Consent, as the receiver of a transfer, to the terms of its deed (custodian of the receiver)',
  example: `transfer-2026-1 --terms ${'0'.repeat(64)} --key ben.pem`,
  args: { transfer: TRANSFER },
  options: {
    terms: option('--terms <sha256>', 'to what; needed to sign (else to what the ledger has)', by(sha256Text)),
    opening: option('--opening <file>', 'what the seller says is given in return (deeds make --opening)', anyText),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const { transfer: id, terms } = given;
    const consideration =
      given.opening === undefined ? undefined : await readJson<ShownConsideration>(given.opening, call);
    const body = stated({ ...(await consent(call, given)), consideration });
    const reply = await call.client.title.accept(id, body, call.command);
    return done(reply, `${id} is accepted${terms === undefined ? ' as it is' : ''}: terms ${reply.terms}.`);
  },
});

type ShownConsideration = NonNullable<NewAcceptance['consideration']>;
type Consent = Parameters<typeof signing>[1] &
  Parameters<typeof validityOf>[1] & { readonly transfer: string; readonly terms: string | undefined };

async function consent(call: Call, given: Consent): Promise<NewAcceptance> {
  const { transfer: id, terms } = given;
  if (given.key === undefined && given.signers.length === 0) return stated({ terms });
  if (terms === undefined) throw new UsageError('missing: --terms', 'a signature says to what it consents');
  const { buyer: party } = await call.client.title.position(id, call.channel);
  const act = acceptedAct({ instructionId: id, party, terms } as GivenAcceptance);
  const signers = signing(party, given);
  return {
    terms,
    authorisation: await authorise(await call.ledgerName(), act, await validityOf(call, given), signers),
  };
}

const title = verb({
  name: 'title',
  kind: 'read',
  summary: 'Show who owns what a transfer is about, who has consented and voted, and what is missing',
  example: 'transfer-2026-1',
  args: { transfer: TRANSFER },
  options: {},
  run: async (call, { transfer: id }) => {
    const reply = await call.client.title.position(id, call.channel);
    const { votes, accepted, title: of } = reply;
    return showRecord(reply, [
      ['transfer', reply.instructionId],
      ['security', reply.isin],
      ['units', reply.units],
      ['status', reply.status],
      ['owner', reply.owner],
      ['what falls due belongs to', reply.eventsBelongTo],
      ['terms of the deed', reply.deed?.terms],
      ['accepted', accepted && `${accepted.acceptedOn} by ${accepted.party}`],
      ['protocol', of?.protocol],
      ['votes', votes?.by],
      ['tally', votes?.tally],
      ['standing votes', votes?.standing ?? []],
      ['open until', ballotOf(reply)?.lastDay],
      ['seats', seatsOf(reply)],
    ]);
  },
});

interface Ballot {
  readonly lastDay?: string;
  readonly seats?: readonly { readonly role: string; readonly mspId: string; readonly voter?: string }[];
}

const ballotOf = ({ votes }: TitlePosition): Ballot | undefined => votes?.['ballot'] as Ballot | undefined;

const seatsOf = (reply: TitlePosition): readonly string[] =>
  (ballotOf(reply)?.seats ?? ((reply.votes?.['seats'] ?? []) as NonNullable<Ballot['seats']>)).map(
    ({ role, mspId, voter }) => `${role} ${mspId}${voter === undefined || voter === mspId ? '' : ` for it ${voter}`}`,
  );

const openBallot = verb({
  name: 'open-ballot',
  kind: 'command',
  summary: 'Open the ballot on a transfer to whose deed both have consented; the registrar’s gateway does it by itself',
  example: 'transfer-2026-1',
  args: { transfer: TRANSFER },
  options: {},
  run: async (call, { transfer: id }) =>
    done(await call.client.title.openBallot(id, call.command), `${id} is voted on, and its units are reserved.`),
});

const closeBallot = verb({
  name: 'close-ballot',
  kind: 'command',
  summary: 'Close a ballot that cannot be carried any more, without waiting until the transfer is due',
  example: 'transfer-2026-1',
  args: { transfer: TRANSFER },
  options: {},
  run: async (call, { transfer: id }) => {
    const reply = await call.client.title.closeBallot(id, call.command);
    return done(reply, `${id} has ended (${reply.code ?? 'closed'}), and its units are free.`);
  },
});

const vote = verb({
  name: 'vote',
  kind: 'command',
  summary: 'Vote on a transfer; the reason stays in the own organisation, and the latest vote from a place counts',
  example: 'transfer-2026-1 --role notary --decision yes --reason "board resolution seen"',
  args: { transfer: TRANSFER },
  options: {
    role: requiredChoice('--role <role>', 'place from which it is voted', VOTING_ROLES),
    decision: requiredChoice('--decision <decision>', 'what is voted', VOTE_DECISIONS),
    reason: option('--reason <text>', 'why', anyText),
    until: option('--until <date>', 'last business date (else until the ballot ends)', by(businessDate)),
  },
  run: async (call, { transfer: id, role, decision, reason, until: validUntil }) => {
    const salt = reason === undefined ? undefined : randomBytes(32).toString('hex');
    const body: NewVote = stated({ role, decision, reason, salt, validUntil });
    const reply = await call.client.title.vote(id, body, await signedVote(call, id, body));
    return done(reply, `${role}: ${decision}.`);
  },
});

/** Options of a vote; where the profile has a key of the operator, the vote is put together here as the gateway does. */
async function signedVote(call: Call, id: string, body: NewVote): Promise<Awaited<ReturnType<Call['signed']>>> {
  const { operator } = call.access;
  if (operator === undefined) return call.command;
  const { reason: text, salt, ...said } = body;
  const { isin, deed, businessDate: castOn } = await call.client.title.position(id, call.channel);
  const reason = text === undefined || salt === undefined ? undefined : voteReasonHash({ salt, text });
  const voter = await call.ownMspId();
  const cast = { ...said, isin, instructionId: id, terms: deed?.terms, voter, operator: operator.id, castOn, reason };
  return call.signed('ownership:castVote', stated(cast));
}

const votes = verb({
  name: 'votes',
  kind: 'read',
  summary: 'List the votes on a transfer; the reasons of the own organisation are shown',
  example: 'transfer-2026-1',
  args: { transfer: TRANSFER },
  options: {},
  run: async (call, { transfer: id }) =>
    showList(
      await call.client.title.votes(id, call.channel),
      [
        { heading: 'place', cell: (row: VoteList['items'][number]) => row.role },
        { heading: 'voter', cell: ({ voter }) => voter },
        { heading: 'by', cell: ({ operator }) => operator },
        { heading: 'vote', cell: ({ decision }) => decision },
        { heading: 'on', cell: ({ castOn }) => castOn },
        { heading: 'until', cell: ({ validUntil }) => validUntil },
        { heading: 'counts', cell: ({ isConfirmed }) => (isConfirmed ? 'yes' : 'no longer') },
        { heading: 'reason', cell: ({ ownReason }) => ownReason },
      ],
      'Nobody has voted on it.',
    ),
});

/** What is done about title to what a transfer is about. */
export const TITLE_VERBS = [accept, title, openBallot, closeBallot, vote, votes];
