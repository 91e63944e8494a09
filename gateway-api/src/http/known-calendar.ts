import type { JsonObject } from '../ledger/ledger.js';
import type { ChannelQueries } from '../read-model/queries.js';
import { ledgerProblem } from './ledger-problems.js';

/** A calendar of the channel. @throws {Problem} CALENDAR_UNKNOWN */
export function requireCalendar({ businessDays }: ChannelQueries, id: string): JsonObject {
  const calendar = businessDays.calendar(id);
  if (calendar === undefined) throw ledgerProblem('CALENDAR_UNKNOWN');
  return calendar;
}
