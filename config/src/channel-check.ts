import type { Channel } from './channel.js';
import type { ConfigProblem } from './config-error.js';
import type { ChannelFile, Entries, Entry, PolicyFile } from './entries.js';
import type { Organization, Role } from './organization.js';
import { suggest } from './suggestion.js';

/** Without these a channel cannot register units (registrar) or move its business date (both sign it). */
const NEEDED: readonly Role[] = ['registrar', 'calendarAuthority'];

type Reference = 'policies' | 'lawfulOverride';

const REFERENCES: readonly (readonly [Reference, PolicyFile['kind']])[] = [
  ['policies', 'channel'],
  ['lawfulOverride', 'lawful-override'],
];

const policy = <K extends PolicyFile['kind']>(
  entries: Entries,
  id: string,
  kind: K,
): Extract<PolicyFile, { kind: K }> | undefined =>
  entries.policies
    .map(({ value }) => value)
    .find((each): each is Extract<PolicyFile, { kind: K }> => each.id === id && each.kind === kind);

function checkReferences(entries: Entries, { file, value }: Entry<ChannelFile>): ConfigProblem[] {
  const known = entries.names('organization', 'mspId');
  const members = value.members.flatMap((member, index) =>
    known.includes(member)
      ? []
      : [file.problem(['members', index], `no organisation has the mspId ${member}`, suggest(member, known))],
  );
  const policies = REFERENCES.flatMap(([field, kind]) => {
    const id = value[field];
    const ids = entries.policies.filter((each) => each.value.kind === kind).map((each) => each.value.id);
    const broken = entries.names('policy', 'id').includes(id) && !entries.policies.some((each) => each.value.id === id);
    return ids.includes(id) || broken
      ? []
      : [file.problem([field], `no policy of kind ${kind} has the id ${id}`, suggest(id, ids))];
  });
  return [...members, ...policies];
}

/** Whether the members can do what the channel is for; only when all their files are sound. */
function checkRoles(entries: Entries, { file, value }: Entry<ChannelFile>): ConfigProblem[] {
  const members = entries.organizations.map((each) => each.value).filter(({ mspId }) => value.members.includes(mspId));
  if (members.length < value.members.length) return [];
  const holding = (role: Role): readonly Organization[] => members.filter(({ roles }) => roles.includes(role));
  const problems = NEEDED.filter((role) => holding(role).length === 0).map((role) =>
    file.problem(
      ['members'],
      `no member of channel ${value.name} has the role ${role}`,
      'add a member that has it',
      true,
    ),
  );
  const override = policy(entries, value.lawfulOverride, 'lawful-override');
  if (override === undefined) return problems;
  if (holding(override.authority).length === 0) {
    const message = `no member of channel ${value.name} has the role ${override.authority}, the authority of ${override.id}`;
    problems.push(file.problem(['lawfulOverride'], message, 'choose another override or add such a member'));
  }
  const others = members.length - 1;
  if (override.witnesses > others) {
    const message = `${override.id} asks for ${override.witnesses} witnesses, but channel ${value.name} has ${others} members beside the authority`;
    problems.push(file.problem(['lawfulOverride'], message, `at most ${others}`));
  }
  return problems;
}

/** Checks each channel against organisations and policies. */
export function checkChannels(entries: Entries): ConfigProblem[] {
  return entries.channels.flatMap((channel) => [...checkReferences(entries, channel), ...checkRoles(entries, channel)]);
}

/** Puts a channel's policies in place of their names. Call after the checks: an unknown name throws. */
export function resolveChannel(entries: Entries, file: ChannelFile): Channel {
  const rules = policy(entries, file.policies, 'channel');
  const override = policy(entries, file.lawfulOverride, 'lawful-override');
  if (rules === undefined || override === undefined) throw new Error(`channel ${file.name} has unresolved policies`);
  const { readers, writers, admins, endorsement, lifecycleEndorsement } = rules;
  return {
    name: file.name,
    members: file.members,
    batch: file.batch,
    policies: { readers, writers, admins, endorsement, lifecycleEndorsement },
    lawfulOverride: { authority: override.authority, witnesses: override.witnesses },
  };
}
