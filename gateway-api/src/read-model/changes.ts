import { integer, text, type Database } from '../storage/database.js';

/** Whom and what the blocks since some block have touched. */
export interface Changes {
  /** The last block that was looked at. */
  readonly block: number;
  /** Something happened that may change the outcome of anything: a business day, a lease, a member, trust. */
  readonly isGeneral: boolean;
  /** Parties, securities and instructions that were named. */
  readonly named: ReadonlySet<string>;
}

const GENERAL = new Set([
  ...['BusinessDateAdvanced', 'CalendarPublished', 'SettlementLeaseTaken', 'ParticipantChanged', 'TrustAdopted'],
]);

/** Units of a security change hands all the time: that concerns their parties, and not everybody who waits for some. */
const MOVEMENTS = new Set([
  ...['InstructionRegistered', 'HoldingTransferred', 'HoldingIssued', 'LotsConsolidated', 'LotsRehomed'],
  ...['JointInstructionProposed', 'JointInstructionAffirmed', 'JointInstructionReserved', 'JointInstructionFailing'],
  ...['DeedAccepted', 'BallotOpened', 'VoteCast'],
  ...['JointInstructionSettled', 'JointInstructionPartSettled', 'JointInstructionsNetted'],
]);

/** Events that are looked at one by one; beyond them everything counts as touched. */
const EVENTS_MAX = 5_000;

/** A party id has more. */
const ISIN_CHARACTERS = 12;

const NAMES = /\bP[A-Z2-7]{32}\b|\b[A-Z]{2}[A-Z0-9]{9}[0-9]\b|"instructionId":"([^"]+)"/g;

/** What has changed since a block. */
export function changesSince(database: Database, channel: string, block: number): Changes {
  const rows = database.all(
    'SELECT block, type, facts FROM event WHERE channel = ? AND block > ? ORDER BY block, tx, position LIMIT ?',
    ...[channel, block, EVENTS_MAX],
  );
  const named = new Set<string>();
  for (const row of rows) {
    const isMovement = MOVEMENTS.has(text(row, 'type'));
    for (const [name, id] of text(row, 'facts').matchAll(NAMES)) {
      if (id !== undefined || name.length > ISIN_CHARACTERS || !isMovement) named.add(id ?? name);
    }
  }
  const isGeneral = rows.length === EVENTS_MAX || rows.some((row) => GENERAL.has(text(row, 'type')));
  const last = rows.at(-1);
  return { block: last === undefined ? block : integer(last, 'block'), isGeneral, named };
}
