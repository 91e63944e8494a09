import { metIf, type RuleMeaning } from './rule.js';

const ROLES: Readonly<Record<string, string>> = {
  'paying agent': 'payingAgent',
  'calendar authority': 'calendarAuthority',
};

/** Rules on consent, and on where a transfer was agreed. */
export const CONSENT_RULES: readonly RuleMeaning[] = [
  {
    name: 'approvedBy@1',
    sentence: '{role} has approved',
    judge: (said, { ask }) => {
      const role = said.words('role');
      return metIf(ask({ need: 'approvals' }).includes(ROLES[role] ?? role), 'CONSENT_MISSING');
    },
  },
  {
    name: 'agreedOn@1',
    sentence: 'agreed on {venues}',
    judge: (said, { movement: { venue } }) =>
      metIf(venue !== undefined && said.list('venues').includes(venue), 'VENUE_NOT_ALLOWED'),
  },
  {
    name: 'agreedBilaterally@1',
    sentence: 'agreed between the parties alone',
    judge: (_, { movement: { venue } }) => metIf(venue === undefined, 'VENUE_NOT_ALLOWED'),
  },
];
