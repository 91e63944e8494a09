import { NO_VOTES, type ConsentTally } from '@scrip/model';
import type { JsonObject } from '../ledger/ledger.js';
import { integer, text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

const NAMED = 'channel = ? AND isin = ? AND number = ?';

const tallyIn = (row: Row): ConsentTally => ({
  ...{ yes: BigInt(text(row, 'yes')), no: BigInt(text(row, 'no')), aside: BigInt(text(row, 'aside')) },
  votes: integer(row, 'votes'),
});

const shown = (row: Row): JsonObject => ({
  ...(JSON.parse(text(row, 'facts')) as JsonObject),
  tally: { yes: text(row, 'yes'), no: text(row, 'no'), aside: text(row, 'aside'), votes: integer(row, 'votes') },
});

/** What holders have said in a solicitation so far. */
export function tallyOf(database: Database, channel: string, isin: string, number: number): ConsentTally {
  const row = database.get(`SELECT * FROM solicitation WHERE ${NAMED}`, channel, isin, number);
  return row === undefined ? NO_VOTES : tallyIn(row);
}

/** A solicitation with what holders have said so far; undefined when there is none of the number. */
export function solicitationOf(
  database: Database,
  channel: string,
  isin: string,
  number: number,
): JsonObject | undefined {
  const row = database.get(`SELECT * FROM solicitation WHERE ${NAMED}`, channel, isin, number);
  return row === undefined ? undefined : shown(row);
}

/** The solicitations of a security, the first one first. */
export function solicitationsIn(
  database: Database,
  channel: string,
  isin: string,
  state: string | undefined,
  { limit, after }: Page,
): PageOf<JsonObject> {
  const sql = `SELECT *, printf('%05d', number) AS place FROM solicitation
    WHERE channel = ? AND isin = ? AND (? IS NULL OR state = ?) AND place > ? ORDER BY place LIMIT ?`;
  const rows = database.all(sql, channel, isin, state ?? null, state ?? null, after, limit + 1);
  return pageOf(rows, limit, 'place', shown);
}

/** What is on record of the accounts in a solicitation, by account; the signatures themselves are on the ledger. */
export function votesIn(
  database: Database,
  channel: string,
  { isin, number }: { readonly isin: string; readonly number: number },
  { limit, after }: Page,
): PageOf<JsonObject> {
  const sql = `SELECT account, facts FROM solicitation_vote WHERE ${NAMED} AND account > ? ORDER BY account LIMIT ?`;
  const rows = database.all(sql, channel, isin, number, after, limit + 1);
  return pageOf(rows, limit, 'account', (row) => recordedVote(JSON.parse(text(row, 'facts')) as JsonObject));
}

/** A vote as it is shown: of which solicitation is known, and who has signed is on the ledger. */
export function recordedVote(vote: JsonObject): JsonObject {
  const hidden = new Set(['isin', 'number', 'authorisation']);
  const fields = Object.entries(vote).filter(([name]) => !hidden.has(name));
  return { ...Object.fromEntries(fields), isSigned: vote['authorisation'] !== undefined };
}

/** A solicitation that is not over, with the business date of its security. */
export interface RunningSolicitation {
  readonly isin: string;
  readonly number: number;
  readonly state: 'open' | 'agreed';
  readonly recordDate: string;
  readonly deadline: string;
  readonly effectiveFrom: string;
  readonly closesEarly: boolean;
  readonly votes: number;
  readonly today: string;
}

/** The solicitations of a registrar's securities that are not over. */
export function runningSolicitations(
  database: Database,
  channel: string,
  registrar: string,
): readonly RunningSolicitation[] {
  const sql = `SELECT solicitation.*, date FROM solicitation
    JOIN security ON security.channel = solicitation.channel AND security.isin = solicitation.isin
    JOIN business_date ON business_date.channel = security.channel AND business_date.calendar = security.calendar
    WHERE solicitation.channel = ? AND registrar = ? AND state IN ('open', 'agreed') ORDER BY solicitation.isin`;
  return database.all(sql, channel, registrar).map((row) => ({
    ...{ isin: text(row, 'isin'), number: integer(row, 'number') },
    state: text(row, 'state') === 'open' ? 'open' : 'agreed',
    ...{ recordDate: text(row, 'record_date'), deadline: text(row, 'deadline') },
    ...{ effectiveFrom: text(row, 'effective_from'), closesEarly: integer(row, 'closes_early') === 1 },
    ...{ votes: integer(row, 'votes'), today: text(row, 'date') },
  }));
}

/** An account by its holder and for whom that holds. */
export interface AccountRow {
  readonly holderId: string;
  readonly designation?: readonly string[];
}

/**
 * Accounts of entities that had units at the end of a date, and of which nothing is on record in a solicitation, with the
 * record of whom they are for: among them are those of the issuer.
 */
export function unsaidAccountsOfEntities(
  database: Database,
  channel: string,
  { isin, number, recordDate }: Pick<RunningSolicitation, 'isin' | 'number' | 'recordDate'>,
): readonly (AccountRow & { readonly owner: JsonObject })[] {
  const sql = `SELECT DISTINCT lot.holder_id, lot.designation, party.facts AS owner FROM lot
    JOIN party ON party.channel = lot.channel AND party.party_id =
      coalesce(substr(lot.designation, -length(lot.holder_id)), lot.holder_id)
    WHERE lot.channel = ? AND lot.isin = ? AND created_on <= ? AND (consumed_on IS NULL OR consumed_on > ?)
      AND json_extract(party.facts, '$.entity') IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM solicitation_vote AS vote
        WHERE vote.channel = lot.channel AND vote.isin = lot.isin AND vote.number = ?
          AND vote.account = lot.holder_id || coalesce('/' || lot.designation, ''))`;
  return database.all(sql, channel, isin, recordDate, recordDate, number).map((row) => {
    const designation = row['designation'] === null ? undefined : text(row, 'designation').split('/');
    return {
      ...{ holderId: text(row, 'holder_id'), owner: JSON.parse(text(row, 'owner')) as JsonObject },
      ...(designation === undefined ? {} : { designation }),
    };
  });
}
