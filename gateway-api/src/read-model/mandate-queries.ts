import { pageOf, type Page, type PageOf } from './page.js';
import { text, type Database, type Row } from '../storage/database.js';

type Facts = Readonly<Record<string, unknown>>;

const factsOf = (row: Row): Facts => JSON.parse(text(row, 'facts')) as Facts;

/** The mandates of a party in the order of their ids, ended ones too, and its officers. */
export function mandatesOf(
  database: Database,
  channel: string,
  partyId: string,
): { readonly mandates: readonly Facts[]; readonly officers: readonly Facts[] } {
  const mandates = 'SELECT facts FROM mandate WHERE channel = ? AND principal = ? ORDER BY mandate_id';
  const officers = 'SELECT facts FROM officer WHERE channel = ? AND entity = ? ORDER BY office, party';
  return {
    mandates: database.all(mandates, channel, partyId).map(factsOf),
    officers: database.all(officers, channel, partyId).map(factsOf),
  };
}

/** A mandate of a party, ended or not, or undefined when there is none. */
export function mandateOf(database: Database, channel: string, partyId: string, mandateId: string): Facts | undefined {
  const sql = 'SELECT facts FROM mandate WHERE channel = ? AND principal = ? AND mandate_id = ?';
  const row = database.get(sql, channel, partyId, mandateId);
  return row === undefined ? undefined : factsOf(row);
}

/** Groups in the order of their ids. */
export function groupsOf(database: Database, channel: string, { limit, after }: Page): PageOf<Facts> {
  const sql = 'SELECT group_id, facts FROM party_group WHERE channel = ? AND group_id > ? ORDER BY group_id LIMIT ?';
  return pageOf(database.all(sql, channel, after, limit + 1), limit, 'group_id', factsOf);
}

/** A group, or undefined when there is none. */
export function groupOf(database: Database, channel: string, groupId: string): Facts | undefined {
  const row = database.get('SELECT facts FROM party_group WHERE channel = ? AND group_id = ?', channel, groupId);
  return row === undefined ? undefined : factsOf(row);
}

/** What the members of a group hold of a security, each and together. */
export function holdingOfGroup(
  database: Database,
  channel: string,
  groupId: string,
  isin: string,
): { readonly units: string; readonly members: readonly { readonly holderId: string; readonly units: string }[] } {
  const sql = `SELECT party, coalesce(units, '0') AS units FROM group_member
    LEFT JOIN holding ON holding.channel = group_member.channel AND holding.holder_id = party AND isin = ?
    WHERE group_member.channel = ? AND group_id = ? ORDER BY party`;
  const members = database
    .all(sql, isin, channel, groupId)
    .map((row) => ({ holderId: text(row, 'party'), units: text(row, 'units') }));
  const units = members.reduce((sum, member) => sum + BigInt(member.units), 0n);
  return { units: units.toString(), members };
}
