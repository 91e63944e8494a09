import { role } from '../authority/participant.js';
import { period } from '../dates/period.js';
import { LIMITS } from '../limits.js';
import { list, optional, record, text, word } from '../serialisation/reader.js';

/** What there is to see of a transfer and of those who make it. */
export const SEEN_THINGS = ['parties', 'units', 'price', 'consideration', 'identity', 'address', 'verdict'] as const;

const things = list(word(...SEEN_THINGS), { min: 1, max: SEEN_THINGS.length });
const clauses = { min: 1, max: LIMITS.clausesPerAgreementMax } as const;
const purpose = text(LIMITS.nameCharactersMax);

/**
 * Who sees what of the transfers of a security, for which purpose and for how long; what is not named, nobody sees but the
 * parties themselves. Who may have something opened, and whose agreement it takes.
 */
export const privacyFields = {
  sees: list(record({ who: role, what: things, purpose, within: optional(period) }), clauses),
  opens: optional(list(record({ who: role, what: things, purpose, agreedBy: role }), clauses)),
  /** How long private records are kept after the last that was done with them; absent: as the law has it. */
  keptFor: optional(period),
} as const;
