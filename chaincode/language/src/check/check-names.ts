import type { Draft } from '../translate/draft.js';
import type { KnownDefinitions } from '../translate/library.js';
import { otherKind, unknownName } from './name-problems.js';
import type { Problems } from './problem.js';

/** Looks up the definitions that one names; a template from which one is made now is looked up there. */
export function checkNames(draft: Draft, known: KnownDefinitions, problems: Problems): void {
  for (const [path, name] of namesIn(draft.value, '')) {
    const [kind, wanted] = [known.kindOf(name), wantedAt(path)];
    const range = draft.rangeOf(path);
    if (!known.has(name)) problems.found.push(unknownName(name, range));
    else if (kind !== undefined && kind !== wanted) problems.found.push(otherKind(name, kind, wanted, range));
  }
}

/** Fields that hold the name of something else than rules, with the kind that it must be. */
const WANTED: Readonly<Record<string, string>> = { '/titleTo/protocol': 'ownership', '/privacy': 'privacy' };

const wantedAt = (path: string): string =>
  path.startsWith('/madeFrom/') ? 'instrument' : (WANTED[path] ?? 'compliance');

/** Fields that hold names of definitions. */
const HOLDERS: ReadonlySet<string> = new Set(['uses', 'definition', 'madeFrom']);

/** The names of definitions in a value, with where each stands. */
export function namesIn(value: unknown, path: string): readonly (readonly [path: string, name: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
    const at = `${path}/${field}`;
    const isName = HOLDERS.has(field) || at in WANTED;
    if (isName && typeof inner === 'string') return [[at, inner] as const];
    if (isName && Array.isArray(inner)) return inner.map((each, index) => [`${at}/${index}`, String(each)] as const);
    return namesIn(inner, at);
  });
}
