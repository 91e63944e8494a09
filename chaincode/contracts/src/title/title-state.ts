import {
  attestedVotes,
  ballotTermsOf,
  isEvidential,
  isMet,
  keeperOf,
  passesTitle,
  tallyOf,
  votesAsked,
  type BusinessDate,
  type CountedVotes,
  type ErrorCode,
  type InstructionId,
  type Movement,
  type MovementFacts,
  type PassedTitle,
  type Security,
  type Tally,
  type TitleState,
  type VoteTree,
} from '@scrip/model';
import type { InstructionDetails } from '../compliance/questions.js';
import { findBallot } from '../records/ballot-records.js';
import { protocolOf, readDefinition } from '../records/definition-records.js';
import { presentJointTerms } from '../joint/joint-deed.js';
import { jointMoment } from '../joint/joint-moment.js';
import { readJoint } from '../records/joint-records.js';
import { findInstruction } from '../records/instruction-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { confirmedVotes, NONE_STANDING, standingVotes } from './counted-votes.js';
import { deedObstacleToday } from './present-deed.js';
import { isTitled, seatsOfTransfer, type Titled, type TransferAccounts } from './seats.js';

/**
 * How it stands with title to what moves. It is asked for where title passes (see {@link passesTitle}): an issue creates it. By the
 * will of the parties they pass by deed and votes; see {@link orderState} for what passes without.
 *
 * @param instruction - absent: a dry run of what was not instructed
 */
export async function titleOf(
  work: UnitOfWork,
  security: Security,
  today: BusinessDate,
  movement: Movement,
  instruction: InstructionDetails | undefined,
): Promise<Pick<MovementFacts, 'title'>> {
  if (!isTitled(security) || !('from' in movement) || !('to' in movement)) return {};
  if (!passesTitle(movement.from, movement.to)) return {};
  if (isByOrder(movement)) {
    return { title: { isOrdered: true, ...(await orderState(work, security, today, movement)) } };
  }
  if (movement.kind !== 'transfer') return {};
  const deed = await deedState(work, security, instruction);
  const { from, to, units } = movement;
  const [instructionId] = instruction?.instructionIds ?? [];
  const votes = await votesState(work, security, { today, accounts: { from, to }, units, instructionId });
  return { title: { ...(deed === undefined ? {} : { deed }), ...votes } };
}

type Ordered = Extract<Movement, { readonly kind: 'forcedTransfer' | 'enforcement' | 'recovery' }>;

const isByOrder = (movement: Movement): movement is Ordered =>
  movement.kind === 'forcedTransfer' || movement.kind === 'enforcement' || movement.kind === 'recovery';

/**
 * Why title does not pass without the word of its holder, if so. Where a register elsewhere makes the right, its keeper has
 * entered it and says so. Otherwise an order of a regulator stands above the votes, and what the registrar does by itself
 * takes the standing votes of the attestors.
 */
async function orderState(
  work: UnitOfWork,
  security: Titled,
  today: BusinessDate,
  { from, to, units, order }: Ordered,
): Promise<VotesState> {
  const keeper = keeperOf(security.title);
  if (keeper !== undefined) return order.by === keeper ? {} : { votes: 'EXTERNAL_REGISTER_UNCONFIRMED' };
  if ((await work.participants()).withRole('regulator').includes(order.by)) return {};
  const protocol = await protocolOf(work.state, security.title);
  if (protocol.voting.by === 'ballot') return { votes: 'ORDER_REQUIRED' };
  const seats = await seatsOfTransfer(work, security, { from, to });
  const standing = await standingVotes(work, security.isin, seats, { units, today });
  return byStandingVotes(work, security, protocol.passesWhen, standing, today);
}

/** How the votes stand: why they do not let title pass, or by what it passes. */
type VotesState = Pick<TitleState, 'votes' | 'passed'>;

async function byStandingVotes(
  work: UnitOfWork,
  security: Titled,
  asked: VoteTree,
  standing: CountedVotes['standing'],
  today: BusinessDate,
): Promise<VotesState> {
  if (!isMet(asked, (role) => standing.has(role))) return { votes: 'STANDING_VOTE_MISSING' };
  const votes = attestedVotes(await work.ledgerName(), asked, undefined, { confirmed: [], standing }, today);
  return { passed: await passedBy(work, security, votes) };
}

const passedBy = async (
  { state }: UnitOfWork,
  { title: { protocol } }: Titled,
  votes: PassedTitle['votes'],
): Promise<PassedTitle> => ({ protocol, protocolHash: (await readDefinition(state, protocol)).hash, votes });

/**
 * Parties of a joint instruction have affirmed all its terms: that is their deed. What moves on the net of several is in
 * none of theirs.
 */
async function deedState(
  work: UnitOfWork,
  security: Titled,
  instruction: InstructionDetails | undefined,
): Promise<ErrorCode | undefined> {
  if (instruction === undefined) return 'DEED_NOT_ACCEPTED';
  const [only, other] = instruction.instructionIds;
  if (only === undefined || other !== undefined) return 'NETTING_WITHOUT_DEED';
  const transfer = await findInstruction(work.state, only);
  if (transfer !== undefined) return deedObstacleToday(work, security, transfer);
  const joint = await readJoint(work.state, only);
  if (joint.terms === undefined) return 'DEED_MISSING';
  const present = await presentJointTerms(work, await jointMoment(work, joint.legs), joint);
  return present === joint.terms ? undefined : 'DEED_SUPERSEDED';
}

const OBSTACLE: Readonly<Record<Tally, ErrorCode | undefined>> = {
  met: undefined,
  open: 'VOTES_PENDING',
  votedDown: 'TRANSFER_VOTED_DOWN',
  expired: 'BALLOT_EXPIRED',
};

/** A transfer on whose votes it is asked. */
interface Voted {
  readonly today: BusinessDate;
  readonly accounts: TransferAccounts;
  readonly units: bigint;
  /** Absent: a dry run of what was not instructed, or what moves by none. */
  readonly instructionId: InstructionId | undefined;
}

/** How the votes on a transfer stand today. */
export async function votesState(
  work: UnitOfWork,
  security: Titled,
  { today, accounts, units, instructionId }: Voted,
): Promise<VotesState> {
  const protocol = await protocolOf(work.state, security.title);
  const asked = votesAsked(security.title, protocol);
  const terms = ballotTermsOf(protocol, isEvidential(security.title));
  const isAutomatic = protocol.voting.by === 'automatic';
  const seats = await seatsOfTransfer(work, security, accounts);
  const standing = isAutomatic ? await standingVotes(work, security.isin, seats, { units, today }) : NONE_STANDING;
  if (terms === undefined) return byStandingVotes(work, security, asked, standing, today);
  const opened = instructionId === undefined ? undefined : await findBallot(work.state, instructionId);
  if (opened === undefined) return { votes: 'VOTES_PENDING' };
  const counted = { confirmed: await confirmedVotes(work, opened), standing };
  const ballot = { ...opened, seats };
  const obstacle = OBSTACLE[tallyOf(ballot, asked, terms, counted, today)];
  if (obstacle !== undefined) return { votes: obstacle };
  const votes = attestedVotes(await work.ledgerName(), asked, { ballot, terms }, counted, today);
  return { passed: await passedBy(work, security, votes) };
}
