import type { ConfigProblem } from './config-error.js';
import type { Entries } from './entries.js';
import type { Listing } from './listing.js';
import type { Role } from './organization.js';
import { suggest } from './suggestion.js';
import type { YamlFile } from './yaml-file.js';

/** A listing with its place in the file. */
interface Placed {
  readonly file: YamlFile;
  readonly value: Listing;
  readonly index: number;
}

type Field = keyof Listing;

const at = ({ file, index }: Placed, field: Field, message: string, hint: string): ConfigProblem =>
  file.problem(['listings', index, field], message, hint);

/** What a listing names in other files. */
function checkNames(entries: Entries, placed: Placed): ConfigProblem[] {
  const { text, channel, calendar } = placed.value;
  const [channels, calendars] = [entries.names('channel', 'name'), entries.names('calendar', 'id')];
  const problems: ConfigProblem[] = [];
  if (!entries.texts.includes(text)) {
    problems.push(at(placed, 'text', `there is no text securities/${text}.scrip`, suggest(text, entries.texts)));
  }
  if (!channels.includes(channel)) {
    problems.push(at(placed, 'channel', `no channel is named ${channel}`, suggest(channel, channels)));
  }
  if (!calendars.includes(calendar)) {
    problems.push(at(placed, 'calendar', `no calendar has the id ${calendar}`, suggest(calendar, calendars)));
  }
  return problems;
}

/** Whether a member that a listing names may be what it names it for. @param role - absent: any member may */
function checkMember(
  entries: Entries,
  placed: Placed,
  field: 'issuer' | 'registrar' | 'screener',
  role?: Role,
): ConfigProblem[] {
  const mspId = placed.value[field];
  if (mspId === undefined) return [];
  const known = entries.names('organization', 'mspId');
  if (!known.includes(mspId)) {
    return [at(placed, field, `no organisation has the mspId ${mspId}`, suggest(mspId, known))];
  }
  const roles = entries.organizations.find(({ value }) => value.mspId === mspId)?.value.roles;
  if (role !== undefined && roles !== undefined && !roles.includes(role)) {
    return [at(placed, field, `${mspId} has not the role ${role}`, `its roles: ${roles.join(', ')}`)];
  }
  const channel = entries.channels.find(({ value }) => value.name === placed.value.channel)?.value;
  if (channel === undefined || channel.members.includes(mspId)) return [];
  const hint = `its members: ${channel.members.join(', ')}`;
  return [at(placed, field, `${mspId} is not a member of channel ${channel.name}`, hint)];
}

/** A channel lists a text once. */
function checkTwice(placed: Placed, before: readonly Listing[]): ConfigProblem[] {
  const { text, channel } = placed.value;
  const isAgain = before.some((each) => each.text === text && each.channel === channel);
  return isAgain ? [at(placed, 'text', `channel ${channel} lists ${text} already`, 'leave one of the two')] : [];
}

/** Checks each listing against texts, channels, calendars and members. */
export function checkListings(entries: Entries): ConfigProblem[] {
  return entries.listings.flatMap(({ file, value: { listings } }) =>
    listings.flatMap((value, index) => {
      const placed = { file, value, index };
      return [
        ...checkNames(entries, placed),
        ...checkMember(entries, placed, 'issuer', 'issuer'),
        ...checkMember(entries, placed, 'registrar', 'registrar'),
        ...checkMember(entries, placed, 'screener'),
        ...checkTwice(placed, listings.slice(0, index)),
      ];
    }),
  );
}
