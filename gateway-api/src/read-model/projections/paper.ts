import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import { writeEntry } from './entries.js';
import { noteIssued } from './issued.js';
import { consumeLot, createLot } from './lots.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type PaperEvent = EventOf<'HoldingDematerialised' | 'HoldingRematerialised'>;

function changePaper(database: Database, place: EventPlace, event: PaperEvent): void {
  const { type, isin, holderId, units, businessDate, order, consumed, created, certificates, entry, status } = event;
  const change = { businessDate, instructionId: null };
  for (const lotId of consumed) consumeLot(database, place, lotId, change);
  for (const lot of created) createLot(database, place, lot, change);
  const isIn = type === 'HoldingDematerialised';
  const kind = isIn ? 'dematerialisation' : 'rematerialisation';
  writeEntry(database, place, event, { isin, kind, ...(isIn ? { to: holderId } : { from: holderId }), units, order });
  noteIssued(database, place.channel, isin, event);
  const { channel } = place;
  for (const { number, units: each } of certificates) {
    const facts = canonicalJson({
      number,
      units: each,
      status,
      by: { entry, on: businessDate },
      document: order['document'],
    });
    database.run(
      'INSERT OR REPLACE INTO paper_certificate VALUES (?, ?, ?, ?, ?)',
      channel,
      isin,
      number,
      status,
      facts,
    );
  }
  database.run('INSERT OR REPLACE INTO on_paper VALUES (?, ?, ?)', channel, isin, event.onPaper);
}

/** Certificates on paper: units come to the register for them, or leave it. */
export const paperProjections: ProjectionsOf<PaperEvent['type']> = {
  HoldingDematerialised: changePaper,
  HoldingRematerialised: changePaper,
};
