import {
  ballotRecord,
  DomainError,
  LIMITS,
  standingVoteRecord,
  type Ballot,
  type InstructionId,
  type Isin,
  type MspId,
  type StandingVote,
  type VotingRole,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const ballotKey = (id: InstructionId): string => `ballot/${id}`;
const standingPrefix = (isin: Isin): string => `standing-vote/${isin}/`;
const standingKey = (isin: Isin, role: VotingRole, voter: MspId): string => `${standingPrefix(isin)}${role}/${voter}`;

/** Key of a vote in the collection of its voter. */
export const privateVoteKey = (id: InstructionId, role: VotingRole): string => `vote/${id}/${role}`;

/** Key of the reason of a vote in the collection of its voter. */
export const privateReasonKey = (id: InstructionId, role: VotingRole): string => `vote-reason/${id}/${role}`;

/** Key of a standing vote in the collection of its voter: by its own hash, so that one that is proposed leaves the present one. */
export const privateStandingKey = (isin: Isin, role: VotingRole, hash: string): string =>
  `standing-vote/${isin}/${role}/${hash}`;

/** The ballot on a transfer, or undefined when there is none. */
export async function findBallot(state: WorldState, id: InstructionId): Promise<Ballot | undefined> {
  const value = await state.get(ballotKey(id));
  return value === undefined ? undefined : ballotRecord.decode(value);
}

/** The ballot on a transfer. @throws DomainError BALLOT_UNKNOWN */
export async function readBallot(state: WorldState, id: InstructionId): Promise<Ballot> {
  const ballot = await findBallot(state, id);
  if (ballot === undefined) throw new DomainError('BALLOT_UNKNOWN', { instructionId: id });
  return ballot;
}

/** Stages a ballot. */
export function writeBallot(state: WorldState, ballot: Ballot): void {
  state.put(ballotKey(ballot.instructionId), ballotRecord.encode(ballot));
}

/** The standing vote of an organisation from a place, or undefined when there is none. */
export async function findStandingVote(
  state: WorldState,
  isin: Isin,
  role: VotingRole,
  voter: MspId,
): Promise<StandingVote | undefined> {
  const value = await state.get(standingKey(isin, role, voter));
  return value === undefined ? undefined : standingVoteRecord.decode(value);
}

/** All standing votes on a security, in the order of places and organisations. */
export async function readStandingVotes(state: WorldState, isin: Isin): Promise<readonly StandingVote[]> {
  const entries = await state.range(standingPrefix(isin), LIMITS.recordsPerQueryMax);
  return entries.map(({ value }) => standingVoteRecord.decode(value));
}

/** Stages a standing vote in the place of the one before. */
export function writeStandingVote(state: WorldState, standing: StandingVote): void {
  const { isin, role, voter } = standing;
  state.put(standingKey(isin, role, voter), standingVoteRecord.encode(standing));
}

/** Stages the end of a standing vote. */
export function endStandingVote(state: WorldState, { isin, role, voter }: StandingVote): void {
  state.delete(standingKey(isin, role, voter));
}
