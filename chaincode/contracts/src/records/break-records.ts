import {
  breakId,
  breakRecord,
  DomainError,
  LIMITS,
  type Break,
  type BreakId,
  type BreakSeverity,
  type CalendarId,
  type Isin,
  type MspId,
  type ReconciliationScope,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (calendar: CalendarId, id: BreakId): string => `break/${calendar}/${id}`;

/** A marker for each open break, by who raised it: the end of day reads those of blocking ones and nothing else. */
const MARKED: Readonly<Record<BreakSeverity, string>> = { blocking: 'openBreak', warning: 'openWarning' };
const openPrefix = (severity: BreakSeverity, calendar: CalendarId, raisedBy: MspId): string =>
  `${MARKED[severity]}/${calendar}/${raisedBy}/`;

/** Another one for each that a reconciliation found, so that the next run finds it again. */
const foundPrefix = (isin: Isin, raisedBy: MspId, scope: ReconciliationScope): string =>
  `foundBreak/${isin}/${raisedBy}/${scope}/`;
const MARKER = '{}';

/** A break, or undefined when there is none. */
export async function findBreak(state: WorldState, calendar: CalendarId, id: BreakId): Promise<Break | undefined> {
  const value = await state.get(keyOf(calendar, id));
  return value === undefined ? undefined : breakRecord.decode(value);
}

/** A break. @throws DomainError BREAK_UNKNOWN */
export async function readBreak(state: WorldState, calendar: CalendarId, id: BreakId): Promise<Break> {
  const found = await findBreak(state, calendar, id);
  if (found === undefined) throw new DomainError('BREAK_UNKNOWN', { calendar, breakId: id });
  return found;
}

/** Stages a break, and its markers while it is open. */
export function writeBreak(state: WorldState, written: Break): void {
  const { calendar, breakId: id, isin, severity, raisedBy, found } = written;
  state.put(keyOf(calendar, id), breakRecord.encode(written));
  const markers = [openPrefix(severity, calendar, raisedBy)];
  if (found !== undefined) markers.push(foundPrefix(isin, raisedBy, found.scope));
  for (const prefix of markers) {
    if (written.resolution === undefined) state.put(`${prefix}${id}`, MARKER);
    else state.delete(`${prefix}${id}`);
  }
}

async function markedIds(state: WorldState, prefix: string): Promise<readonly BreakId[]> {
  const markers = await state.range(prefix, 2 * LIMITS.openBreaksPerOrganisationMax);
  return markers.map(({ key }) => breakId(key.slice(prefix.length), ''));
}

/**
 * The ids of the open breaks of a calendar that some organisations have raised, in their order. A break raised meanwhile
 * is seen as a conflict.
 */
export async function openBreakIds(
  state: WorldState,
  calendar: CalendarId,
  raisedBy: readonly MspId[],
  severity: BreakSeverity = 'blocking',
): Promise<readonly BreakId[]> {
  const ids: BreakId[] = [];
  for (const mspId of raisedBy) ids.push(...(await markedIds(state, openPrefix(severity, calendar, mspId))));
  return ids.sort();
}

/** The open breaks of a security that an organisation's reconciliations of a scope have found. */
export async function foundBreaks(
  state: WorldState,
  { isin, calendar }: { readonly isin: Isin; readonly calendar: CalendarId },
  raisedBy: MspId,
  scope: ReconciliationScope,
): Promise<readonly Break[]> {
  const breaks: Break[] = [];
  for (const id of await markedIds(state, foundPrefix(isin, raisedBy, scope))) {
    breaks.push(await readBreak(state, calendar, id));
  }
  return breaks;
}
