import { canonicalJson } from '@scrip/model';
import { text, type Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { CreatedLot } from '../known-lot.js';

/** Lots that an event moves. */
export interface MovedLots {
  readonly businessDate: string;
  readonly consumed?: readonly string[];
  readonly created: readonly CreatedLot[];
}

/** What an entry says beyond its lots. */
export interface EntryFacts {
  readonly isin: string;
  readonly kind: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly units: string;
  readonly instructionId?: string | undefined;
  readonly order?: object | undefined;
  /** Entry that this one corrects, with its business date. */
  readonly corrects?: { readonly entry: string; readonly on: string } | undefined;
}

/** Enters a movement of units as the ledger numbers it: by its transaction and the first lot that it created. */
export function writeEntry(
  database: Database,
  place: EventPlace,
  { businessDate, created }: MovedLots,
  { isin, corrects, ...facts }: EntryFacts,
): void {
  const { channel, block, tx, position, transactionId } = place;
  const [, first = '0'] = created[0]?.lotId.split('/') ?? [];
  const at = [block, tx, position, Number(first)].map((each) => each.toString().padStart(12, '0')).join(':');
  const stated = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  database.run(
    'INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[channel, isin, at, `${transactionId}/${first}`, businessDate, facts.from ?? null, facts.to ?? null],
    ...[corrects === undefined ? null : canonicalJson(corrects), canonicalJson({ ...stated, businessDate })],
    ...[transactionId, block],
  );
}

/** Enters a movement that its lots tell whole: the first lot created is what passed. To be called before they change. */
export function writePassing(
  database: Database,
  place: EventPlace,
  moved: MovedLots,
  more: { readonly kind: string; readonly instructionId?: string },
): void {
  const [passed] = moved.created;
  if (passed === undefined) return;
  const { isin, holderId: to, units } = passed;
  const [source] = moved.consumed ?? [];
  const sql = 'SELECT holder_id FROM lot WHERE channel = ? AND lot_id = ?';
  const sender = source === undefined ? undefined : database.get(sql, place.channel, source);
  const from = sender === undefined ? {} : { from: text(sender, 'holder_id') };
  writeEntry(database, place, moved, { isin, ...from, to, units, ...more });
}
