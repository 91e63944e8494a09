import { role } from '../../authority/participant.js';
import { mic } from '../../identifiers/mic.js';
import { LIMITS } from '../../limits.js';
import { list } from '../../serialisation/reader.js';
import { MOVING_EVENTS } from '../facts.js';
import { metIf, ruleKind } from '../rule-kind.js';

/** An organisation with a role has approved this very movement: consent of the issuer, of the registrar, … */
export const approvedBy = ruleKind({
  is: 'approvedBy@1',
  events: MOVING_EVENTS,
  parameters: { role },
  needs: () => [{ need: 'approvals' }],
  judge: (rule, facts) => metIf(facts.of({ need: 'approvals' }).includes(rule.role), 'CONSENT_MISSING'),
  says: (rule) => `the ${rule.role} has approved the movement`,
});

const venues = list(mic, { min: 1, max: LIMITS.valuesPerRuleMax });

/** The transfer was agreed on one of the venues. */
export const agreedOn = ruleKind({
  is: 'agreedOn@1',
  events: ['transfer'],
  parameters: { venues },
  needs: () => [],
  judge: (rule, { movement: { venue } }) =>
    metIf(venue !== undefined && rule.venues.includes(venue), 'VENUE_NOT_ALLOWED'),
  says: (rule) => `the transfer was agreed on ${rule.venues.join(' or ')}`,
});

/** The transfer was agreed between the parties alone, and on no venue. */
export const agreedBilaterally = ruleKind({
  is: 'agreedBilaterally@1',
  events: ['transfer'],
  parameters: {},
  needs: () => [],
  judge: (_, { movement: { venue } }) => metIf(venue === undefined, 'VENUE_NOT_ALLOWED'),
  says: () => 'the parties agreed the transfer between themselves',
});
