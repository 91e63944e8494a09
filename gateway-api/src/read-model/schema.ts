import { text, type Database } from '../storage/database.js';

/** Raise it with every change of the tables or of what the projection makes of an event: the read model is rebuilt then. */
export const READ_MODEL_SCHEMA = 32;

/** Quantities are text, because they exceed what SQLite adds exactly; sums are kept by the projection. */
const TABLES = `
CREATE TABLE checkpoint (channel TEXT PRIMARY KEY, block INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  channel TEXT NOT NULL, block INTEGER NOT NULL, tx INTEGER NOT NULL, position INTEGER NOT NULL,
  transaction_id TEXT NOT NULL, type TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, block, tx, position)) STRICT, WITHOUT ROWID;
CREATE TABLE charter (
  channel TEXT PRIMARY KEY, network TEXT NOT NULL, reference_calendar TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE business_date (
  channel TEXT NOT NULL, calendar TEXT NOT NULL, date TEXT NOT NULL, phase TEXT NOT NULL, asked TEXT,
  PRIMARY KEY (channel, calendar)) STRICT, WITHOUT ROWID;
CREATE TABLE calendar (
  channel TEXT NOT NULL, id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, id)) STRICT, WITHOUT ROWID;
CREATE TABLE break (
  channel TEXT NOT NULL, calendar TEXT NOT NULL, break_id TEXT NOT NULL, status TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, calendar, break_id)) STRICT, WITHOUT ROWID;
CREATE TABLE reconciliation (
  channel TEXT NOT NULL, isin TEXT NOT NULL, place TEXT NOT NULL, report_id TEXT NOT NULL, scope TEXT NOT NULL,
  reported_by TEXT NOT NULL, business_date TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, place)) STRICT, WITHOUT ROWID;
CREATE INDEX reconciliation_by_id ON reconciliation (channel, isin, report_id);
CREATE TABLE participant (
  channel TEXT NOT NULL, msp_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, msp_id)) STRICT, WITHOUT ROWID;
CREATE TABLE party (
  channel TEXT NOT NULL, party_id TEXT NOT NULL, custodian TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, party_id)) STRICT, WITHOUT ROWID;
CREATE INDEX party_of_custodian ON party (channel, custodian, party_id);
CREATE TABLE claim (
  channel TEXT NOT NULL, claim_id TEXT NOT NULL, issuer TEXT NOT NULL, subject TEXT NOT NULL, type TEXT NOT NULL,
  revoked_on TEXT,
  PRIMARY KEY (channel, claim_id)) STRICT, WITHOUT ROWID;
CREATE INDEX claim_of_issuer ON claim (channel, issuer, claim_id);
CREATE TABLE trust (
  channel TEXT NOT NULL, scope TEXT NOT NULL, type TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, scope, type)) STRICT, WITHOUT ROWID;
CREATE TABLE mandate (
  channel TEXT NOT NULL, principal TEXT NOT NULL, mandate_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, principal, mandate_id)) STRICT, WITHOUT ROWID;
CREATE TABLE officer (
  channel TEXT NOT NULL, entity TEXT NOT NULL, office TEXT NOT NULL, party TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, entity, office, party)) STRICT, WITHOUT ROWID;
CREATE TABLE party_group (
  channel TEXT NOT NULL, group_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, group_id)) STRICT, WITHOUT ROWID;
CREATE TABLE group_member (
  channel TEXT NOT NULL, group_id TEXT NOT NULL, party TEXT NOT NULL,
  PRIMARY KEY (channel, group_id, party)) STRICT, WITHOUT ROWID;
CREATE TABLE operator (
  channel TEXT NOT NULL, msp_id TEXT NOT NULL, operator_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, msp_id, operator_id)) STRICT, WITHOUT ROWID;
CREATE TABLE approval (
  channel TEXT NOT NULL, msp_id TEXT NOT NULL, approval_id TEXT NOT NULL, function TEXT NOT NULL, body TEXT NOT NULL,
  body_hash TEXT NOT NULL, maker TEXT NOT NULL, proposed_on TEXT NOT NULL, expires_on TEXT NOT NULL, status TEXT NOT NULL,
  checker TEXT, decided_on TEXT, reason TEXT, place TEXT NOT NULL, transaction_id TEXT NOT NULL, block INTEGER NOT NULL,
  PRIMARY KEY (channel, msp_id, approval_id)) STRICT, WITHOUT ROWID;
CREATE INDEX approval_in_order ON approval (channel, msp_id, place);
CREATE TABLE security (
  channel TEXT NOT NULL, isin TEXT NOT NULL, name TEXT NOT NULL, registrar TEXT NOT NULL, calendar TEXT NOT NULL,
  facts TEXT NOT NULL, issued TEXT NOT NULL,
  PRIMARY KEY (channel, isin)) STRICT, WITHOUT ROWID;
CREATE TABLE security_rules (
  channel TEXT NOT NULL, isin TEXT NOT NULL, version INTEGER NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, version)) STRICT, WITHOUT ROWID;
CREATE TABLE exemption (
  channel TEXT NOT NULL, isin TEXT NOT NULL, party TEXT NOT NULL, exemption_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, party, exemption_id)) STRICT, WITHOUT ROWID;
CREATE TABLE consent (
  channel TEXT NOT NULL, instruction_id TEXT NOT NULL, msp_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, instruction_id, msp_id)) STRICT, WITHOUT ROWID;
CREATE TABLE holder_standing (
  channel TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, holder_id)) STRICT, WITHOUT ROWID;
CREATE TABLE rescreening (
  channel TEXT NOT NULL, isin TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin)) STRICT, WITHOUT ROWID;
CREATE TABLE offering (
  channel TEXT NOT NULL, isin TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin)) STRICT, WITHOUT ROWID;
CREATE TABLE holding (
  channel TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, units TEXT NOT NULL, lots INTEGER NOT NULL,
  PRIMARY KEY (channel, isin, holder_id)) STRICT, WITHOUT ROWID;
CREATE INDEX holding_of_holder ON holding (channel, holder_id, isin);
CREATE TABLE holding_on (
  channel TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, since TEXT NOT NULL, units TEXT NOT NULL,
  lots INTEGER NOT NULL,
  PRIMARY KEY (channel, isin, holder_id, since)) STRICT, WITHOUT ROWID;
CREATE TABLE issued_on (
  channel TEXT NOT NULL, isin TEXT NOT NULL, since TEXT NOT NULL, units TEXT NOT NULL,
  PRIMARY KEY (channel, isin, since)) STRICT, WITHOUT ROWID;
CREATE TABLE lot (
  channel TEXT NOT NULL, lot_id TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, units TEXT NOT NULL,
  designation TEXT, acquired_on TEXT NOT NULL, price TEXT, price_per TEXT, origin TEXT NOT NULL, instruction_id TEXT,
  created_on TEXT NOT NULL, created_block INTEGER NOT NULL, created_transaction TEXT NOT NULL,
  consumed_on TEXT, consumed_block INTEGER, consumed_transaction TEXT, consumed_by TEXT,
  PRIMARY KEY (channel, lot_id)) STRICT, WITHOUT ROWID;
CREATE INDEX lot_of_holder ON lot (channel, isin, holder_id, created_on, consumed_on);
CREATE INDEX lot_held ON lot (channel, isin, holder_id, acquired_on, lot_id) WHERE consumed_block IS NULL;
CREATE TABLE sub_account (
  channel TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, designation TEXT NOT NULL, owner_id TEXT NOT NULL,
  units TEXT NOT NULL, lots INTEGER NOT NULL,
  PRIMARY KEY (channel, isin, holder_id, designation)) STRICT, WITHOUT ROWID;
CREATE INDEX sub_account_of_owner ON sub_account (channel, owner_id, isin, holder_id, designation);
CREATE TABLE ordered_movement (
  channel TEXT NOT NULL, isin TEXT NOT NULL, place TEXT NOT NULL, facts TEXT NOT NULL,
  transaction_id TEXT NOT NULL, block INTEGER NOT NULL,
  PRIMARY KEY (channel, isin, place)) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  channel TEXT NOT NULL, isin TEXT NOT NULL, place TEXT NOT NULL, entry_id TEXT NOT NULL, business_date TEXT NOT NULL,
  from_holder TEXT, to_holder TEXT, corrects TEXT, facts TEXT NOT NULL, transaction_id TEXT NOT NULL,
  block INTEGER NOT NULL, PRIMARY KEY (channel, isin, place)) STRICT, WITHOUT ROWID;
CREATE INDEX entry_by_id ON entry (channel, isin, entry_id);
CREATE INDEX entry_that_corrects ON entry (channel, isin) WHERE corrects IS NOT NULL;
CREATE TABLE paper_certificate (
  channel TEXT NOT NULL, isin TEXT NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, number)) STRICT, WITHOUT ROWID;
CREATE TABLE dispute (
  channel TEXT NOT NULL, isin TEXT NOT NULL, dispute_id TEXT NOT NULL, holder_id TEXT NOT NULL, state TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, dispute_id)) STRICT, WITHOUT ROWID;
CREATE TABLE solicitation (
  channel TEXT NOT NULL, isin TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, record_date TEXT NOT NULL,
  deadline TEXT NOT NULL, effective_from TEXT NOT NULL, closes_early INTEGER NOT NULL,
  yes TEXT NOT NULL, no TEXT NOT NULL, aside TEXT NOT NULL, votes INTEGER NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, number)) STRICT, WITHOUT ROWID;
CREATE TABLE solicitation_vote (
  channel TEXT NOT NULL, isin TEXT NOT NULL, number INTEGER NOT NULL, account TEXT NOT NULL, holder_id TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, number, account)) STRICT, WITHOUT ROWID;
CREATE TABLE asset_evidence (
  channel TEXT NOT NULL, isin TEXT NOT NULL, evidence_id TEXT NOT NULL, issued_on TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, evidence_id)) STRICT, WITHOUT ROWID;
CREATE TABLE on_paper (
  channel TEXT NOT NULL, isin TEXT NOT NULL, units TEXT NOT NULL,
  PRIMARY KEY (channel, isin)) STRICT, WITHOUT ROWID;
CREATE TABLE exchange (
  channel TEXT NOT NULL, place TEXT NOT NULL, isin TEXT NOT NULL, into_isin TEXT NOT NULL, facts TEXT NOT NULL,
  transaction_id TEXT NOT NULL, block INTEGER NOT NULL,
  PRIMARY KEY (channel, place)) STRICT, WITHOUT ROWID;
CREATE TABLE authorised_units (
  channel TEXT NOT NULL, isin TEXT NOT NULL, block INTEGER NOT NULL, changed_on TEXT NOT NULL, previous TEXT NOT NULL,
  PRIMARY KEY (channel, isin, block)) STRICT, WITHOUT ROWID;
CREATE TABLE encumbrance (
  channel TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, encumbrance_id TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, isin, holder_id, encumbrance_id)) STRICT, WITHOUT ROWID;
CREATE INDEX encumbrance_of_holder ON encumbrance (channel, holder_id);
CREATE TABLE freeze (
  channel TEXT NOT NULL, scope TEXT NOT NULL, isin TEXT NOT NULL, holder_id TEXT NOT NULL, imposed_by TEXT NOT NULL,
  dispute TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, scope, isin, holder_id, imposed_by, dispute)) STRICT, WITHOUT ROWID;
CREATE INDEX freeze_of_holder ON freeze (channel, holder_id);
CREATE INDEX freeze_in_security ON freeze (channel, isin);
CREATE TABLE instruction (
  channel TEXT NOT NULL, instruction_id TEXT NOT NULL, isin TEXT NOT NULL, custodian TEXT NOT NULL,
  settlement_date TEXT NOT NULL, status TEXT NOT NULL, refusal TEXT, late_since TEXT,
  facts TEXT NOT NULL, decided_on TEXT,
  registered_block INTEGER NOT NULL, registered_tx INTEGER NOT NULL, registered_position INTEGER NOT NULL,
  transaction_id TEXT NOT NULL, block INTEGER NOT NULL,
  PRIMARY KEY (channel, instruction_id)) STRICT, WITHOUT ROWID;
CREATE INDEX instruction_pending
  ON instruction (channel, isin, custodian, registered_block, registered_tx, registered_position)
  WHERE status = 'pending';
CREATE TABLE definition (
  channel TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, facts TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (channel, name)) STRICT, WITHOUT ROWID;
CREATE TABLE definition_index (
  channel TEXT NOT NULL, entry TEXT NOT NULL, value TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (channel, entry, value, name)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE definition_words USING fts5 (channel UNINDEXED, name UNINDEXED, words, tokenize = 'ascii');
CREATE TABLE ballot (
  channel TEXT NOT NULL, instruction_id TEXT NOT NULL, isin TEXT NOT NULL, last_day TEXT NOT NULL,
  PRIMARY KEY (channel, instruction_id)) STRICT, WITHOUT ROWID;
CREATE TABLE settlement_lease (
  channel TEXT NOT NULL, registrar TEXT NOT NULL, holder TEXT NOT NULL, version INTEGER NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (channel, registrar)) STRICT, WITHOUT ROWID;
CREATE TABLE joint_instruction (
  channel TEXT NOT NULL, instruction_id TEXT NOT NULL, status TEXT NOT NULL, lead TEXT NOT NULL, facts TEXT NOT NULL,
  block INTEGER NOT NULL,
  PRIMARY KEY (channel, instruction_id)) STRICT, WITHOUT ROWID;
CREATE INDEX joint_open ON joint_instruction (channel, lead, instruction_id)
  WHERE status IN ('proposed', 'affirmed', 'reserved');
CREATE TABLE joint_moment (
  channel TEXT NOT NULL, instruction_id TEXT NOT NULL, moment TEXT NOT NULL, business_date TEXT NOT NULL,
  transaction_id TEXT NOT NULL, block INTEGER NOT NULL,
  PRIMARY KEY (channel, instruction_id, moment)) STRICT, WITHOUT ROWID;
CREATE TABLE joint_party (
  channel TEXT NOT NULL, instruction_id TEXT NOT NULL, party TEXT NOT NULL,
  PRIMARY KEY (channel, party, instruction_id)) STRICT, WITHOUT ROWID;
`;

/**
 * Brings the file to the present schema. A read model of another schema is dropped: everything in it can be read again
 * from block 0.
 *
 * @returns whether it starts empty
 */
export function prepareReadModel(database: Database): boolean {
  database.execute('CREATE TABLE IF NOT EXISTS read_model (schema INTEGER NOT NULL) STRICT');
  const known = database.get('SELECT schema FROM read_model')?.['schema'];
  if (known === READ_MODEL_SCHEMA) return false;
  database.transaction(() => {
    // virtual tables take the tables with them in which they keep what they index
    const tables = database.all(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'read_model' ORDER BY sql LIKE 'CREATE VIRTUAL %' DESC",
    );
    for (const table of tables) database.execute(`DROP TABLE IF EXISTS "${text(table, 'name')}"`);
    database.execute(TABLES);
    database.run('DELETE FROM read_model');
    database.run('INSERT INTO read_model (schema) VALUES (?)', READ_MODEL_SCHEMA);
  });
  return true;
}
