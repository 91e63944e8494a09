import { compliance } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';
import { quoted } from './quoted.js';

/**
 * Who gets units must be able to hold them: tells where what is asked for the one contradicts what is asked for the other. To
 * be asked only of rules that can be met each by itself.
 */
export function eventsTogether({ hold, ...moving }: compliance.RuleSet, draft: Draft, problems: Problems): void {
  if (hold === undefined) return;
  for (const event of ['subscribe', 'transfer'] as const) {
    const rule = moving[event];
    if (rule === undefined) continue;
    const together = { is: 'all', rules: [...parts(rule), ...parts(hold)] } as const;
    const [found] = compliance.unmeetableIn({ [event]: together }).filter(({ path }) => path === `/${event}`);
    if (found === undefined) continue;
    const [one, other] = found.parts ?? [rule, hold];
    const got = event === 'subscribe' ? 'who subscribes' : 'who gets units by a transfer';
    const message = `${got} can never hold them: nobody can meet both ${quoted(one)} and, to hold, ${quoted(other)}`;
    problems.add('RULES_CONTRADICT', message, draft.rangeOf('/rules/hold'));
  }
}

/** What is met all at once. */
const parts = (rule: compliance.Expression): readonly compliance.Expression[] =>
  rule.is === 'all' ? compliance.within(rule).map(([, each]) => each) : [rule];
