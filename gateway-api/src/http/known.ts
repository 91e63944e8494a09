import type { JsonObject } from '../ledger/ledger.js';
import type { ChannelQueries, SecurityRow } from '../read-model/queries.js';
import { ledgerProblem } from './ledger-problems.js';

/** A calendar of the channel. @throws {Problem} CALENDAR_UNKNOWN */
export function requireCalendar({ businessDays }: ChannelQueries, id: string): JsonObject {
  const calendar = businessDays.calendar(id);
  if (calendar === undefined) throw ledgerProblem('CALENDAR_UNKNOWN');
  return calendar;
}

/** A security of the channel. @throws {Problem} SECURITY_UNKNOWN */
export function requireSecurity(queries: ChannelQueries, isin: string): SecurityRow {
  const security = queries.security(isin);
  if (security === undefined) throw ledgerProblem('SECURITY_UNKNOWN');
  return security;
}

/** The custodian of a party of the channel. @throws {Problem} PARTY_UNKNOWN */
export function requireCustodian(queries: ChannelQueries, partyId: string): string {
  const custodian = queries.custodian(partyId);
  if (custodian === undefined) throw ledgerProblem('PARTY_UNKNOWN');
  return custodian;
}
