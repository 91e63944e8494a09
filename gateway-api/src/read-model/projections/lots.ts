import { integer, optionalText, text, type Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { CreatedLot } from '../known-lot.js';
import { enteredOn } from './entered-on.js';
import { addToSubAccount, designationText, type SubAccountKey } from './sub-accounts.js';

/** Of which day an act that changes lots is, and by which instruction; an act that no instruction asks for has none. */
export interface LotChange {
  readonly businessDate: string;
  readonly instructionId: string | null;
}

/** Enters a lot that was created. */
export function createLot(database: Database, place: EventPlace, lot: CreatedLot, change: LotChange): void {
  const { channel, block, transactionId } = place;
  const designation = designationText(lot.designation);
  const since = enteredOn(database, channel, lot.isin, change.businessDate);
  database.run(
    `INSERT INTO lot (channel, lot_id, isin, holder_id, units, acquired_on, price, origin, instruction_id,
       designation, price_per, created_on, created_block, created_transaction)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[channel, lot.lotId, lot.isin, lot.holderId, lot.units, lot.acquiredOn, lot.price ?? null, lot.origin],
    ...[change.instructionId, designation, lot.pricePer ?? null, since, block, transactionId],
  );
  const key = { channel, isin: lot.isin, holderId: lot.holderId, designation };
  addUnits(database, key, since, BigInt(lot.units), 1);
}

/** Enters the end of a lot. */
export function consumeLot(database: Database, place: EventPlace, lotId: string, change: LotChange): void {
  const { channel, block, transactionId } = place;
  const lot = database.get('SELECT * FROM lot WHERE channel = ? AND lot_id = ?', channel, lotId);
  if (lot === undefined) throw new Error(`lot ${lotId} is consumed but was never created`);
  const since = enteredOn(database, channel, text(lot, 'isin'), change.businessDate);
  database.run(
    `UPDATE lot SET consumed_on = ?, consumed_block = ?, consumed_transaction = ?, consumed_by = ?
       WHERE channel = ? AND lot_id = ? AND consumed_block IS NULL`,
    ...[since, block, transactionId, change.instructionId, channel, lotId],
  );
  const designation = optionalText(lot, 'designation') ?? null;
  const key = { channel, isin: text(lot, 'isin'), holderId: text(lot, 'holder_id'), designation };
  addUnits(database, key, since, -BigInt(text(lot, 'units')), -1);
}

interface LotPlace extends Omit<SubAccountKey, 'designation'> {
  readonly designation: string | null;
}

/** A holding is all that its holder has, its sub-accounts too. */
function addUnits(
  database: Database,
  { designation, ...key }: LotPlace,
  businessDate: string,
  units: bigint,
  lots: number,
): void {
  addToHolding(database, key, businessDate, units, lots);
  if (designation !== null) addToSubAccount(database, { ...key, designation }, units, lots);
}

/** Keeps the holding of now and, as the last one of a business date, what snapshots of that date show. */
function addToHolding(
  database: Database,
  { channel, isin, holderId }: Omit<LotPlace, 'designation'>,
  businessDate: string,
  units: bigint,
  lots: number,
): void {
  const where = 'channel = ? AND isin = ? AND holder_id = ?';
  const key = [channel, isin, holderId];
  const held = database.get(`SELECT units, lots FROM holding WHERE ${where}`, ...key);
  const total = (held === undefined ? 0n : BigInt(text(held, 'units'))) + units;
  const count = (held === undefined ? 0 : integer(held, 'lots')) + lots;
  if (total < 0n || count < 0) throw new Error(`holding of ${holderId} in ${isin} would be negative`);
  if (count === 0) database.run(`DELETE FROM holding WHERE ${where}`, ...key);
  else database.run('INSERT OR REPLACE INTO holding VALUES (?, ?, ?, ?, ?)', ...key, `${total}`, count);
  const shown = [...key, businessDate, `${total}`, count];
  database.run('INSERT OR REPLACE INTO holding_on VALUES (?, ?, ?, ?, ?, ?)', ...shown);
}
