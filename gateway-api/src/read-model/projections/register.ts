import { canonicalJson } from '@scrip/model';
import { integer, text, type Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { CreatedLot } from '../known-event.js';
import { noteLateness } from './calendar.js';
import { decideInstruction } from './instruction.js';
import type { ProjectionsOf } from './projections.js';

/** Securities and their holder registers. */
export const registerProjections: ProjectionsOf<'SecurityRegistered' | 'HoldingIssued' | 'HoldingTransferred'> = {
  SecurityRegistered: (database, { channel }, { security }) => {
    const { isin, name, registrar, calendar } = security;
    const values = [channel, isin, name, registrar, calendar, canonicalJson(security), '0'];
    database.run('INSERT INTO security VALUES (?, ?, ?, ?, ?, ?, ?)', ...values);
  },
  HoldingIssued: (database, place, { isin, created, issued }) => {
    for (const lot of created) createLot(database, place, lot, null);
    database.run('UPDATE security SET issued = ? WHERE channel = ? AND isin = ?', issued, place.channel, isin);
  },
  HoldingTransferred: (database, place, { instructionId, consumed, created, lateSince }) => {
    for (const lotId of consumed) consumeLot(database, place, lotId, instructionId);
    for (const lot of created) createLot(database, place, lot, instructionId);
    decideInstruction(database, place, instructionId, 'settled', null);
    noteLateness(database, place.channel, instructionId, lateSince);
  },
};

function createLot(database: Database, place: EventPlace, lot: CreatedLot, instructionId: string | null): void {
  const { channel, block, transactionId } = place;
  database.run(
    `INSERT INTO lot (channel, lot_id, isin, holder_id, units, acquired_on, price, origin, instruction_id,
       created_block, created_transaction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[channel, lot.lotId, lot.isin, lot.holderId, lot.units, lot.acquiredOn, lot.price ?? null, lot.origin],
    ...[instructionId, block, transactionId],
  );
  addToHolding(database, channel, lot.isin, lot.holderId, BigInt(lot.units), 1);
}

function consumeLot(database: Database, place: EventPlace, lotId: string, instructionId: string): void {
  const { channel, block, transactionId } = place;
  const lot = database.get('SELECT isin, holder_id, units FROM lot WHERE channel = ? AND lot_id = ?', channel, lotId);
  if (lot === undefined) throw new Error(`lot ${lotId} is consumed but was never created`);
  database.run(
    `UPDATE lot SET consumed_block = ?, consumed_transaction = ?, consumed_by = ?
       WHERE channel = ? AND lot_id = ? AND consumed_block IS NULL`,
    ...[block, transactionId, instructionId, channel, lotId],
  );
  addToHolding(database, channel, text(lot, 'isin'), text(lot, 'holder_id'), -BigInt(text(lot, 'units')), -1);
}

function addToHolding(
  database: Database,
  channel: string,
  isin: string,
  holderId: string,
  units: bigint,
  lots: number,
): void {
  const where = 'channel = ? AND isin = ? AND holder_id = ?';
  const held = database.get(`SELECT units, lots FROM holding WHERE ${where}`, channel, isin, holderId);
  const total = (held === undefined ? 0n : BigInt(text(held, 'units'))) + units;
  const count = (held === undefined ? 0 : integer(held, 'lots')) + lots;
  if (total < 0n || count < 0) throw new Error(`holding of ${holderId} in ${isin} would be negative`);
  if (count === 0) database.run(`DELETE FROM holding WHERE ${where}`, channel, isin, holderId);
  else
    database.run('INSERT OR REPLACE INTO holding VALUES (?, ?, ?, ?, ?)', channel, isin, holderId, `${total}`, count);
}
