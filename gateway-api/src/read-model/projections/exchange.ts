import { canonicalJson } from '@scrip/model';
import { orderOf } from '../event-place.js';
import { consumeLot, createLot } from './lots.js';
import type { ProjectionsOf } from './projections.js';

/** Exchanges: units leave one register and come to another. */
export const exchangeProjections: ProjectionsOf<'UnitsExchanged'> = {
  UnitsExchanged: (database, place, { exchange, consumed, created, arrived, issued, intoIssued }) => {
    const { isin, intoIsin, businessDate } = exchange;
    const change = { businessDate, instructionId: null };
    for (const lotId of consumed) consumeLot(database, place, lotId, change);
    for (const lot of [...created, ...arrived]) createLot(database, place, lot, change);
    const { channel, transactionId, block } = place;
    for (const [of, units] of [
      [isin, issued],
      [intoIsin, intoIssued],
    ] as const) {
      database.run('UPDATE security SET issued = ? WHERE channel = ? AND isin = ?', units, channel, of);
    }
    database.run(
      'INSERT INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[channel, orderOf(place), isin, intoIsin, canonicalJson(exchange), transactionId, block],
    );
  },
};
