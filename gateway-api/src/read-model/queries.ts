import type { InstructionStatus } from '@scrip/model';
import type { JsonObject } from '../ledger/ledger.js';
import { ClaimQueries } from './claim-queries.js';
import { BusinessDayQueries } from './business-day-queries.js';
import { integer, optionalInteger, optionalText, text, type Database, type Row } from '../storage/database.js';
import type { ParticipantRecord } from './known-event.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** The state that an answer shows. */
export interface AsOf {
  readonly channel: string;
  readonly block: number;
  readonly businessDate: string | null;
}

/** A registered security with the units outstanding. */
export interface SecurityRow {
  readonly isin: string;
  readonly name: string;
  readonly registrar: string;
  readonly calendar: string;
  /** The registration as the ledger holds it. */
  readonly facts: JsonObject;
  readonly issued: string;
}

/** A settlement instruction in the read model. */
export interface InstructionRow {
  readonly instructionId: string;
  readonly isin: string;
  readonly custodian: string;
  readonly status: InstructionStatus;
  readonly refusal: string | undefined;
  readonly transactionId: string;
  readonly block: number;
}

/** What has become of an instruction that is not pending any more. */
export type DecidedInstruction = Pick<InstructionRow, 'instructionId' | 'status' | 'refusal'>;

/** A lot with what became of it. */
export interface LotRow {
  readonly lotId: string;
  readonly isin: string;
  readonly holderId: string;
  readonly designation: readonly string[] | undefined;
  readonly units: string;
  readonly acquiredOn: string;
  readonly price: string | undefined;
  readonly pricePer: string | undefined;
  readonly origin: string;
  readonly instructionId: string | undefined;
  readonly createdBlock: number;
  readonly createdTransaction: string;
  readonly consumedBlock: number | undefined;
  readonly consumedTransaction: string | undefined;
  readonly consumedBy: string | undefined;
}

const toSecurity = (row: Row): SecurityRow => ({
  isin: text(row, 'isin'),
  name: text(row, 'name'),
  registrar: text(row, 'registrar'),
  calendar: text(row, 'calendar'),
  facts: JSON.parse(text(row, 'facts')) as JsonObject,
  issued: text(row, 'issued'),
});

const toInstruction = (row: Row): InstructionRow => ({
  instructionId: text(row, 'instruction_id'),
  isin: text(row, 'isin'),
  custodian: text(row, 'custodian'),
  status: text(row, 'status') as InstructionRow['status'],
  refusal: optionalText(row, 'refusal'),
  transactionId: text(row, 'transaction_id'),
  block: integer(row, 'block'),
});

const toLot = (row: Row): LotRow => ({
  lotId: text(row, 'lot_id'),
  isin: text(row, 'isin'),
  holderId: text(row, 'holder_id'),
  designation: optionalText(row, 'designation')?.split('/'),
  units: text(row, 'units'),
  acquiredOn: text(row, 'acquired_on'),
  price: optionalText(row, 'price'),
  pricePer: optionalText(row, 'price_per'),
  origin: text(row, 'origin'),
  instructionId: optionalText(row, 'instruction_id'),
  createdBlock: integer(row, 'created_block'),
  createdTransaction: text(row, 'created_transaction'),
  consumedBlock: optionalInteger(row, 'consumed_block'),
  consumedTransaction: optionalText(row, 'consumed_transaction'),
  consumedBy: optionalText(row, 'consumed_by'),
});

/** Questions to the read model of one channel. All are synchronous: answers of one tick belong to one block. */
export class ChannelQueries {
  readonly #database: Database;
  readonly channel: string;
  readonly claims: ClaimQueries;
  readonly businessDays: BusinessDayQueries;

  constructor(database: Database, channel: string) {
    this.#database = database;
    this.claims = new ClaimQueries(database, channel);
    this.channel = channel;
    this.businessDays = new BusinessDayQueries(database, channel);
  }

  /** @param calendar whose business date is shown; absent: the reference calendar of the network */
  asOf(calendar = this.charter()?.referenceCalendar): AsOf {
    const checkpoint = this.#database.get('SELECT block FROM checkpoint WHERE channel = ?', this.channel);
    const shown = this.businessDays.dates().find((each) => each.calendar === calendar);
    const block = checkpoint === undefined ? -1 : integer(checkpoint, 'block');
    return { channel: this.channel, block, businessDate: shown?.date ?? null };
  }

  /** What the ledger is called in what parties sign, or undefined before its founding. */
  charter(): { readonly network: string; readonly referenceCalendar: string } | undefined {
    const row = this.#database.get('SELECT * FROM charter WHERE channel = ?', this.channel);
    if (row === undefined) return undefined;
    return { network: text(row, 'network'), referenceCalendar: text(row, 'reference_calendar') };
  }

  /** The record of a party, or undefined when the party is not known here yet. */
  party(partyId: string): Readonly<Record<string, unknown>> | undefined {
    const row = this.#database.get('SELECT facts FROM party WHERE channel = ? AND party_id = ?', this.channel, partyId);
    return row === undefined ? undefined : (JSON.parse(text(row, 'facts')) as Readonly<Record<string, unknown>>);
  }

