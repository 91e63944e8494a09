import { DomainError } from '../errors/domain-error.js';
import { lei, type Lei } from '../identifiers/lei.js';
import { mspId, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { list, optional, record, text, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { declaredNodes, type DeclaredNodes } from './declared-nodes.js';
import { mayCommand, standing, type Standing } from './standing.js';

/** What an organisation may be on a channel. Roles are held by organisations, never by certificates. */
export const ROLES = [
  'issuer',
  'payingAgent',
  'registrar',
  'custodian',
  'broker',
  'regulator',
  'calendarAuthority',
] as const;

/** A role of a participant. */
export type Role = (typeof ROLES)[number];

/** A member of the channel that acts through its MSP: the record that binds role, MSP and legal entity. */
export interface Participant {
  readonly mspId: MspId;
  readonly lei: Lei;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Absent: good, since the founding. */
  readonly standing?: Standing;
  /** Absent: not declared yet. */
  readonly nodes?: DeclaredNodes;
}

/** Reader of a role. */
export const role: Reader<Role> = word(...ROLES);

const foundingFields = {
  mspId,
  lei,
  name: text(LIMITS.nameCharactersMax),
  roles: list(role, { min: 1, max: LIMITS.rolesPerParticipantMax }),
} as const;

/** Reader of a participant as the founding names it: each declares its nodes itself. */
export const foundingParticipant: Reader<Participant> = record(foundingFields);

/** How a participant is stored. */
export const participantRecord = storedRecord<Participant>(
  'participant',
  record({ ...foundingFields, standing: optional(standing), nodes: optional(declaredNodes) }),
);

/** The participants of a channel, asked by role. */
export class Participants {
  /** @param all - in the order of their MSP ids, so that every endorser sees the same order */
  constructor(readonly all: readonly Participant[]) {}

  /** MSP ids of all members of the channel. */
  get members(): readonly MspId[] {
    return this.all.map((member) => member.mspId);
  }

  /** Those who may give commands now. */
  get acting(): Participants {
    return new Participants(this.all.filter((member) => mayCommand(member.standing)));
  }

  /** MSP ids of the holders of a role. */
  withRole(wanted: Role): readonly MspId[] {
    return this.all.filter((member) => member.roles.includes(wanted)).map((member) => member.mspId);
  }

  /** @throws DomainError PARTICIPANT_UNKNOWN */
  require(id: MspId): Participant {
    const found = this.all.find((member) => member.mspId === id);
    if (found === undefined) throw new DomainError('PARTICIPANT_UNKNOWN', { mspId: id });
    return found;
  }
}
