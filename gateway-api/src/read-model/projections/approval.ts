import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { DecidedAct, ProposedAct, RecordedOperator } from '../known-event.js';
import type { ProjectionsOf } from './projections.js';

/** Digits that keep places in the order of the ledger when they are compared as texts. */
const [BLOCK_DIGITS, INDEX_DIGITS] = [12, 6];

/** Operators, and sensitive acts with what becomes of them. */
export const approvalProjections: ProjectionsOf<
  'OperatorsAppointed' | 'OperatorDismissed' | 'ActProposed' | 'ActApproved' | 'ActRejected'
> = {
  OperatorsAppointed: (database, place, { operators }) => recordOperators(database, place, operators),
  OperatorDismissed: (database, place, { operators }) => recordOperators(database, place, operators),
  ActProposed: (database, place, { approval }) => proposeAct(database, place, approval),
  ActApproved: (database, place, { approval }) => decideAct(database, place, approval),
  ActRejected: (database, place, { approval }) => decideAct(database, place, approval),
};

function recordOperators(database: Database, { channel }: EventPlace, operators: readonly RecordedOperator[]): void {
  for (const operator of operators) {
    const { mspId, operatorId } = operator;
    const facts = JSON.stringify(operator);
    database.run('INSERT OR REPLACE INTO operator VALUES (?, ?, ?, ?)', channel, mspId, operatorId, facts);
  }
}

function proposeAct(database: Database, place: EventPlace, act: ProposedAct): void {
  const { channel, block, tx, transactionId } = place;
  const { mspId, approvalId, body, bodyHash, maker, proposedOn, expiresOn } = act;
  const order = `${String(block).padStart(BLOCK_DIGITS, '0')}:${String(tx).padStart(INDEX_DIGITS, '0')}`;
  database.run(
    `INSERT INTO approval (channel, msp_id, approval_id, function, body, body_hash, maker, proposed_on, expires_on, status,
       place, transaction_id, block) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'proposed', ?, ?, ?)`,
    ...[channel, mspId, approvalId, act.function, canonicalJson(body), bodyHash, maker, proposedOn, expiresOn],
    ...[order, transactionId, block],
  );
}

function decideAct(database: Database, place: EventPlace, act: DecidedAct): void {
  const { channel, block, transactionId } = place;
  const { mspId, approvalId, status, checker, decidedOn, reason } = act;
  database.run(
    `UPDATE approval SET status = ?, checker = ?, decided_on = ?, reason = ?, transaction_id = ?, block = ?
       WHERE channel = ? AND msp_id = ? AND approval_id = ?`,
    ...[status, checker ?? null, decidedOn, reason ?? null, transactionId, block, channel, mspId, approvalId],
  );
}
