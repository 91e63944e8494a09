import {
  designation,
  isBefore,
  outcomesOf,
  parseIsin,
  partyId,
  refuseField,
  solicitationNumber,
  sumOfTallies,
  type SubAccount,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { findVote, readSolicitation, readSolicitations, readTallies } from '../records/solicitation-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { heldAtRecordDate, totalAtRecordDate } from './record-date.js';

/** The solicitations of a security, the first one first. */
export async function solicitationsOf({ state }: UnitOfWork, isinText: string): Promise<unknown> {
  const { isin } = await readSecurityOnRecord(state, parseIsin(isinText));
  return { isin, solicitations: await readSolicitations(state, isin) };
}

/** A solicitation with how its votes stand: while it is open, against what was outstanding at the end of its record date. */
export async function solicitationOf(work: UnitOfWork, isinText: string, number: string): Promise<unknown> {
  const { state } = work;
  const found = await readSolicitation(state, nameOf(isinText, number));
  const { decision } = found;
  const tally = decision ?? sumOfTallies(await readTallies(state, found));
  const total =
    decision?.total ?? ((await isRecordDateOver(work, found)) ? await totalAtRecordDate(state, found) : undefined);
  const { yes, no, aside, votes } = tally;
  const counted = { ...found, tally: { yes, no, aside, votes } };
  return total === undefined ? counted : { ...counted, total, outcomes: outcomesOf(found.needs, tally, total) };
}

/**
 * An account in a solicitation: what is on record of it, and the units that it had at the end of the record date, where
 * that is over and the register remembers it still.
 *
 * @param account - the holder and, by slashes, those for whom it holds
 */
export async function accountIn(work: UnitOfWork, isinText: string, number: string, account: string): Promise<unknown> {
  const { state } = work;
  const of = { ...nameOf(isinText, number), ...subAccountOf(account) };
  const solicitation = await readSolicitation(state, of);
  const vote = await findVote(state, of);
  const isRunning = solicitation.state === 'open' && (await isRecordDateOver(work, solicitation));
  const units = vote?.units ?? (isRunning ? await heldAtRecordDate(state, of) : undefined);
  return { ...of, ...(units === undefined ? {} : { units }), ...(vote === undefined ? {} : { vote }) };
}

async function isRecordDateOver(
  { state }: UnitOfWork,
  { isin, recordDate }: Awaited<ReturnType<typeof readSolicitation>>,
): Promise<boolean> {
  const { calendar } = await readSecurityOnRecord(state, isin);
  return isBefore(recordDate, (await readCalendarDate(state, calendar)).businessDate);
}

const nameOf = (isinText: string, number: string): Parameters<typeof readSolicitation>[1] => ({
  isin: parseIsin(isinText),
  number: solicitationNumber(/^[1-9][0-9]*$/.test(number) ? Number(number) : number, '/number'),
});

function subAccountOf(text: string): SubAccount {
  const [holder, ...owners] = text.split('/');
  if (holder === undefined) return refuseField('/account', 'a holder');
  const holderId = partyId(holder, '/account');
  return owners.length === 0 ? { holderId } : { holderId, designation: designation(owners, '/account') };
}
