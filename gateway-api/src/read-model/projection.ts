import { canonicalJson } from '@scrip/model';
import type { DomainEvent } from '../ledger/ledger.js';
import { integer, text, type Database } from '../storage/database.js';
import { readEvent, type CreatedLot, type KnownEvent } from './known-event.js';

/** Where an event stands on the ledger. */
export interface EventPlace {
  readonly channel: string;
  readonly block: number;
  /** Position of the transaction in its block. */
  readonly tx: number;
  /** Position of the event in its transaction. */
  readonly position: number;
  readonly transactionId: string;
}

/**
 * Enters one event into the read model. Runs inside the transaction that moves the checkpoint.
 *
 * @throws {Error} when the event is not one that this version reads: the projection stops rather than skips
 */
export function project(database: Database, place: EventPlace, event: DomainEvent): void {
  const { channel, block, tx, position, transactionId } = place;
  database.run(
    'INSERT INTO event (channel, block, tx, position, transaction_id, type, facts) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[channel, block, tx, position, transactionId, event.type, canonicalJson(event.facts)],
  );
  enter(database, place, readEvent(event));
}

function enter(database: Database, place: EventPlace, event: KnownEvent): void {
  const { channel } = place;
  switch (event.type) {
    case 'AuthorityBootstrapped':
      database.run(
        'INSERT INTO charter VALUES (?, ?, ?)',
        channel,
        event.charter.network,
        event.charter.referenceCalendar,
      );
      for (const { mspId, ...facts } of event.participants) {
        database.run('INSERT INTO participant VALUES (?, ?, ?)', channel, mspId, JSON.stringify(facts));
      }
      for (const each of event.calendars) setBusinessDate(database, channel, each.calendar, each.businessDate);
      return;
    case 'BusinessDateAdvanced':
      setBusinessDate(database, channel, event.calendar, event.businessDate);
      return;
    case 'PartyRegistered':
    case 'PartyAmended':
    case 'PartyKeysChanged':
    case 'RecoveryRequested':
    case 'RecoveryCancelled':
    case 'RecoveryCompleted':
    case 'PartyRestricted':
    case 'PartyRestored': {
      const { partyId, custodian } = event.party;
      const facts = canonicalJson(event.party);
      database.run('INSERT OR REPLACE INTO party VALUES (?, ?, ?, ?)', channel, partyId, custodian, facts);
      return;
    }
    case 'SecurityRegistered': {
      const { isin, name, registrar, calendar } = event.security;
      const facts = canonicalJson(event.security);
      database.run(
        'INSERT INTO security VALUES (?, ?, ?, ?, ?, ?, ?)',
        channel,
        isin,
        name,
        registrar,
        calendar,
        facts,
        '0',
      );
      return;
    }
    case 'HoldingIssued':
      for (const lot of event.created) createLot(database, place, lot, null);
      database.run('UPDATE security SET issued = ? WHERE channel = ? AND isin = ?', event.issued, channel, event.isin);
      return;
    case 'InstructionRegistered':
      registerInstruction(database, place, event.instruction);
      return;
    case 'HoldingTransferred':
      for (const lotId of event.consumed) consumeLot(database, place, lotId, event.instructionId);
      for (const lot of event.created) createLot(database, place, lot, event.instructionId);
      decideInstruction(database, place, event.instructionId, 'settled', null);
      return;
    case 'InstructionRefused':
      decideInstruction(database, place, event.instructionId, 'refused', event.code);
      return;
  }
}

function setBusinessDate(database: Database, channel: string, calendar: string, date: string): void {
  database.run('INSERT OR REPLACE INTO business_date VALUES (?, ?, ?)', channel, calendar, date);
}

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

function registerInstruction(
  database: Database,
  { channel, block, tx, position, transactionId }: EventPlace,
  instruction: Extract<KnownEvent, { type: 'InstructionRegistered' }>['instruction'],
): void {
  const { instructionId, isin, custodian, settlementDate } = instruction;
  database.run(
    `INSERT INTO instruction (channel, instruction_id, isin, custodian, settlement_date, status,
       registered_block, registered_tx, registered_position, transaction_id, block)
       VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?)`,
    ...[channel, instructionId, isin, custodian, settlementDate, block, tx, position, transactionId, block],
  );
}

function decideInstruction(
  database: Database,
  { channel, block, transactionId }: EventPlace,
  instructionId: string,
  status: 'settled' | 'refused',
  refusal: string | null,
): void {
  database.run(
    `UPDATE instruction SET status = ?, refusal = ?, transaction_id = ?, block = ?
       WHERE channel = ? AND instruction_id = ?`,
    ...[status, refusal, transactionId, block, channel, instructionId],
  );
}
