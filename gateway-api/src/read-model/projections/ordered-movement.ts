import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import { orderOf, type EventPlace } from '../event-place.js';
import { writeEntry } from './entries.js';
import { noteIssued } from './issued.js';
import { consumeLot, createLot } from './lots.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type PassingEvent = EventOf<'TransferForced' | 'HoldingRecovered' | 'EncumbranceEnforced' | 'RegisterCorrected'>;
type EndingEvent = EventOf<'HoldingRedeemed' | 'HoldingCancelled'>;

const KINDS = {
  TransferForced: 'forcedTransfer',
  HoldingRecovered: 'recovery',
  EncumbranceEnforced: 'enforcement',
  HoldingRedeemed: 'redeem',
  HoldingCancelled: 'cancel',
  RegisterCorrected: 'correction',
} as const;

function pass(database: Database, place: EventPlace, event: PassingEvent): void {
  const { fromHolderId, toHolderId } = event;
  keep(database, place, event, { fromHolderId, toHolderId });
}

function end(database: Database, place: EventPlace, event: EndingEvent): void {
  const { isin, holderId: fromHolderId } = event;
  keep(database, place, event, { fromHolderId });
  noteIssued(database, place.channel, isin, event);
}

function keep(
  database: Database,
  place: EventPlace,
  event: PassingEvent | EndingEvent,
  holders: { readonly fromHolderId: string; readonly toHolderId?: string },
): void {
  const { type, isin, units, businessDate, order, consumed, created } = event;
  for (const lotId of consumed) consumeLot(database, place, lotId, { businessDate, instructionId: null });
  for (const lot of created) createLot(database, place, lot, { businessDate, instructionId: null });
  const corrects = 'corrects' in event ? event.corrects : undefined;
  const { fromHolderId: from, toHolderId: to } = holders;
  writeEntry(database, place, event, { isin, kind: KINDS[type], from, to, units, order, corrects });
  const facts = canonicalJson({ kind: KINDS[type], ...holders, units, businessDate, order });
  const { channel, block, transactionId } = place;
  const sql = 'INSERT INTO ordered_movement VALUES (?, ?, ?, ?, ?, ?)';
  database.run(sql, channel, isin, orderOf(place), facts, transactionId, block);
}

/** What moves without its holder's word, and how many units there may be. */
export const orderedMovementProjections: ProjectionsOf<
  PassingEvent['type'] | EndingEvent['type'] | 'AuthorisedUnitsAsked' | 'AuthorisedUnitsChanged'
> = {
  TransferForced: pass,
  HoldingRecovered: pass,
  EncumbranceEnforced: pass,
  HoldingRedeemed: end,
  HoldingCancelled: end,
  RegisterCorrected: pass,
  AuthorisedUnitsAsked: () => undefined,
  AuthorisedUnitsChanged: (database, { channel, block }, { isin, authorisedUnits, previous, businessDate }) => {
    const sql = 'INSERT INTO authorised_units VALUES (?, ?, ?, ?, ?)';
    database.run(sql, channel, isin, block, businessDate, previous);
    const change = "UPDATE security SET facts = json_set(facts, '$.authorisedUnits', ?) WHERE channel = ? AND isin = ?";
    database.run(change, authorisedUnits, channel, isin);
  },
};
