import { definitions } from '@scrip/model';
import { namesIn } from './check-names.js';
import type { Problems } from './problem.js';
import type { Defined } from './defined.js';

/**
 * Tells where definitions of one text use each other in a circle, or one uses itself: what is used must be adopted first,
 * so none of them ever could be.
 */
export function circles(all: readonly Defined[], problems: Problems): void {
  const used = new Map(
    all.map(({ definition, draft }) => [definitions.pinnedNameOf(definition), namesIn(draft.value, '')]),
  );
  for (const { definition, draft } of all) {
    const own = definitions.pinnedNameOf(definition);
    for (const [path, name] of used.get(own) ?? []) {
      if (!leadsTo(own, name, used)) continue;
      const message =
        name === own
          ? 'a definition cannot use itself: leave this out'
          : `${name} uses ${own}, and neither can be adopted before the other: leave one of the two out`;
      problems.add('NAMES_CIRCULAR', message, draft.rangeOf(path));
    }
  }
}

/** Whether a definition is the one, or uses it, by whatever way. */
function leadsTo(one: string, from: string, used: ReadonlyMap<string, ReturnType<typeof namesIn>>): boolean {
  const [seen, open] = [new Set<string>(), [from]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === one) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(used.get(next) ?? []).map(([, name]) => name));
  }
  return false;
}
