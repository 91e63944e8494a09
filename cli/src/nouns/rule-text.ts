import type { SignedMandate } from '@scrip/gateway-api';

type Rule = SignedMandate['act']['rule'];

const signatory = (rule: { readonly is: string } & Partial<Record<'party' | 'office', string>>): string =>
  rule.is === 'agent' ? (rule.party ?? '') : `the ${rule.office ?? ''}`;

const boundText = (bound: { units: string } | { amount: string; currency: string }): string =>
  'units' in bound ? `${bound.units} units` : `${bound.amount} ${bound.currency}`;

/** A mandate's rule in words. */
export function ruleText(rule: Rule): string {
  const within = (inner: unknown): string => ruleText(inner as Rule);
  switch (rule.is) {
    case 'agent':
    case 'holderOf':
      return signatory(rule);
    case 'jointly':
      return `${rule.count} together of ${rule.signatories.map(signatory).join(', ')}`;
    case 'anyOf':
      return rule.rules.map(within).join(', or ');
    case 'allOf':
      return rule.rules.map(within).join(', and ');
    case 'upTo':
      return `${within(rule.rule)} up to ${boundText(rule.bound)}`;
    case 'above':
      return `${within(rule.rule)} above ${boundText(rule.bound)}`;
    case 'forActs':
      return `${within(rule.rule)} for ${rule.functions.join(', ')}`;
    case 'forSecurities':
      return `${within(rule.rule)} in ${rule.securities.join(', ')}`;
    case 'until':
      return `${within(rule.rule)} until ${rule.date}`;
  }
}
