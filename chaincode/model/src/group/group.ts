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

/** A member of a group, as the organisation that declared the group names one. */
export interface GroupMember extends StatedMember {
  /** Custodian of the party, which has stated that it belongs to the group; absent: it has not, and nothing counts. */
  readonly statedBy?: MspId;
}

/**
 * A group of the channel. It takes two for a member: the organisation that declared the group names it, and the custodian
 * of the party states it. So no stranger adds to a group, or fills it up, and nobody is counted in by a stranger.
 */
export interface PartyGroup {
  readonly groupId: GroupId;
  /** The first to declare the id: it alone says who may be a member. */
  readonly declaredBy: MspId;
  readonly kind: GroupKind;
  /** Whose beneficial owners the members are; absent for affiliates. */
  readonly entity?: PartyId;
  readonly members: readonly GroupMember[];
}

/**
 * The body of `group:declare`. Of the organisation that declares the group: all its members. Of another: those of its own
 * parties among them that do belong to the group. Each is in place of what it stated before.
 */
export interface GroupDeclaration extends Omit<PartyGroup, 'members' | 'declaredBy'> {
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
  record({
    ...groupFields,
    declaredBy: mspId,
    members: list(record({ ...memberFields, statedBy: optional(mspId) }), size),
  }),
);

/** Who states something of a group. */
export interface Stating {
  readonly mspId: MspId;
  /** Those of the stated members that it has on-boarded. */
  readonly own: ReadonlySet<PartyId>;
}

/** Members whose custodian has stated them: those that count. */
export const countedMembers = ({ members }: PartyGroup): readonly GroupMember[] =>
  members.filter(({ statedBy }) => statedBy !== undefined);

/**
 * The group after an organisation has stated its members.
 *
 * @throws DomainError GROUP_DIFFERS, GROUP_MEMBER_UNKNOWN, GROUP_SHARES_EXCEEDED
 */
export function stateMembers(before: PartyGroup | undefined, stated: GroupDeclaration, by: Stating): PartyGroup {
  const { groupId: id, kind, entity } = stated;
  if (before === undefined) return { ...stated, declaredBy: by.mspId, members: named([], stated, by) };
  if (before.kind !== kind || before.entity !== entity) throw new DomainError('GROUP_DIFFERS', { groupId: id });
  const members = before.declaredBy === by.mspId ? named(before.members, stated, by) : joined(before, stated, by);
  return { ...before, members };
}

/** All members as the group's own organisation names them; another custodian's word holds for what it was given on. */
function named(before: readonly GroupMember[], { members }: GroupDeclaration, by: Stating): readonly GroupMember[] {
  requireWhole(members);
  return members.map((member) => {
    if (by.own.has(member.party)) return { ...member, statedBy: by.mspId };
    return before.find((each) => isSame(each, member)) ?? member;
  });
}

/** The members as they were, with those that a custodian states now, and without its word for those that it does not. */
function joined({ groupId: id, members }: PartyGroup, stated: GroupDeclaration, by: Stating): readonly GroupMember[] {
  const stranger = stated.members.find((member) => !members.some((each) => isSame(each, member)));
  if (stranger !== undefined) throw new DomainError('GROUP_MEMBER_UNKNOWN', { groupId: id, party: stranger.party });
  return members.map((each) => {
    if (stated.members.some(({ party }) => party === each.party)) return { ...each, statedBy: by.mspId };
    const { statedBy, ...unstated } = each;
    return statedBy === by.mspId ? unstated : each;
  });
}

const isSame = (one: StatedMember, other: StatedMember): boolean =>
  one.party === other.party && one.sharePercent === other.sharePercent;

function requireWhole(members: readonly StatedMember[]): void {
  const scale = LIMITS.decimalScaleMax;
  const shares = members.map(({ sharePercent = '0' }) => rescale(parseDecimal(sharePercent), scale, 'exact'));
  const coefficient = shares.reduce((sum, share) => sum + share.coefficient, 0n);
  if (compareDecimals({ coefficient, scale }, parseDecimal('100')) > 0) throw new DomainError('GROUP_SHARES_EXCEEDED');
}
