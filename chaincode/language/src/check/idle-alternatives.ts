import { compliance } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';
import { quoted } from './quoted.js';

/** Notes alternatives that add nothing to a wider one: often all of them are meant, or the wider one is one too many. */
export function idleAlternatives(rules: compliance.RuleSet, draft: Draft, problems: Problems): void {
  const told = new Set<string>();
  for (const { path, wider } of compliance.narrowerIn(rules)) {
    const range = draft.rangeOf(`/rules${path}`);
    const message = `this adds nothing: whoever meets it meets ${quoted(wider)} too. Leave one of the two out, or ask for both by "all of"`;
    // one sentence asks for several events
    const key = `${String(range.from)} ${message}`;
    if (!told.has(key)) problems.note('RULE_UNREACHABLE', message, range);
    told.add(key);
  }
}
