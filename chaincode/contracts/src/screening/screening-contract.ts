import {
  canonicalJson,
  compliance,
  isBefore,
  LIMITS,
  listingOf,
  parseCanonicalJson,
  parseIsin,
  receivingAccount,
  screenedMovements,
  screenedPairs,
  sendingAccount,
  type MovementParties,
} from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readCalendarDate } from '../records/calendar-records.js';
import { readPendingFrom } from '../records/instruction-records.js';
import { readParty } from '../records/party-records.js';
import { hashOfList } from '../records/screening-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { changeList } from './change-list.js';
import { screeningState } from './screening-state.js';
import { requireSanctionsList, stateScreening } from './state-screening.js';

/** Screening of movements by a list that only its organisation can read. */
@Info({ title: 'screening', description: 'Sanctions lists in private collections, and what is stated by them' })
export class ScreeningContract extends ScripContract {
  constructor() {
    super('screening');
  }

  async changeList(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'screening:changeList', args, changeList);
  }

  async state(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'screening:state', args, stateScreening);
  }

  /** Movements that the screener has said nothing of today: those named, and those of some transfers that are due. */
  async due(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'screening:due', args, movementsDue);
  }

  /** The own list, for clients of its organisation at its own peer: whom it is about stays behind the salt. */
  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'screening:list', args, async (work) => {
      const list = await requireSanctionsList(work);
      return { hash: hashOfList(list), entries: list.entries };
    });
  }

  /** Which of some parties are on the own list, for clients of its organisation at its own peer. */
  async listed(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'screening:listed', args, partiesListed);
  }
}

/** @param from - id of the transfer from which on they are looked at; empty: the first one */
async function movementsDue(work: UnitOfWork, isinText: string, movementsText: string, from: string): Promise<unknown> {
  const given = screenedMovements(parseCanonicalJson(movementsText, LIMITS.queryArgumentCharactersMax), '/movements');
  const security = await readSecurityOnRecord(work.state, parseIsin(isinText));
  const { businessDate } = await readCalendarDate(work.state, security.calendar);
  const { pending, next } = await readPendingFrom(work.state, security.isin, from, LIMITS.transfersPerScreeningMax);
  const ofTransfers = pending
    .filter(({ settlementDate }) => !isBefore(businessDate, settlementDate))
    .flatMap((each) => screenedPairs({ from: sendingAccount(each), to: receivingAccount(each) }));
  const due = new Map<string, MovementParties>();
  for (const parties of [...given, ...ofTransfers]) {
    if (due.size === LIMITS.movementsPerScreeningMax) break;
    const name = canonicalJson(parties);
    if (!due.has(name) && (await screeningState(work, security, parties, businessDate)) === 'pending') {
      due.set(name, parties);
    }
  }
  const more = next === undefined ? {} : { next };
  return { isin: security.isin, businessDate, movements: [...due.values()], ...more };
}

async function partiesListed(work: UnitOfWork, isinText: string, partiesText: string): Promise<unknown> {
  const parties = compliance.screenedParties(
    parseCanonicalJson(partiesText, LIMITS.queryArgumentCharactersMax),
    '/parties',
  );
  const list = await requireSanctionsList(work);
  const { calendar } = await readSecurityOnRecord(work.state, parseIsin(isinText));
  const { businessDate } = await readCalendarDate(work.state, calendar);
  const listed = [];
  for (const id of parties) {
    const reason = listingOf(list, await readParty(work.state, id), businessDate);
    if (reason !== undefined) listed.push({ party: id, reason });
  }
  return { businessDate, listed };
}
