import { judgedPartiesOf, type compliance, type Isin, type Movement, type PartyId } from '@scrip/model';
import { readRuleVersions } from '../records/compliance-records.js';
import { findStanding, writeStanding } from '../records/standing-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** How the judged parties of a movement were found to stand. Where a security never had rules, nobody was looked at. */
export function standingsOf(
  work: UnitOfWork,
  isin: Isin,
  movement: Movement,
): Promise<readonly compliance.HolderStanding[]> {
  const { sender, receiver } = judgedPartiesOf(movement);
  return standingsAmong(
    work,
    isin,
    [sender, receiver].filter((party) => party !== undefined),
  );
}

/** How those of some parties stand in a security who were found not to stand well. */
export async function standingsAmong(
  { state }: UnitOfWork,
  isin: Isin,
  parties: readonly PartyId[],
): Promise<readonly compliance.HolderStanding[]> {
  if ((await readRuleVersions(state, isin)).length === 0) return [];
  const standings = [];
  for (const party of parties) {
    const standing = await findStanding(state, isin, party);
    if (standing !== undefined) standings.push(standing);
  }
  return standings;
}

/** Brings the standing of a holder along to the record that succeeds it: nobody starts anew by a recovery. */
export async function carryStanding(work: UnitOfWork, isin: Isin, from: PartyId, to: PartyId): Promise<void> {
  const left = await findStanding(work.state, isin, from);
  if (left === undefined) return;
  for (const standing of [
    { ...left, status: 'good' as const, reasons: [] },
    { ...left, holderId: to },
  ]) {
    writeStanding(work.state, standing);
    work.events.push({ type: 'HolderStandingChanged', standing });
  }
}
