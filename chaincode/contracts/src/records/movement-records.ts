import {
  businessDate,
  correctionNote,
  DomainError,
  LIMITS,
  movementRecord,
  partyId,
  transactionOf,
  type BusinessDate,
  type CorrectionNote,
  type EntryId,
  type EntryReference,
  type Isin,
  type MovementEntry,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** What a rule looks back on: units that a party has moved on a day. */
export interface PastMovement {
  readonly party: PartyId;
  readonly on: BusinessDate;
  readonly units: bigint;
}

const keyOf = (isin: Isin, { entry, on }: EntryReference): string => `movement/${isin}/${on}/${entry}`;
const correctionPrefix = (isin: Isin, entry: EntryId): string => `correction/${isin}/${entry}/`;
const transferredPrefix = (isin: Isin, party: PartyId): string => `transferred/${isin}/${party}/`;
const subscribedPrefix = (isin: Isin): string => `subscribed/${isin}/`;

/** Stages a movement, and the marks by which rules look back on it: one for all that a party transfers in a transaction. */
export function writeMovement(state: WorldState, id: EntryId, movement: MovementEntry): void {
  const { isin, kind, units, businessDate: on } = movement;
  const { from, to } = ownersIn(movement);
  state.put(keyOf(isin, { entry: id, on }), movementRecord.encode(movement));
  if (kind === 'transfer' && from !== undefined && from !== to) {
    const key = `${transferredPrefix(isin, from)}${on}/${transactionOf(id)}`;
    state.put(key, (BigInt(state.staged(key) ?? '0') + units).toString());
  }
  if (kind === 'issue' && to !== undefined) state.put(`${subscribedPrefix(isin)}${on}/${to}/${id}`, units.toString());
}

/** An entry of a register. @throws DomainError ENTRY_UNKNOWN */
export async function readMovement(state: WorldState, isin: Isin, named: EntryReference): Promise<MovementEntry> {
  const value = await state.get(keyOf(isin, named));
  if (value === undefined) throw new DomainError('ENTRY_UNKNOWN', { isin, entry: named.entry });
  return movementRecord.decode(value);
}

/** Stages what a correction has moved of an entry, beside the entry: the entry itself is never changed. */
export function noteCorrection(state: WorldState, isin: Isin, corrected: EntryId, note: CorrectionNote): void {
  state.put(`${correctionPrefix(isin, corrected)}${note.entry}`, correctionNote.encode(note));
}

/** The entries that correct an entry. */
export async function readCorrections(
  state: WorldState,
  isin: Isin,
  corrected: EntryId,
): Promise<readonly CorrectionNote[]> {
  const entries = await state.range(correctionPrefix(isin, corrected), LIMITS.correctionsPerEntryMax);
  return entries.map(({ value }) => correctionNote.decode(value));
}

/** Units that corrections of an entry have moved. */
export const correctedUnits = async (state: WorldState, isin: Isin, corrected: EntryId): Promise<bigint> =>
  (await readCorrections(state, isin, corrected)).reduce((sum, { units }) => sum + units, 0n);

/** For whom the units were and are: a change of custody is no transfer that rules look back on. */
const ownersIn = ({ from, fromDesignation, to, toDesignation }: MovementEntry): Pick<MovementEntry, 'from' | 'to'> => {
  const [sender, receiver] = [fromDesignation?.at(-1) ?? from, toDesignation?.at(-1) ?? to];
  return { ...(sender === undefined ? {} : { from: sender }), ...(receiver === undefined ? {} : { to: receiver }) };
};

/** What a party has transferred since a day, that day included. */
export async function readTransferred(
  state: WorldState,
  isin: Isin,
  party: PartyId,
  since: BusinessDate,
): Promise<readonly PastMovement[]> {
  const prefix = transferredPrefix(isin, party);
  const entries = await state.range(prefix, LIMITS.movementsPerPeriodMax, since);
  return entries.map(({ key, value }) => {
    const [on = ''] = key.slice(prefix.length).split('/');
    return { party, on: businessDate(on, ''), units: BigInt(value) };
  });
}

/** What all have subscribed for since a day, that day included. */
export async function readSubscribed(
  state: WorldState,
  isin: Isin,
  since: BusinessDate,
): Promise<readonly PastMovement[]> {
  const prefix = subscribedPrefix(isin);
  const entries = await state.range(prefix, LIMITS.movementsPerPeriodMax, since);
  return entries.map(({ key, value }) => {
    const [on = '', party = ''] = key.slice(prefix.length).split('/');
    return { party: partyId(party, ''), on: businessDate(on, ''), units: BigInt(value) };
  });
}
