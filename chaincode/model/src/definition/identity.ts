import { claimType } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { mandateRule } from '../mandate/rule-reader.js';
import { count, list, optional, record } from '../serialisation/reader.js';

/**
 * What a party shows of itself, and who acts for it: claims with how often they are renewed, and a rule of mandates that
 * is judged at every act (ADR 13).
 */
export const identityFields = {
  shows: optional(
    list(record({ type: claimType, everyMonths: optional(count({ min: 1, max: LIMITS.evidenceMonthsMax })) }), {
      min: 1,
      max: LIMITS.claimTypesPerRuleMax,
    }),
  ),
  actsBy: mandateRule,
} as const;
