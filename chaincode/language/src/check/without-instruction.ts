import type { compliance } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';
import { quoted } from './quoted.js';
import { requiredRules } from './required-rules.js';

/** What to say instead of a rule that only an instruction can meet, by its kind. */
const REMEDIES: Readonly<Record<string, string>> = {
  'approvedBy@1':
    'that could be approved. Ask this "to transfer" alone, or ask "to subscribe" for a claim that says so',
  'reconsidered@1':
    'after which a period could pass. Ask this "to transfer" alone, or ask "to subscribe" for a claim that says so',
};

/**
 * Notes rules for those who subscribe that only what is instructed can meet: units are issued to them, and no instruction is
 * entered that somebody could approve or reconsider. Packs of regimes say such rules beside others, so none is refused.
 */
export function withoutInstruction(rules: compliance.RuleSet, draft: Draft, problems: Problems): void {
  for (const { event, path, rule } of requiredRules(rules)) {
    const remedy = REMEDIES[rule.is];
    if (event !== 'subscribe' || remedy === undefined) continue;
    const message = `nobody who subscribes can meet ${quoted(rule)}: a subscription has no instruction ${remedy}`;
    problems.note('RULES_CONTRADICT', message, draft.rangeOf(`/rules${path}`));
  }
}
