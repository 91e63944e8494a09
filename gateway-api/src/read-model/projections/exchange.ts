import { canonicalJson } from '@scrip/model';
import { orderOf } from '../event-place.js';
import { businessDateOf } from './entered-on.js';
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
