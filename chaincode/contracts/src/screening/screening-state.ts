import {
  screenedPairsOf,
  screeningStateOf,
  type BusinessDate,
  type Movement,
  type MovementFacts,
  type MovementParties,
  type ScreeningState,
  type Security,
} from '@scrip/model';
import { sanctionsListHash, statementHash } from '../records/screening-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * What the screener of a security has said of movements between two parties: every endorser compares the same two
 * hashes, and none opens anything. Nothing when nobody screens the security.
 */
export async function screeningState(
  { ledger: { privateRecords } }: UnitOfWork,
  { isin, screener }: Security,
  parties: MovementParties,
  on: BusinessDate,
): Promise<ScreeningState | undefined> {
  if (screener === undefined) return undefined;
  const list = await sanctionsListHash(privateRecords, screener);
  if (list === undefined) return 'pending';
  return screeningStateOf(await statementHash(privateRecords, screener, isin, parties), { isin, parties, on, list });
}

/** What the screener has said of several pairs of parties together: refused where one is, clear where all are. */
export async function screeningAmong(
  work: UnitOfWork,
  security: Security,
  pairs: readonly MovementParties[],
  today: BusinessDate,
): Promise<ScreeningState | undefined> {
  const states: (ScreeningState | undefined)[] = [];
  for (const parties of pairs) states.push(await screeningState(work, security, parties, today));
  return (['refused', 'pending', 'clear'] as const).find((each) => states.includes(each));
}

/**
 * What a movement is judged by. An act that waits for a checker still is screened until then: what has not been said of
 * it yet keeps nobody from proposing it.
 */
export async function screeningOf(
  work: UnitOfWork,
  security: Security,
  movement: Movement,
  today: BusinessDate,
): Promise<Pick<MovementFacts, 'screening'>> {
  const screening = await screeningAmong(work, security, screenedPairsOf(movement), today);
  const isOpen = screening === undefined || (screening === 'pending' && work.isProposing);
  return isOpen ? {} : { screening };
}
