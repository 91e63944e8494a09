import {
  channelCharterRecord,
  DomainError,
  LIMITS,
  lawfulOverrideRecord,
  participantRecord,
  Participants,
  type ChannelCharter,
  type LawfulOverride,
  type MspId,
  type Participant,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const PARTICIPANTS = 'participant/';
const LAWFUL_OVERRIDE = 'role/lawfulOverride';
const CHARTER = 'role/charter';

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
