import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import { noteIssued } from './issued.js';
import { consumeLot, createLot } from './lots.js';
import { writePassing, type MovedLots } from './entries.js';
import { noteLateness } from './calendar.js';
import { decideInstruction } from './instruction.js';
import type { ProjectionsOf } from './projections.js';

/** Lots in the place of others by which nothing passes to anybody. */
const recordedAs =
  (kind: string) =>
  (database: Database, place: EventPlace, moved: MovedLots & { readonly consumed: readonly string[] }): void => {
    writePassing(database, place, moved, { kind });
    const { consumed, created, businessDate } = moved;
    for (const lotId of consumed) consumeLot(database, place, lotId, { businessDate, instructionId: null });
    for (const lot of created) createLot(database, place, lot, { businessDate, instructionId: null });
  };

/** Securities and their holder registers. */
export const registerProjections: ProjectionsOf<
  | 'SecurityRegistered'
  | 'AmendmentAsked'
  | 'SecurityAmended'
  | 'SecurityDeactivated'
  | 'ScreenerChanged'
  | 'HoldingIssued'
  | 'HoldingTransferred'
  | 'LotsConsolidated'
  | 'LotsRehomed'
> = {
  SecurityRegistered: (database, { channel }, { security }) => {
    const { isin, name, registrar, calendar } = security;
    const values = [channel, isin, name, registrar, calendar, canonicalJson(security), '0'];
    database.run('INSERT INTO security VALUES (?, ?, ?, ?, ?, ?, ?)', ...values);
  },
  /** The ledger itself is asked for what waits. */
  AmendmentAsked: () => undefined,
  SecurityAmended: (database, { channel }, { security }) => {
    const { isin, name } = security;
    const sql = 'UPDATE security SET name = ?, facts = ? WHERE channel = ? AND isin = ?';
    database.run(sql, name, canonicalJson(security), channel, isin);
  },
  SecurityDeactivated: (database, { channel }, { isin, deactivated }) => {
    const sql = "UPDATE security SET facts = json_set(facts, '$.deactivated', json(?)) WHERE channel = ? AND isin = ?";
    database.run(sql, canonicalJson(deactivated), channel, isin);
  },
  ScreenerChanged: (database, { channel }, { isin, screener }) => {
    const facts = screener === undefined ? "json_remove(facts, '$.screener')" : "json_set(facts, '$.screener', ?)";
    const values = [...(screener === undefined ? [] : [screener]), channel, isin];
    database.run(`UPDATE security SET facts = ${facts} WHERE channel = ? AND isin = ?`, ...values);
  },
  HoldingIssued: (database, place, { isin, created, issued, businessDate }) => {
    writePassing(database, place, { created, businessDate }, { kind: 'issue' });
    for (const lot of created) createLot(database, place, lot, { businessDate, instructionId: null });
    noteIssued(database, place.channel, isin, { issued, businessDate });
  },
  LotsConsolidated: recordedAs('consolidation'),
  LotsRehomed: recordedAs('rehoming'),
  HoldingTransferred: (database, place, { instructionId, consumed, created, lateSince, businessDate }) => {
    writePassing(database, place, { consumed, created, businessDate }, { kind: 'transfer', instructionId });
    for (const lotId of consumed) consumeLot(database, place, lotId, { businessDate, instructionId });
    for (const lot of created) createLot(database, place, lot, { businessDate, instructionId });
    decideInstruction(database, place, instructionId, { status: 'settled', refusal: null, decidedOn: businessDate });
    noteLateness(database, place.channel, instructionId, lateSince);
  },
};
