import { isBefore, type BusinessDate } from '../dates/business-date.js';
import type { OfficeName, PartyId } from '../identifiers/names.js';
import { compareDecimals, parseDecimal } from '../numbers/decimal.js';
import type { Act } from './act.js';
import type { ActBound, MandateRule, Signatory } from './rule.js';

/** What a rule is judged on. */
export interface RuleFacts {
  readonly act: Act;
  /** Parties that have signed and can act, each once, however many keys they used. */
  readonly signers: ReadonlySet<PartyId>;
  readonly today: BusinessDate;
  /** Whether a party holds an office of the principal today. */
  readonly holds: (party: PartyId, office: OfficeName) => boolean;
}

/** Whether a rule lets those who have signed do the act. Nobody who signs besides can make it worse. */
export function isFulfilled(rule: MandateRule, facts: RuleFacts): boolean {
  switch (rule.is) {
    case 'agent':
    case 'holderOf':
      return signatoriesAmong([rule], facts) >= 1;
    case 'jointly':
      return signatoriesAmong(rule.signatories, facts) >= rule.count;
    case 'anyOf':
      return rule.rules.some((each) => isFulfilled(each, facts));
    case 'allOf':
      return rule.rules.every((each) => isFulfilled(each, facts));
    default:
      return isWithin(rule, facts) && isFulfilled(rule.rule, facts);
  }
}

/** Whether an act is one that a rule is limited to. */
function isWithin(limit: Extract<MandateRule, { readonly rule: MandateRule }>, { act, today }: RuleFacts): boolean {
  switch (limit.is) {
    case 'upTo':
      return (comparedWith(limit.bound, act) ?? 1) <= 0;
    case 'above':
      return (comparedWith(limit.bound, act) ?? 0) > 0;
    case 'forActs':
      return limit.functions.includes(act.function);
    case 'forSecurities':
      return limit.securities.includes(act.isin);
    case 'until':
      return !isBefore(limit.date, today);
  }
}

/** How many different parties among the signers are one of the signatories. */
function signatoriesAmong(signatories: readonly Signatory[], { signers, holds }: RuleFacts): number {
  const isOneOfThem = (signer: PartyId): boolean =>
    signatories.some((each) => (each.is === 'agent' ? each.party === signer : holds(signer, each.office)));
  return [...signers].filter(isOneOfThem).length;
}

/**
 * Negative, zero or positive as an act is less than, equal to or more than a bound; undefined when that cannot be
 * said, because the units stand for no money or for another currency: then a bound allows nothing.
 */
function comparedWith(bound: ActBound, { units, nominal }: Act): number | undefined {
  if ('units' in bound) return units < bound.units ? -1 : Number(units > bound.units);
  if (nominal?.currency !== bound.currency) return undefined;
  return compareDecimals(nominal.amount, parseDecimal(bound.amount));
}
