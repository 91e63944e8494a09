import type { JsonObject } from '../ledger/ledger.js';
import { text, type Database } from '../storage/database.js';
import { definitionOf } from './definition-queries.js';
import type { SettlementGroup } from './due-instructions.js';
import { ChannelQueries } from './queries.js';

/**
 * The securities of a registrar on whose transfers it is voted, and of which some are pending, by custodian of the
 * senders. Neither a day that is closed nor a transfer that is due later matters here: the one is asked for with each
 * transfer, and on the other it is voted before.
 */
export function groupsToVoteOn(database: Database, channel: string, registrar: string): readonly SettlementGroup[] {
  const rows = database.all(
    "SELECT DISTINCT isin, custodian FROM instruction WHERE channel = ? AND status = 'pending' ORDER BY isin, custodian",
    channel,
  );
  const groups = rows.map((row) => ({ isin: text(row, 'isin'), custodian: text(row, 'custodian') }));
  const securities = new Set(groups.map(({ isin }) => isin));
  const voted = new Set([...securities].filter((isin) => isVotedOn(database, channel, isin, registrar)));
  return groups.filter(({ isin }) => voted.has(isin));
}

function isVotedOn(database: Database, channel: string, isin: string, registrar: string): boolean {
  const security = new ChannelQueries(database, channel).security(isin);
  const title = security?.facts['title'] as JsonObject | undefined;
  if (title === undefined || security?.registrar !== registrar) return false;
  if (typeof title['register'] === 'object' && title['register'] !== null && 'evidenceOf' in title['register']) {
    return true;
  }
  const { protocol: name } = title;
  const form = typeof name === 'string' ? definitionOf(database, channel, name)?.form : undefined;
  const protocol = form?.['protocol'] as { readonly voting?: { readonly by?: string } } | undefined;
  return protocol?.voting?.by === 'ballot';
}

/** Those of some transfers on which there is no open ballot. */
export const withoutBallot = (database: Database, channel: string, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => {
    const sql = 'SELECT 1 AS found FROM ballot WHERE channel = ? AND instruction_id = ?';
    return database.get(sql, channel, id) === undefined;
  });

/** The transfers of a group that both parties have agreed to and on which there is no ballot, first registered first. */
export function ballotsToOpen(
  database: Database,
  channel: string,
  { isin, custodian }: SettlementGroup,
  limit: number,
): readonly string[] {
  const rows = database.all(
    `SELECT instruction_id FROM instruction
       JOIN security ON security.channel = instruction.channel AND security.isin = instruction.isin
       JOIN business_date ON business_date.channel = instruction.channel AND business_date.calendar = security.calendar
       WHERE instruction.channel = ? AND instruction.isin = ? AND instruction.custodian = ? AND status = 'pending'
         AND phase <> 'closed' AND json_extract(instruction.facts, '$.accepted') IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM ballot
           WHERE ballot.channel = instruction.channel AND ballot.instruction_id = instruction.instruction_id)
       ORDER BY registered_block, registered_tx, registered_position LIMIT ?`,
    ...[channel, isin, custodian, limit],
  );
  return rows.map((row) => text(row, 'instruction_id'));
}
