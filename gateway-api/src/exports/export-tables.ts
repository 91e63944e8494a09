import { canonicalJson, privatePartyRecord, type PrivatePartyRecord } from '@scrip/model';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import type { Ledger } from '../ledger/ledger.js';
import type { AccessLog } from '../operations/access-log.js';
import { entriesOf } from '../read-model/entry-queries.js';
import type { Page, PageOf } from '../read-model/page.js';
import type { ChannelQueries } from '../read-model/queries.js';
import { instructionsOf } from '../read-model/export-queries.js';
import { lotsOn, registerOn } from '../read-model/snapshot-queries.js';
import type { Database } from '../storage/database.js';

/** What is handed out as a table. */
export const EXPORTS = ['holders', 'register', 'lots', 'entries', 'instructions'] as const;

/** What is handed out as a table. */
export type ExportName = (typeof EXPORTS)[number];

/** Columns of each table; those of holders and lots are those that an import takes. */
export const EXPORT_COLUMNS: Readonly<Record<ExportName, readonly string[]>> = {
  holders: [
    ...['partyId', 'name', 'line1', 'line2', 'city', 'postalCode', 'addressCountry', 'country', 'birthDate', 'email'],
    ...['kind', 'lei', 'salt', 'retentionPurpose', 'retentionBasis', 'retentionStartsOn'],
  ],
  register: ['holderId', 'custodian', 'units', 'lots'],
  lots: ['holderId', 'units', 'price', 'acquiredOn', 'lotId', 'origin'],
  entries: [
    ...['entry', 'businessDate', 'kind', 'from', 'to', 'units', 'instructionId', 'basis', 'corrects', 'correctedBy'],
    'block',
  ],
  instructions: ['instructionId', 'isin', 'custodian', 'settlementDate', 'status', 'refusal', 'lateSince', 'block'],
};

/** A row of a table by its columns; what is absent is an empty field. */
export type ExportRow = Readonly<Record<string, string | undefined>>;

/** What tables are made of. */
export interface ExportSource {
  readonly database: Database;
  readonly queries: ChannelQueries;
  readonly ledger: Ledger;
  readonly accessLog: AccessLog;
  readonly mspId: string;
  readonly isin: string;
  /** Business date at whose end a register is shown. */
  readonly date: string;
  /** Who reads personal data and what for. */
  readonly reader: { readonly operator: string; readonly purpose: string };
}

/** Rows that are read at a time. */
const PAGE = 500;

/** Rows of a table. Those of the register are all of one block: they are read before the first one is sent. */
export function exportRows(name: ExportName, source: ExportSource): Iterable<ExportRow> | AsyncIterable<ExportRow> {
  if (name === 'holders') return holderRows(source);
  const rows: ExportRow[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: PageOf<ExportRow> = PAGES[name](source, { limit: PAGE, after });
    rows.push(...page.items);
    after = page.nextCursor;
  }
  return rows;
}

type Paged = (source: ExportSource, page: Page) => PageOf<ExportRow>;

const PAGES: Readonly<Record<Exclude<ExportName, 'holders'>, Paged>> = {
  register: ({ database, queries, isin, date }, page) => {
    const { items, ...more } = registerOn(database, queries.channel, isin, date, page);
    return { ...more, items: items.map((each) => ({ ...each, lots: String(each.lots) })) };
  },
  lots: ({ database, queries, isin, date }, page) => {
    const { items, ...more } = registerOn(database, queries.channel, isin, date, page);
    const lots = items.flatMap(({ holderId }) =>
      lotsOn(database, queries.channel, isin, date, holderId).map(({ designation = [], ...each }) => ({
        ...{ holderId, ...each },
        designation: designation.join(' '),
      })),
    );
    return { ...more, items: lots };
  },
  entries: ({ database, queries, isin }, page) => {
    const { items, ...more } = entriesOf(database, queries.channel, isin, {}, page);
    return { ...more, items: items.map(entryRow) };
  },
  instructions: ({ database, queries, isin }, page) => instructionsOf(database, queries.channel, isin, page),
};

/** Personal records of the organisation's own parties, each reading logged. */
async function* holderRows(source: ExportSource): AsyncGenerator<ExportRow> {
  const { queries, mspId } = source;
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: PageOf<Readonly<Record<string, unknown>>> = queries.partiesOf(mspId, { limit: PAGE, after });
    for (const party of page.items) yield await holderRow(source, party);
    after = page.nextCursor;
  }
}

async function holderRow(
  { ledger, accessLog, reader }: ExportSource,
  party: Readonly<Record<string, unknown>>,
): Promise<ExportRow> {
  const partyId = String(party['partyId']);
  await accessLog.enter(ledger.channel, partyId, reader);
  const { entity, kind } = party as { readonly entity?: { readonly lei?: string }; readonly kind?: string };
  const kept = await recordOf(ledger, partyId);
  if (kept === undefined) return { partyId, kind, lei: entity?.lei };
  const { address, retention } = kept;
  return {
    ...{ partyId, name: kept.name, line1: address.line1, line2: address.line2, city: address.city },
    ...{ postalCode: address.postalCode, addressCountry: address.country, country: kept.country },
    ...{ birthDate: kept.birthDate, email: kept.email, kind, lei: entity?.lei, salt: kept.salt },
    ...{ retentionPurpose: retention.purpose, retentionBasis: retention.basis, retentionStartsOn: retention.startsOn },
  };
}

/** The personal record of a party; undefined: it was erased. */
async function recordOf(ledger: Ledger, partyId: string): Promise<PrivatePartyRecord | undefined> {
  try {
    return privatePartyRecord(await ledger.evaluate('party:read', partyId), '');
  } catch (error) {
    if (error instanceof LedgerRefusal && error.code === 'PARTY_RECORD_ABSENT') return undefined;
    throw error;
  }
}

function entryRow(entry: Readonly<Record<string, unknown>>): ExportRow {
  const { order, corrects, correctedBy, block } = entry as {
    readonly order?: { readonly basis: string };
    readonly corrects?: { readonly entry: string };
    readonly correctedBy: readonly { readonly entry: string }[];
    readonly block: number;
  };
  const plain = Object.fromEntries(Object.entries(entry).filter(([, value]) => typeof value === 'string'));
  return {
    ...(plain as ExportRow),
    ...{ basis: order?.basis, corrects: corrects?.entry, block: String(block) },
    correctedBy: correctedBy.map((each) => each.entry).join(' ') || undefined,
  };
}

/** A row as a line of CSV (RFC 4180). */
export const csvLine = (fields: readonly (string | undefined)[]): string =>
  `${fields.map((field = '') => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;

/** A row as a line of JSON. */
export const jsonLine = (columns: readonly string[], row: ExportRow): string => {
  const given = columns.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]] as const]));
  return `${canonicalJson(Object.fromEntries(given))}\n`;
};
