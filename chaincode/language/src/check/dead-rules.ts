import { compliance, type definitions } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';
import { quoted } from './quoted.js';

/** Tells of rules that nobody can meet, and of alternatives and conditions that never count. */
export function deadRules(of: definitions.Definition, draft: Draft, problems: Problems): void {
  const { rules } = of as { readonly rules?: compliance.RuleSet };
  for (const found of compliance.unmeetableIn(rules ?? {})) {
    const [code, message] = inWords(found);
    problems.add(code, message, draft.rangeOf(`/rules${found.path}`));
  }
}

function inWords({
  is,
  rule,
  parts,
}: compliance.Unmeetable): readonly ['RULES_CONTRADICT' | 'RULE_UNREACHABLE', string] {
  if (is === 'unreachable') {
    return [
      'RULE_UNREACHABLE',
      `this never counts, for it cannot be so here: leave it out, or change what stands around it`,
    ];
  }
  if (parts === undefined) return ['RULES_CONTRADICT', `nobody can meet this: ${quoted(rule)}`];
  const [one, other] = parts.map(quoted);
  return ['RULES_CONTRADICT', `nobody can meet both ${one ?? ''} and ${other ?? ''}`];
}
