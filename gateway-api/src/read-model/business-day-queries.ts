import type { JsonObject } from '../ledger/ledger.js';
import { optionalText, text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** The moment that holds for a calendar. */
export interface BusinessDateRow {
  readonly calendar: string;
  readonly date: string;
  readonly phase: string;
  /** The step that waits for the agreement of another organisation. */
  readonly asked: JsonObject | undefined;
}

/** Whether a break keeps the business day from ending. */
export type BreakStatus = 'open' | 'resolved';

/** What a list of breaks is narrowed to; absent: open and resolved ones, of all. */
export interface BreakFilter {
  readonly status?: BreakStatus | undefined;
  readonly severity?: string | undefined;
  readonly owner?: string | undefined;
  readonly raisedBy?: string | undefined;
  readonly isin?: string | undefined;
}

/** A pending instruction. */
export interface WaitingInstructionRow {
  readonly instructionId: string;
  readonly isin: string;
  readonly custodian: string;
  readonly settlementDate: string;
}

/** A pending instruction that should have settled. */
export interface LateInstructionRow extends WaitingInstructionRow {
  readonly lateSince: string;
}

const facts = (row: Row): JsonObject => JSON.parse(text(row, 'facts')) as JsonObject;

const toBusinessDate = (row: Row): BusinessDateRow => {
  const asked = optionalText(row, 'asked');
  return {
    calendar: text(row, 'calendar'),
    date: text(row, 'date'),
    phase: text(row, 'phase'),
    asked: asked === undefined ? undefined : (JSON.parse(asked) as JsonObject),
  };
};

const toWaitingInstruction = (row: Row): WaitingInstructionRow => ({
  instructionId: text(row, 'instruction_id'),
  isin: text(row, 'isin'),
  custodian: text(row, 'custodian'),
  settlementDate: text(row, 'settlement_date'),
});

const toLateInstruction = (row: Row): LateInstructionRow => ({
  ...toWaitingInstruction(row),
  lateSince: text(row, 'late_since'),
});

/** Pending instructions of a calendar's securities. */
const PENDING_OF_CALENDAR = `FROM instruction
  JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
  WHERE instruction.channel = ? AND security.calendar = ? AND status = 'pending'`;

/** Questions about the business days of one channel. */
export class BusinessDayQueries {
  readonly #database: Database;
  readonly #channel: string;

  constructor(database: Database, channel: string) {
    this.#database = database;
    this.#channel = channel;
  }

  /** The moment of each calendar, in the order of calendar ids. */
  dates(): readonly BusinessDateRow[] {
    return this.#database.all('SELECT * FROM business_date WHERE channel = ?', this.#channel).map(toBusinessDate);
  }

  /** The calendars as the ledger holds them, in the order of their ids. */
  calendars(): readonly JsonObject[] {
    return this.#database.all('SELECT facts FROM calendar WHERE channel = ?', this.#channel).map(facts);
  }

  /** A calendar as the ledger holds it, or undefined when the channel has none of that id. */
  calendar(id: string): JsonObject | undefined {
    const row = this.#database.get('SELECT facts FROM calendar WHERE channel = ? AND id = ?', this.#channel, id);
    return row === undefined ? undefined : facts(row);
  }

  break(calendar: string, breakId: string): JsonObject | undefined {
    const sql = 'SELECT facts FROM break WHERE channel = ? AND calendar = ? AND break_id = ?';
    const row = this.#database.get(sql, this.#channel, calendar, breakId);
    return row === undefined ? undefined : facts(row);
  }

  /** Breaks of a calendar in the order of their ids. */
  breaks(calendar: string, filter: BreakFilter, { limit, after }: Page): PageOf<JsonObject> {
    const sql = `SELECT break_id, facts FROM break WHERE channel = ? AND calendar = ? AND break_id > ?
      AND status = coalesce(?, status) AND json_extract(facts, '$.severity') = coalesce(?, json_extract(facts, '$.severity'))
      AND json_extract(facts, '$.owner.mspId') = coalesce(?, json_extract(facts, '$.owner.mspId'))
      AND json_extract(facts, '$.raisedBy') = coalesce(?, json_extract(facts, '$.raisedBy'))
      AND json_extract(facts, '$.isin') = coalesce(?, json_extract(facts, '$.isin')) ORDER BY break_id LIMIT ?`;
    const { status = null, severity = null, owner = null, raisedBy = null, isin = null } = filter;
    const values = [status, severity, owner, raisedBy, isin];
    const rows = this.#database.all(sql, this.#channel, calendar, after, ...values, limit + 1);
    return pageOf(rows, limit, 'break_id', facts);
  }

  /** Pending instructions of a calendar's securities that should have settled, in the order of their ids. */
  late(calendar: string, { limit, after }: Page): PageOf<LateInstructionRow> {
    const sql = `SELECT instruction.* ${PENDING_OF_CALENDAR} AND late_since IS NOT NULL AND instruction_id > ?
      ORDER BY instruction_id LIMIT ?`;
    const rows = this.#database.all(sql, this.#channel, calendar, after, limit + 1);
    return pageOf(rows, limit, 'instruction_id', toLateInstruction);
  }

  /** Pending instructions of a calendar's securities that are due on a holiday, in the order of their ids. */
  displaced(calendar: string, { limit, after }: Page): PageOf<WaitingInstructionRow> {
    const sql = `SELECT instruction.* ${PENDING_OF_CALENDAR} AND instruction_id > ?
      AND settlement_date IN (SELECT value FROM calendar, json_each(calendar.facts, '$.holidays')
        WHERE calendar.channel = instruction.channel AND calendar.id = security.calendar)
      ORDER BY instruction_id LIMIT ?`;
    const rows = this.#database.all(sql, this.#channel, calendar, after, limit + 1);
    return pageOf(rows, limit, 'instruction_id', toWaitingInstruction);
  }
}
