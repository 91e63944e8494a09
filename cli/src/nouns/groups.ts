import type { NewGroup } from '@scrip/gateway-api';
import { GROUP_KINDS, groupId, partyId } from '@scrip/model';
import { anyText, argument, by, choice, option, several } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, stated } from '../input/body.js';
import { asOfLine, done, showList } from '../output/shows.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { facts, table } from '../output/table.js';
import { ISIN } from './securities.js';

const GROUP = argument('group', 'id of the group', by(groupId));

const groupOptions = {
  kind: choice('--kind <kind>', 'kind of group', GROUP_KINDS),
  entity: option('--entity <party>', 'the entity that it is about', by(partyId)),
  members: several('--member <party[=percent]>', 'a member, with its share', (text) => {
    const [party = '', sharePercent] = text.split('=');
    return stated({ party: by(partyId)(party), sharePercent });
  }),
  body: option(
    '--body <file>',
    'members and kind as JSON, - for standard input; in place of the options above',
    anyText,
  ),
};

const declare = verb({
  name: 'declare',
  kind: 'command',
  summary:
    'State the members of a group of this organisation, or its own parties in the group of another; in place of earlier ones',
  example: 'example-affiliates --kind affiliates --member PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { group: GROUP },
  options: groupOptions,
  run: async (call, given) => {
    const body = await bodyOf<Omit<NewGroup, 'groupId'>, typeof given, 'kind'>(
      ...([call, given, groupOptions, ['kind']] as const),
      ({ kind, entity, members }) => stated({ kind, entity, members: [...members] }),
    );
    const reply = await call.client.mandates.declareGroup({ ...body, groupId: given.group }, call.command);
    return done(reply, `Group ${reply.groupId} has ${reply.members} members.`);
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the groups of the channel',
  example: '--all',
  args: {},
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.mandates.groups(options)),
      [
        { heading: 'group', cell: (row) => row.groupId },
        { heading: 'kind', cell: ({ kind }) => kind },
        { heading: 'entity', cell: ({ entity }) => entity },
        { heading: 'declared by', cell: ({ declaredBy }) => declaredBy },
        { heading: 'members', cell: ({ members }) => members.length, isNumber: true },
      ],
      'The channel has no groups.',
    ),
});

const showGroup = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show the members of a group',
  example: 'example-affiliates',
  args: { group: GROUP },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.mandates.group(given.group, call.channel);
    const { kind, entity, declaredBy, members } = reply.group;
    const rows = table(
      [
        { heading: 'party', cell: ({ party }) => party },
        {
          heading: 'share',
          cell: ({ sharePercent }) => (sharePercent === undefined ? undefined : `${sharePercent} %`),
          isNumber: true,
        },
        { heading: 'stated by', cell: ({ statedBy }) => statedBy ?? 'nobody: it does not count yet' },
      ],
      members,
    );
    const head = facts([
      ['group', given.group],
      ['kind', kind],
      ['entity', entity],
      ['declared by', declaredBy],
    ]);
    return { reply, lines: [...head, '', ...rows, '', asOfLine(reply.asOf)] };
  },
});

const holding = verb({
  name: 'holding',
  kind: 'read',
  summary: 'Show what a group holds of a security together',
  example: 'example-affiliates DE0007236101',
  args: { group: GROUP, isin: ISIN },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.mandates.groupHolding(given.group, given.isin, call.channel);
    const rows = table(
      [
        { heading: 'holder', cell: ({ holderId }) => holderId },
        { heading: 'units', cell: ({ units: held }) => held, isNumber: true },
      ],
      reply.members,
    );
    const sum = `${reply.groupId} holds ${reply.units} units of ${reply.isin}.`;
    return { reply, lines: [sum, '', ...rows, '', asOfLine(reply.asOf)] };
  },
});

/** Parties that count together. */
export const GROUPS: Noun = {
  name: 'groups',
  summary: 'Parties that count together',
  verbs: [declare, list, showGroup, holding],
};
