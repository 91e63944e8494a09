import {
  canonicalJson,
  standingVoteText,
  sha256Hex,
  voteReasonHash,
  voteText,
  type StandingVote,
  type Vote,
  type VoteReason,
  type VotingRole,
} from '@scrip/model';
import { MAKER, type Channel, type Committed } from './channel.js';
import { TEST_LEDGER } from './keyed-party.js';
import { REGULATOR } from './market.js';

const from = (role: VotingRole): object => ({ is: 'vote', from: role });
const two = (...roles: readonly VotingRole[]): object => ({ is: 'atLeast', votes: 2, of: roles.map(from) });

/** Registrar and seller's custodian let everything pass that they have said they do. */
export const AUTOMATIC = {
  ...{ kind: 'ownership', name: 'Automatic', version: 1, title: 'By standing votes' },
  protocol: {
    passesWhen: two('registrar', 'sellersCustodian'),
    voting: { by: 'automatic' },
    eventsWhilePending: 'seller',
  },
};

/** Registrar, and two of notary and custodians, vote on each transfer. */
export const BALLOT = {
  ...{ kind: 'ownership', name: 'Ballot', version: 1, title: 'By ballot' },
  protocol: {
    passesWhen: {
      is: 'atLeast',
      votes: 2,
      of: [from('registrar'), two('notary', 'sellersCustodian', 'buyersCustodian')],
    },
    voting: { by: 'ballot', withinDays: 3, silence: 'no', reasons: true },
    eventsWhilePending: 'seller',
  },
};

/** The same with more time. */
export const LONG_BALLOT = {
  ...{ ...BALLOT, name: 'LongBallot' },
  protocol: { ...BALLOT.protocol, voting: { ...BALLOT.protocol.voting, withinDays: 20 } },
};

/** A title by one of the protocols. */
export const titleBy = (protocol: string, more: object = {}): object => ({
  ...{ law: 'Germany', form: 'registered', register: { constitutiveUnder: 'eWpG' }, protocol, notary: REGULATOR },
  ...more,
});

/** What a transfer of title says beside. */
export const DEED = { sellersCapacity: 'principal', buyersCapacity: 'principal', consideration: 'c'.repeat(64) };

const REASON: VoteReason = { salt: 'f'.repeat(64), text: 'seen and found in order' };

/** A vote of an organisation on what a ballot is about. */
export async function voteOf(
  channel: Channel,
  voter: string,
  instructionId: string,
  role: VotingRole,
  decision: Vote['decision'] = 'yes',
  { askedBy = voter, ...more }: Partial<Vote> & { readonly askedBy?: string } = {},
): Promise<Vote> {
  const ballot = (await channel.evaluate(askedBy, 'ownership:ballot', [instructionId])) as Vote;
  const { businessDate } = (await channel.evaluate(askedBy, 'calendar:businessDate', ['TARGET'])) as {
    businessDate: Vote['castOn'];
  };
  const { isin, terms } = ballot;
  return {
    ...{ isin, instructionId: ballot.instructionId, terms, role, voter: voter as Vote['voter'] },
    ...{ operator: MAKER as Vote['operator'], decision, castOn: businessDate, reason: voteReasonHash(REASON) },
    ...more,
  };
}

/** Keeps a vote where its voter alone sees it. */
export function recordVote(channel: Channel, given: Vote): Promise<Committed> {
  const { body, transient } = recordedVote(given);
  return channel.submit(given.voter, 'ownership:recordVote', body, { transient });
}

/** A vote as it is kept: the command names its hash. */
export function recordedVote(given: Vote): Kept {
  const { instructionId, role } = given;
  return {
    body: { instructionId, role, vote: sha256Hex(voteText(TEST_LEDGER, given)) },
    transient: { vote: canonicalJson(given), reason: canonicalJson(REASON) },
  };
}

/** What is kept at the own peer, and the command that names its hash. */
export interface Kept {
  readonly body: object;
  readonly transient: Readonly<Record<string, string>>;
}

/** Votes: at the own peer first, then before everybody. */
export async function castVote(
  channel: Channel,
  voter: string,
  instructionId: string,
  role: VotingRole,
  decision: Vote['decision'] = 'yes',
  more: Partial<Vote> = {},
): Promise<Committed> {
  const given = await voteOf(channel, voter, instructionId, role, decision, more);
  await recordVote(channel, given);
  return channel.submit(voter, 'ownership:castVote', given);
}

/** A standing vote that counts from the founding of the tests on. */
export const standingOf = (isin: string, voter: string, role: VotingRole, more: object = {}): StandingVote =>
  ({ isin, role, voter, validFrom: '2026-11-20', validUntil: '2027-11-20', ...more }) as unknown as StandingVote;

/** Keeps a standing vote where its voter alone sees it. */
export function recordStanding(channel: Channel, given: StandingVote): Promise<Committed> {
  const { body, transient } = recordedStanding(given);
  return channel.submit(given.voter, 'ownership:recordStandingVote', body, { transient });
}

/** A standing vote as it is kept. */
export function recordedStanding(given: StandingVote): Kept {
  const { isin, role } = given;
  return {
    body: { isin, role, standing: sha256Hex(standingVoteText(TEST_LEDGER, given)) },
    transient: { standing: canonicalJson(given) },
  };
}

/** Gives a standing vote. */
export async function giveStanding(channel: Channel, given: StandingVote): Promise<Committed> {
  await recordStanding(channel, given);
  return channel.submit(given.voter, 'ownership:giveStandingVote', given);
}
