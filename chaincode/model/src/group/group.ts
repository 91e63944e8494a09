import { DomainError } from '../errors/domain-error.js';
import { groupId, mspId, partyId, type GroupId, type MspId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { compareDecimals, decimalText, parseDecimal, rescale } from '../numbers/decimal.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/**
 * Parties that count as one for some rules: `affiliates` under one control, or the `beneficialOwners` of an entity
 * (FATF recommendation 24; directive (EU) 2015/849, article 3(6)).
 */
export const GROUP_KINDS = ['affiliates', 'beneficialOwners'] as const;

/** A kind of group. */
export type GroupKind = (typeof GROUP_KINDS)[number];

/** A member as an organisation states one. */
export interface StatedMember {
  readonly party: PartyId;
  /** Part of the entity that a beneficial owner owns, in per cent (decimal string). */
  readonly sharePercent?: string;
}

/** A member with the organisation that stated it: the custodian of that party. */
export interface GroupMember extends StatedMember {
  readonly statedBy: MspId;
}

/** A group of the channel. Each organisation states which of its own parties belong to it, and nobody states others'. */
export interface PartyGroup {
  readonly groupId: GroupId;
  readonly kind: GroupKind;
  /** Whose beneficial owners the members are; absent for affiliates. */
  readonly entity?: PartyId;
  readonly members: readonly GroupMember[];
}

/** The body of `group:declare`: all members of the group that are parties of the caller, in place of earlier ones. */
export interface GroupDeclaration extends Omit<PartyGroup, 'members'> {
  readonly members: readonly StatedMember[];
}

const memberFields = { party: partyId, sharePercent: optional(decimalText('0', '100')) } as const;
const groupFields = { groupId, kind: word(...GROUP_KINDS), entity: optional(partyId) } as const;
const size = { min: 0, max: LIMITS.groupMembersMax };

/** Reader of a declaration. Shares and entity belong to beneficial owners alone. Error: DUPLICATE_IN_BATCH. */
export const groupDeclaration: Reader<GroupDeclaration> = (value, path) => {
  const read = record({ ...groupFields, members: list(record(memberFields), size) })(value, path);
  requireDistinct(read.members.map(({ party }) => party));
  const isOwned = read.kind === 'beneficialOwners';
  if (isOwned !== (read.entity !== undefined)) refuseField(`${path}/entity`, 'present for beneficial owners alone');
  const isStated = read.members.every(({ sharePercent }) => (sharePercent !== undefined) === isOwned);
  if (!isStated) refuseField(`${path}/members`, 'with a share for beneficial owners alone');
  return read;
};

/** How a group is stored. */
export const groupRecord = storedRecord<PartyGroup>(
  'group',
  record({ ...groupFields, members: list(record({ ...memberFields, statedBy: mspId }), size) }),
);

/**
 * The group after an organisation has stated its members of it.
 *
 * @throws DomainError GROUP_DIFFERS, LIMIT_EXCEEDED, GROUP_SHARES_EXCEEDED
 */
export function stateMembers(before: PartyGroup | undefined, stated: GroupDeclaration, statedBy: MspId): PartyGroup {
  const { groupId: id, kind, entity } = stated;
  if (before !== undefined && (before.kind !== kind || before.entity !== entity)) {
    throw new DomainError('GROUP_DIFFERS', { groupId: id });
  }
  const others = (before?.members ?? []).filter((member) => member.statedBy !== statedBy);
  const members = [...others, ...stated.members.map((member) => ({ ...member, statedBy }))];
  if (members.length > LIMITS.groupMembersMax) {
    throw new DomainError('LIMIT_EXCEEDED', { membersMax: LIMITS.groupMembersMax });
  }
  requireWhole(members);
  return { groupId: id, kind, ...(entity === undefined ? {} : { entity }), members };
}

function requireWhole(members: readonly GroupMember[]): void {
  const scale = LIMITS.decimalScaleMax;
  const shares = members.map(({ sharePercent = '0' }) => rescale(parseDecimal(sharePercent), scale, 'exact'));
  const coefficient = shares.reduce((sum, share) => sum + share.coefficient, 0n);
  if (compareDecimals({ coefficient, scale }, parseDecimal('100')) > 0) throw new DomainError('GROUP_SHARES_EXCEEDED');
}
