import {
  DomainError,
  LIMITS,
  NO_VOTES,
  solicitationRecord,
  tallyRecord,
  unitsTotal,
  voteRecord,
  type ConsentTally,
  type ConsentTallyOf,
  type Isin,
  type MspId,
  type RecordedVote,
  type Solicitation,
  type SolicitationName,
  type SubAccount,
  type VotingAccount,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const prefixOf = (isin: Isin): string => `solicitation/${isin}/`;
const keyOf = ({ isin, number }: SolicitationName): string =>
  `${prefixOf(isin)}${String(number).padStart(String(LIMITS.solicitationsPerSecurityMax).length, '0')}`;
const below = ({ isin, number }: SolicitationName): string => `${isin}/${String(number)}/`;
const accountIn = ({ holderId, designation = [] }: SubAccount): string => [holderId, ...designation].join('/');
const voteKey = (of: VotingAccount): string => `solicitation-vote/${below(of)}${accountIn(of)}`;
const tallyPrefix = (of: SolicitationName): string => `solicitation-tally/${below(of)}`;
const heldKey = (of: VotingAccount): string => `record-date/${below(of)}units/${accountIn(of)}`;
const totalKey = (of: SolicitationName): string => `record-date/${below(of)}total`;

/** The solicitations of a security, the first one first. */
export async function readSolicitations(state: WorldState, isin: Isin): Promise<readonly Solicitation[]> {
  const entries = await state.range(prefixOf(isin), LIMITS.solicitationsPerSecurityMax);
  return entries.map(({ value }) => solicitationRecord.decode(value));
}

/** A solicitation. @throws DomainError SOLICITATION_UNKNOWN */
export async function readSolicitation(state: WorldState, of: SolicitationName): Promise<Solicitation> {
  const value = await state.get(keyOf(of));
  if (value === undefined) throw new DomainError('SOLICITATION_UNKNOWN', { isin: of.isin, number: of.number });
  return solicitationRecord.decode(value);
}

/** Stages a solicitation as it is from now on. */
export const writeSolicitation = (state: WorldState, of: Solicitation): void =>
  state.put(keyOf(of), solicitationRecord.encode(of));

/** What is on record of an account; undefined: nothing yet. */
export async function findVote(state: WorldState, of: VotingAccount): Promise<RecordedVote | undefined> {
  const value = await state.get(voteKey(of));
  return value === undefined ? undefined : voteRecord.decode(value);
}

/** Stages what is said of an account. */
export const writeVote = (state: WorldState, vote: RecordedVote): void =>
  state.put(voteKey(vote), voteRecord.encode(vote));

/** What an organisation has brought in. */
export async function readTallyOf(state: WorldState, of: SolicitationName, mspId: MspId): Promise<ConsentTally> {
  const value = await state.get(`${tallyPrefix(of)}${mspId}`);
  if (value === undefined) return NO_VOTES;
  const { yes, no, aside, votes } = tallyRecord.decode(value);
  return { yes, no, aside, votes };
}

/** Stages what an organisation has brought in. */
export const writeTally = (state: WorldState, of: SolicitationName, tally: ConsentTallyOf): void =>
  state.put(`${tallyPrefix(of)}${tally.mspId}`, tallyRecord.encode(tally));

/** What organisations have brought in, each: as many records as there are organisations, whoever votes. */
export async function readTallies(state: WorldState, of: SolicitationName): Promise<readonly ConsentTallyOf[]> {
  const entries = await state.range(tallyPrefix(of), LIMITS.participantsMax);
  return entries.map(({ value }) => tallyRecord.decode(value));
}

/** Units that an account had at the end of the record date; undefined where it has what it had then. */
export async function findHeldThen(state: WorldState, of: VotingAccount): Promise<bigint | undefined> {
  const value = await state.get(heldKey(of));
  return value === undefined ? undefined : unitsTotal(value, '/units');
}

/** Stages what an account had at the end of the record date. */
export const keepHeldThen = (state: WorldState, of: VotingAccount, units: bigint): void =>
  state.put(heldKey(of), units.toString());

/** Units that were outstanding at the end of the record date; undefined where they are those that are so now. */
export async function findTotalThen(state: WorldState, of: SolicitationName): Promise<bigint | undefined> {
  const value = await state.get(totalKey(of));
  return value === undefined ? undefined : unitsTotal(value, '/total');
}

/** Stages the units that were outstanding at the end of the record date. */
export const keepTotalThen = (state: WorldState, of: SolicitationName, units: bigint): void =>
  state.put(totalKey(of), units.toString());
