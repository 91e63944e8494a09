import type { NewStandingVote, StandingVoteList } from '@scrip/gateway-api';
import { businessDate, units } from '@scrip/model';
import { by, option, required, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { done, proposed, showList } from '../output/shows.js';
import { ISIN } from './securities.js';
import { VOTING_ROLES } from './transfer-title.js';

const ROLE = requiredChoice('--role <role>', 'place from which it is voted', VOTING_ROLES);

const give = verb({
  name: 'give',
  kind: 'proposal',
  summary: 'Propose that the own organisation lets the transfers of a security pass from its place, without looking',
  example: 'DE0007236101 --role registrar --until 2027-06-30 --units-max 10000',
  args: { isin: ISIN },
  options: {
    role: ROLE,
    until: required('--until <date>', 'last business date on which it counts', by(businessDate)),
    from: option('--from <date>', 'first such date (else today)', by(businessDate)),
    unitsMax: option('--units-max <n>', 'most units of a transfer (else any)', by(units)),
  },
  run: async (call, { isin, role, until: validUntil, from, unitsMax }) => {
    const validFrom = from ?? (await call.businessDate());
    const body: NewStandingVote = stated({ role, unitsMax, validFrom, validUntil });
    const voter = await call.ownMspId();
    const signed = await call.signed('ownership:giveStandingVote', { ...body, isin, voter });
    return proposed(await call.client.title.giveStandingVote(isin, body, signed));
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the standing votes on transfers of a security',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) =>
    showList(
      await call.client.title.standingVotes(isin, call.channel),
      [
        { heading: 'place', cell: (row: StandingVoteList['items'][number]) => row.role },
        { heading: 'voter', cell: ({ voter }) => voter },
        { heading: 'units at most', cell: ({ unitsMax }) => unitsMax, isNumber: true },
        { heading: 'from', cell: ({ validFrom }) => validFrom },
        { heading: 'until', cell: ({ validUntil }) => validUntil },
      ],
      'Nobody has given a standing vote.',
    ),
});

const end = verb({
  name: 'end',
  kind: 'command',
  summary: 'End a standing vote of the own organisation at once',
  example: 'DE0007236101 --role registrar',
  args: { isin: ISIN },
  options: { role: ROLE },
  run: async (call, { isin, role }) => {
    const reply = await call.client.title.endStandingVote(isin, role, call.command);
    return done(reply, `The standing vote of ${role} on ${isin} has ended.`);
  },
});

/** Votes that let all transfers of a security pass. */
export const STANDING_VOTES: Noun = {
  name: 'standing-votes',
  summary: 'Votes that let transfers of a security pass without a look at each',
  verbs: [give, list, end],
};
