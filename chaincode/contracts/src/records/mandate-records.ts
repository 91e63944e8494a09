import {
  DomainError,
  hasEnded,
  LIMITS,
  mandateRecord,
  officerRecord,
  type BusinessDate,
  type Mandate,
  type MandateReference,
  type Officer,
  type OfficerReference,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** Mandates that may count; those that have ended lie elsewhere, so that whoever judges an act never reads them. */
const livePrefix = (principal: PartyId): string => `mandate/${principal}/`;
const liveKey = ({ principal, mandateId }: MandateReference): string => `${livePrefix(principal)}${mandateId}`;
const endedKey = ({ principal, mandateId }: MandateReference): string => `endedMandate/${principal}/${mandateId}`;

const officePrefix = (entity: PartyId): string => `office/${entity}/`;
const officeKey = ({ entity, office, party }: OfficerReference): string => `${officePrefix(entity)}${office}/${party}`;

/** The mandates of a party that have not been ended, in the order of their ids. */
export async function readMandates(state: WorldState, principal: PartyId): Promise<readonly Mandate[]> {
  const entries = await state.range(livePrefix(principal), LIMITS.mandatesPerPartyMax);
  return entries.map(({ value }) => mandateRecord.decode(value));
}

/** A mandate that has not been ended. @throws DomainError MANDATE_UNKNOWN */
export async function readMandate(state: WorldState, reference: MandateReference): Promise<Mandate> {
  const value = await state.get(liveKey(reference));
  if (value === undefined) throw new DomainError('MANDATE_UNKNOWN', { mandateId: reference.mandateId });
  return mandateRecord.decode(value);
}

/**
 * Stages a new mandate. Those that have run out make room for it.
 *
 * @throws DomainError MANDATE_EXISTS: a mandate that was signed once is entered once; LIMIT_EXCEEDED
 */
export async function enterMandate(state: WorldState, mandate: Mandate, today: BusinessDate): Promise<void> {
  const used = [await state.get(liveKey(mandate)), await state.get(endedKey(mandate))];
  if (used.some((value) => value !== undefined)) {
    throw new DomainError('MANDATE_EXISTS', { mandateId: mandate.mandateId });
  }
  const live = await readMandates(state, mandate.principal);
  const ended = live.filter((each) => hasEnded(each, today));
  for (const each of ended) moveToEnded(state, each);
  if (live.length - ended.length >= LIMITS.mandatesPerPartyMax) {
    throw new DomainError('LIMIT_EXCEEDED', { mandatesMax: LIMITS.mandatesPerPartyMax });
  }
  writeMandate(state, mandate);
}

/** Stages a change of a mandate; one that has been ended is put aside. */
export function writeMandate(state: WorldState, mandate: Mandate): void {
  if (mandate.endedOn === undefined) state.put(liveKey(mandate), mandateRecord.encode(mandate));
  else moveToEnded(state, mandate);
}

function moveToEnded(state: WorldState, mandate: Mandate): void {
  state.delete(liveKey(mandate));
  state.put(endedKey(mandate), mandateRecord.encode(mandate));
}

/** The officers of an entity, office by office. */
export async function readOfficers(state: WorldState, entity: PartyId): Promise<readonly Officer[]> {
  const entries = await state.range(officePrefix(entity), LIMITS.officersPerEntityMax);
  return entries.map(({ value }) => officerRecord.decode(value));
}

/** An officer, or undefined when the party does not hold the office. */
export async function findOfficer(state: WorldState, reference: OfficerReference): Promise<Officer | undefined> {
  const value = await state.get(officeKey(reference));
  return value === undefined ? undefined : officerRecord.decode(value);
}

/** Stages an officer. */
export function writeOfficer(state: WorldState, officer: Officer): void {
  state.put(officeKey(officer), officerRecord.encode(officer));
}

/** Stages the end of an office; what was is in the history of the key. */
export function deleteOfficer(state: WorldState, reference: OfficerReference): void {
  state.delete(officeKey(reference));
}
