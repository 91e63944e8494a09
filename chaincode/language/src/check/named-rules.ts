import { compliance } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { KnownDefinitions } from '../translate/library.js';
import type { Problems } from './problem.js';

type Event = compliance.ComplianceEvent;

/**
 * Tells of definitions that stand for a rule and ask nothing for its event, neither by themselves nor by those that they use.
 * Of what is not known, and of what is no compliance definition, nothing is said here.
 */
export function namedRules(draft: Draft, known: KnownDefinitions, problems: Problems): void {
  const { rules = {} } = draft.value as { readonly rules?: compliance.RuleSet };
  for (const [event, rule] of Object.entries(rules) as [Event, compliance.Expression][]) {
    for (const [path, name] of namesWithin(rule, `/rules/${event}`)) {
      const asked = eventsOf(name, known);
      if (asked === undefined || asked.has(event)) continue;
      problems.add('DEFINITION_MISUSED', asksNothing(name, event, asked), draft.rangeOf(path));
    }
  }
}

function asksNothing(name: string, event: Event, asked: ReadonlySet<Event>): string {
  const events = [...asked].map((each) => `to ${each}`).join(' or ');
  return `${name} asks nothing to ${event}${events === '' ? '' : `, only ${events}`}: leave it out here, or name one that does`;
}

const namesWithin = (rule: compliance.Expression, path: string): readonly (readonly [path: string, name: string])[] =>
  compliance.isDefinedRule(rule)
    ? [[`${path}/with/definition`, rule.with.definition]]
    : compliance.within(rule).flatMap(([step, each]) => namesWithin(each, `${path}/${step}`));

/** For what a compliance definition asks, by itself and by all that it uses; undefined: not all of these are known. */
function eventsOf(name: string, known: KnownDefinitions): ReadonlySet<Event> | undefined {
  const [found, open] = [new Set<Event>(), new Set([name])];
  for (const each of open) {
    const asking = known.askingOf(each);
    if (asking === undefined) return undefined;
    for (const event of asking.events) found.add(event);
    for (const used of asking.uses) open.add(used);
  }
  return found;
}
