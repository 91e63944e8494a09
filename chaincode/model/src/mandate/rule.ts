import type { BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { Isin } from '../identifiers/isin.js';
import type { OfficeName, PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import type { Money } from '../numbers/money.js';
import { requireDistinct } from '../serialisation/distinct.js';
import type { MandatedFunction } from './act.js';

/** A bound of one act: so many units, or so much nominal value. */
export type ActBound = { readonly units: bigint } | Money;

/** Who may sign: a party by its id, or whoever holds an office of the principal. */
export type Signatory =
  { readonly is: 'agent'; readonly party: PartyId } | { readonly is: 'holderOf'; readonly office: OfficeName };

/**
 * Who may act for a party, for what, how far and until when: a tree of constructors. It is data, so that it is stored,
 * shown and signed in one form; `isFulfilled` is its meaning.
 */
export type MandateRule =
  | Signatory
  | { readonly is: 'jointly'; readonly count: number; readonly signatories: readonly Signatory[] }
  | { readonly is: 'anyOf' | 'allOf'; readonly rules: readonly MandateRule[] }
  | { readonly is: 'upTo' | 'above'; readonly bound: ActBound; readonly rule: MandateRule }
  | { readonly is: 'forActs'; readonly functions: readonly MandatedFunction[]; readonly rule: MandateRule }
  | { readonly is: 'forSecurities'; readonly securities: readonly Isin[]; readonly rule: MandateRule }
  | { readonly is: 'until'; readonly date: BusinessDate; readonly rule: MandateRule };

/** One party, alone. */
export const agent = (party: PartyId): Signatory => ({ is: 'agent', party });

/** Anyone who holds an office of the principal on the day of the act, alone. */
export const holderOf = (office: OfficeName): Signatory => ({ is: 'holderOf', office });

/**
 * So many different parties together, each of whom is one of the signatories. A party that holds two of the offices, or
 * signs with two keys, counts once.
 *
 * @throws DomainError LIMIT_EXCEEDED; FIELD_INVALID when so many can never sign
 */
export function jointly(count: number, ...signatories: readonly Signatory[]): MandateRule {
  requireWidth(signatories);
  requireDistinct(signatories.map((each) => `${each.is}/${each.is === 'agent' ? each.party : each.office}`));
  const isOpen = signatories.some(({ is }) => is === 'holderOf');
  const most = isOpen ? LIMITS.signaturesPerStatementMax : signatories.length;
  if (!Number.isSafeInteger(count) || count < 2 || count > most) {
    throw new DomainError('FIELD_INVALID', { rule: `from 2 to ${most} signatories together` });
  }
  return { is: 'jointly', count, signatories };
}

/** Whom at least one of the rules lets act. @throws DomainError LIMIT_EXCEEDED, FIELD_INVALID */
export const anyOf = (...rules: readonly MandateRule[]): MandateRule => combined({ is: 'anyOf', rules }, rules);

/**
 * Those whom every rule lets act. One party may satisfy several rules; for different parties there is {@link jointly}.
 *
 * @throws DomainError LIMIT_EXCEEDED, FIELD_INVALID
 */
export const allOf = (...rules: readonly MandateRule[]): MandateRule => combined({ is: 'allOf', rules }, rules);

/** The rule for acts of at most the bound, the bound included. Each act is looked at alone; nothing is added up. */
export const upTo = (bound: ActBound, rule: MandateRule): MandateRule => combined({ is: 'upTo', bound, rule }, [rule]);

/** The rule for acts of more than the bound. */
export const above = (bound: ActBound, rule: MandateRule): MandateRule =>
  combined({ is: 'above', bound, rule }, [rule]);

/** The rule for these functions only. @throws DomainError DUPLICATE_IN_BATCH, LIMIT_EXCEEDED, FIELD_INVALID */
export function forActs(functions: readonly MandatedFunction[], rule: MandateRule): MandateRule {
  requireWidth(functions);
  requireDistinct(functions);
  return combined({ is: 'forActs', functions, rule }, [rule]);
}

/** The rule in these securities only. @throws DomainError DUPLICATE_IN_BATCH, LIMIT_EXCEEDED, FIELD_INVALID */
export function forSecurities(securities: readonly Isin[], rule: MandateRule): MandateRule {
  requireWidth(securities);
  requireDistinct(securities);
  return combined({ is: 'forSecurities', securities, rule }, [rule]);
}

/** The rule up to a business date, that date included. */
export const until = (date: BusinessDate, rule: MandateRule): MandateRule =>
  combined({ is: 'until', date, rule }, [rule]);

/** The rules directly within a rule. */
export function rulesWithin(rule: MandateRule): readonly MandateRule[] {
  switch (rule.is) {
    case 'agent':
    case 'holderOf':
      return [];
    case 'jointly':
      return rule.signatories;
    case 'anyOf':
    case 'allOf':
      return rule.rules;
    default:
      return [rule.rule];
  }
}

/** All parties that a rule names. Holders of offices are not named: they change. */
export const agentsOf = (rule: MandateRule): readonly PartyId[] =>
  rule.is === 'agent' ? [rule.party] : [...new Set(rulesWithin(rule).flatMap(agentsOf))];

const depthOf = (rule: MandateRule): number => 1 + Math.max(0, ...rulesWithin(rule).map(depthOf));

const sizeOf = (rule: MandateRule): number => rulesWithin(rule).reduce((size, each) => size + sizeOf(each), 1);

function combined(rule: MandateRule, within: readonly MandateRule[]): MandateRule {
  requireWidth(within);
  const { mandateRuleDepthMax: depthMax, mandateRuleSizeMax: sizeMax } = LIMITS;
  if (depthOf(rule) > depthMax || sizeOf(rule) > sizeMax)
    throw new DomainError('LIMIT_EXCEEDED', { depthMax, sizeMax });
  return rule;
}

function requireWidth(items: readonly unknown[]): void {
  if (items.length === 0) throw new DomainError('FIELD_INVALID', { rule: 'at least one' });
  if (items.length > LIMITS.mandateRuleWidthMax) {
    throw new DomainError('LIMIT_EXCEEDED', { itemsMax: LIMITS.mandateRuleWidthMax });
  }
}
