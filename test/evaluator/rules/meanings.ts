import { AMOUNT_RULES } from './amounts.js';
import { CLAIM_RULES } from './claims.js';
import { CONSENT_RULES } from './consent.js';
import { HOLDER_RULES } from './holders.js';
import { HOLDING_RULES } from './holdings.js';
import { LOT_RULES } from './lots.js';
import { NOMINEE_RULES } from './nominees.js';
import { PARTY_RULES } from './parties.js';
import type { RuleMeaning } from './rule.js';
import { TIME_RULES } from './time.js';

/** What every sentence of the reference says that is a rule. */
export const RULE_MEANINGS: readonly RuleMeaning[] = [
  ...CLAIM_RULES,
  ...PARTY_RULES,
  ...TIME_RULES,
  ...LOT_RULES,
  ...HOLDER_RULES,
  ...NOMINEE_RULES,
  ...HOLDING_RULES,
  ...AMOUNT_RULES,
  ...CONSENT_RULES,
];
