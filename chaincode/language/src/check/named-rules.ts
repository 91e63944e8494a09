import { compliance } from '@scrip/model';
import type { Asked } from '../generated/ast.js';
import { itemsOf } from '../syntax/items.js';
import { read, type ReadDefinition } from '../syntax/read.js';
import type { Draft } from '../translate/draft.js';
import type { TextLibrary } from '../translate/library.js';
import { Problems } from './problem.js';

type Event = compliance.ComplianceEvent;

/**
 * Tells of definitions that stand for a rule and ask nothing for its event, neither by themselves nor by those that they use.
 * Of what is not known, and of what is no compliance definition, nothing is said here.
 */
export function namedRules(draft: Draft, library: TextLibrary, problems: Problems): void {
  const known = new Known(library);
  const { rules = {} } = draft.value as { readonly rules?: compliance.RuleSet };
  for (const [event, rule] of Object.entries(rules) as [Event, compliance.Expression][]) {
    for (const [path, name] of namesWithin(rule, `/rules/${event}`)) {
      const asked = known.eventsOf(name);
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

/** Definitions that are known by their texts. */
class Known {
  readonly #read = new Map<string, ReadDefinition | undefined>();

  constructor(private readonly library: TextLibrary) {}

  /** For what a compliance definition asks, by itself and by all that it uses; undefined: not all of these are known. */
  eventsOf(name: string): ReadonlySet<Event> | undefined {
    const [found, open] = [new Set<Event>(), new Set([name])];
    for (const each of open) {
      const definition = this.definition(each);
      if (definition?.head.kind !== 'compliance' || definition.unread > 0) return undefined;
      for (const sentence of definition.sentences) {
        if (sentence.$type === 'Asked') eventsIn(sentence).forEach((event) => found.add(event));
        else for (const used of usedIn(sentence)) open.add(used);
      }
    }
    return found;
  }

  private definition(name: string): ReadDefinition | undefined {
    if (!this.#read.has(name)) {
      const { definitions } = read(this.library(name) ?? '', new Problems());
      this.#read.set(
        name,
        definitions.find(({ head }) => head.name === name),
      );
    }
    return this.#read.get(name);
  }
}

const eventsIn = ({ events }: Asked): readonly Event[] => events;

/** The names that `uses …` has. */
function usedIn(sentence: ReadDefinition['sentences'][number]): readonly string[] {
  if (sentence.$type !== 'Statement') return [];
  const [first, ...names] = itemsOf(sentence);
  return first?.text === 'uses' ? names.filter(({ kind }) => kind === 'Pinned').map(({ text }) => text) : [];
}