  /** The records of the parties of a custodian, in the order of their ids. */
  partiesOf(custodian: string, { limit, after }: Page): PageOf<Readonly<Record<string, unknown>>> {
    const sql = `SELECT party_id, facts FROM party WHERE channel = ? AND custodian = ? AND party_id > ?
      ORDER BY party_id LIMIT ?`;
    const rows = this.#database.all(sql, this.channel, custodian, after, limit + 1);
    return pageOf(
      rows,
      limit,
      'party_id',
      (row) => JSON.parse(text(row, 'facts')) as Readonly<Record<string, unknown>>,
    );
  }

  /** The members of the channel by their records, in the order of their MSP ids. */
  participants(): readonly ParticipantRecord[] {
    const rows = this.#database.all('SELECT facts FROM participant WHERE channel = ? ORDER BY msp_id', this.channel);
    return rows.map((row) => JSON.parse(text(row, 'facts')) as ParticipantRecord);
  }

  /** The custodian of a party, or undefined when the party is not known here yet. */
  custodian(partyId: string): string | undefined {
    const row = this.#database.get(
      'SELECT custodian FROM party WHERE channel = ? AND party_id = ?',
      this.channel,
      partyId,
    );
    return row === undefined ? undefined : text(row, 'custodian');
  }

  security(isin: string): SecurityRow | undefined {
    const row = this.#database.get('SELECT * FROM security WHERE channel = ? AND isin = ?', this.channel, isin);
    return row === undefined ? undefined : toSecurity(row);
  }

  /** In the order of ISINs. */
  securities({ limit, after }: Page): PageOf<SecurityRow> {
    const sql = 'SELECT * FROM security WHERE channel = ? AND isin > ? ORDER BY isin LIMIT ?';
    return pageOf(this.#database.all(sql, this.channel, after, limit + 1), limit, 'isin', toSecurity);
  }

  /** Who holds how much of a security, in the order of holder ids. */
  register(
    isin: string,
    { limit, after }: Page,
  ): PageOf<{ readonly holderId: string; readonly custodian: string; readonly units: string; readonly lots: number }> {
    const sql = `SELECT holding.holder_id, custodian, units, lots FROM holding
      JOIN party ON party.channel = holding.channel AND party.party_id = holding.holder_id
      WHERE holding.channel = ? AND isin = ? AND holding.holder_id > ? ORDER BY holding.holder_id LIMIT ?`;
    return pageOf(this.#database.all(sql, this.channel, isin, after, limit + 1), limit, 'holder_id', (row) => ({
      holderId: text(row, 'holder_id'),
      custodian: text(row, 'custodian'),
      units: text(row, 'units'),
      lots: integer(row, 'lots'),
    }));
  }

  /** How many holders a security has. */
  holderCount(isin: string): number {
    const sql = 'SELECT count(*) AS holders FROM holding WHERE channel = ? AND isin = ?';
    const row = this.#database.get(sql, this.channel, isin);
    return row === undefined ? 0 : integer(row, 'holders');
  }

  /** What a holder has, in the order of ISINs. */
  holdings(
    holderId: string,
    { limit, after }: Page,
  ): PageOf<{ readonly isin: string; readonly name: string; readonly units: string }> {
    const sql = `SELECT holding.isin, name, units FROM holding
      JOIN security ON security.channel = holding.channel AND security.isin = holding.isin
      WHERE holding.channel = ? AND holder_id = ? AND holding.isin > ? ORDER BY holding.isin LIMIT ?`;
    return pageOf(this.#database.all(sql, this.channel, holderId, after, limit + 1), limit, 'isin', (row) => ({
      isin: text(row, 'isin'),
      name: text(row, 'name'),
      units: text(row, 'units'),
    }));
  }

  /** Lots that a holder has of a security, first acquired first. */
  heldLots(isin: string, holderId: string, limit: number): readonly LotRow[] {
    const sql = `SELECT * FROM lot WHERE channel = ? AND isin = ? AND holder_id = ? AND consumed_block IS NULL
      ORDER BY acquired_on, lot_id LIMIT ?`;
    return this.#database.all(sql, this.channel, isin, holderId, limit).map(toLot);
  }

  lot(lotId: string): LotRow | undefined {
    const row = this.#database.get('SELECT * FROM lot WHERE channel = ? AND lot_id = ?', this.channel, lotId);
    return row === undefined ? undefined : toLot(row);
  }

  /** Those of some instructions of a custodian that have ended. */
  decided(custodian: string, instructionIds: readonly string[]): readonly DecidedInstruction[] {
    const sql = `SELECT instruction_id, status, refusal FROM instruction WHERE channel = ? AND custodian = ?
      AND status <> 'pending' AND instruction_id IN (SELECT value FROM json_each(?))`;
    return this.#database.all(sql, this.channel, custodian, JSON.stringify(instructionIds)).map((row) => ({
      instructionId: text(row, 'instruction_id'),
      status: text(row, 'status') as InstructionStatus,
      refusal: optionalText(row, 'refusal'),
    }));
  }

  instruction(instructionId: string): InstructionRow | undefined {
    const sql = 'SELECT * FROM instruction WHERE channel = ? AND instruction_id = ?';
    const row = this.#database.get(sql, this.channel, instructionId);
    return row === undefined ? undefined : toInstruction(row);
  }
}
