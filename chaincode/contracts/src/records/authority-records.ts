import {
  channelCharterRecord,
  DomainError,
  LIMITS,
  lawfulOverrideRecord,
  overrideSealRecord,
  participantRecord,
  Participants,
  sealedRecord,
  type ChannelCharter,
  type LawfulOverride,
  type OverrideSeal,
  type TransactionId,
  type MspId,
  type Participant,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const PARTICIPANTS = 'participant/';
const LAWFUL_OVERRIDE = 'role/lawfulOverride';
/** The key of the channel's charter. */
export const CHARTER = 'role/charter';
const OVERRIDE_SEAL = 'role/overrideSeal';

/** All participants of the channel, in the order of their MSP ids. */
export async function readParticipants(state: WorldState): Promise<Participants> {
  const entries = await state.range(PARTICIPANTS, LIMITS.participantsMax);
  return new Participants(entries.map((entry) => participantRecord.decode(entry.value)));
}

/** The participant record of an organisation, or undefined when it has none. */
export async function findParticipant(state: WorldState, mspId: MspId): Promise<Participant | undefined> {
  const value = await state.get(`${PARTICIPANTS}${mspId}`);
  return value === undefined ? undefined : participantRecord.decode(value);
}

/** Stages a participant. @param policy - set at the founding; absent: as it is */
export function writeParticipant(state: WorldState, participant: Participant, policy?: Uint8Array): void {
  state.put(`${PARTICIPANTS}${participant.mspId}`, participantRecord.encode(participant), policy);
}

/** The lawful override of the channel, or undefined before the founding. */
export async function findLawfulOverride(state: WorldState): Promise<LawfulOverride | undefined> {
  const value = await state.get(LAWFUL_OVERRIDE);
  return value === undefined ? undefined : lawfulOverrideRecord.decode(value);
}

/** Stages the lawful override. */
export function writeLawfulOverride(state: WorldState, override: LawfulOverride, policy: Uint8Array): void {
  state.put(LAWFUL_OVERRIDE, lawfulOverrideRecord.encode(override), policy);
}

/**
 * Stages the seal of lawful override.
 *
 * @param by - the transaction
 * @param policies - of the record that names the seal, and of the seal
 */
export function writeSeal(
  state: WorldState,
  seal: OverrideSeal,
  by: TransactionId,
  policies: { readonly policy: Uint8Array; readonly sealed: Uint8Array },
): void {
  state.put(OVERRIDE_SEAL, overrideSealRecord.encode(seal), policies.policy);
  state.put(seal.key, sealedRecord.encode({ by }), policies.sealed);
}

/**
 * Puts a transaction under the seal: it takes the signatures of administrators to be valid. The seal is not read, so that
 * one override does not invalidate another.
 *
 * @throws DomainError STATED_DATE_UNSEALED on a channel that was founded without one
 */
export async function sealTransaction(state: WorldState, by: TransactionId): Promise<void> {
  const named = await state.get(OVERRIDE_SEAL);
  if (named === undefined) throw new DomainError('STATED_DATE_UNSEALED');
  state.put(overrideSealRecord.decode(named).key, sealedRecord.encode({ by }));
}

/** The charter of the channel. @throws DomainError NOT_BOOTSTRAPPED */
export async function readCharter(state: WorldState): Promise<ChannelCharter> {
  const value = await state.get(CHARTER);
  if (value === undefined) throw new DomainError('NOT_BOOTSTRAPPED');
  return channelCharterRecord.decode(value);
}

/** Stages the charter. */
export function writeCharter(state: WorldState, charter: ChannelCharter, policy: Uint8Array): void {
  state.put(CHARTER, channelCharterRecord.encode(charter), policy);
}
