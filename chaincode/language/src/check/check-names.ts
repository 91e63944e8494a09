import type { Draft } from '../translate/draft.js';
import type { TextLibrary } from '../translate/library.js';
import type { Problems } from './problem.js';

/** Looks up the definitions that one names; templates are looked up where one is made from them. */
export function checkNames(draft: Draft, library: TextLibrary, problems: Problems): void {
  for (const [path, name] of namesIn(draft.value, '')) {
    if (library(name) !== undefined) continue;
    problems.add(
      'DEFINITION_UNKNOWN',
      `there is no definition ${name}: name one that is published`,
      draft.rangeOf(path),
    );
  }
}

/** Fields that hold names of definitions. */
const HOLDERS: ReadonlySet<string> = new Set(['uses', 'definition']);

function namesIn(value: unknown, path: string): readonly (readonly [path: string, name: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
    const at = `${path}/${field}`;
    const isName = HOLDERS.has(field) || at === '/titleTo/protocol';
    if (isName && typeof inner === 'string') return [[at, inner] as const];
    if (isName && Array.isArray(inner)) return inner.map((each, index) => [`${at}/${index}`, String(each)] as const);
    return namesIn(inner, at);
  });
}
