import { canonicalJson } from '@scrip/model';
import { text, type Database } from '../../storage/database.js';
import { orderOf } from '../event-place.js';
import { noteIssued } from './issued.js';
import { consumeLot, createLot } from './lots.js';
import type { ProjectionsOf } from './projections.js';

/** Exchanges: units leave one register and come to another. */
export const exchangeProjections: ProjectionsOf<'UnitsExchanged'> = {
  UnitsExchanged: (database, place, { exchange, consumed, created, arrived, issued, intoIssued }) => {
    const { isin, intoIsin, businessDate } = exchange;
    const change = { businessDate, instructionId: null };
    for (const lotId of consumed) consumeLot(database, place, lotId, change);
    for (const lot of created) createLot(database, place, lot, change);
    const { channel, transactionId, block } = place;
    const arrivedOn = businessDateOf(database, channel, intoIsin) ?? businessDate;
    for (const lot of arrived) createLot(database, place, lot, { ...change, businessDate: arrivedOn });
    noteIssued(database, channel, isin, { issued, businessDate });
    noteIssued(database, channel, intoIsin, { issued: intoIssued, businessDate: arrivedOn });
    database.run(
      'INSERT INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[channel, orderOf(place), isin, intoIsin, canonicalJson(exchange), transactionId, block],
    );
  },
};

/** The business date of a security at this event: each register dates its entries by its own calendar. */
function businessDateOf(database: Database, channel: string, isin: string): string | undefined {
  const sql = `SELECT date FROM security JOIN business_date ON business_date.channel = security.channel
    AND business_date.calendar = security.calendar WHERE security.channel = ? AND isin = ?`;
  const row = database.get(sql, channel, isin);
  return row === undefined ? undefined : text(row, 'date');
}
