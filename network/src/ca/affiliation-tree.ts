import { identityInfo } from './identities.js';
import type { IdentityRecord } from './records.js';

/** An affiliation with those below it and the identities that a change of it touched (`api.AffiliationInfo`). */
export interface AffiliationInfo {
  readonly name: string;
  readonly affiliations?: readonly AffiliationInfo[];
  readonly identities?: readonly object[];
}

/**
 * The trees of a set of names, each with everything below it; a name whose parent is not in the set is a root.
 *
 * @param names in their order
 */
export function affiliationTrees(
  names: readonly string[],
  identities: readonly IdentityRecord[] = [],
): readonly AffiliationInfo[] {
  const all = new Set(names);
  const tree = (name: string): AffiliationInfo => {
    const below = names.filter((candidate) => parentOf(candidate) === name).map(tree);
    const own = identities.filter(({ affiliation }) => affiliation === name).map(identityInfo);
    return {
      name,
      ...(below.length === 0 ? {} : { affiliations: below }),
      ...(own.length === 0 ? {} : { identities: own }),
    };
  };
  return names.filter((name) => !all.has(parentOf(name))).map(tree);
}

/** `a.b` of `a.b.c`; '' of a name without dots. */
export function parentOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('.'), 0));
}

/** The names from the first to the whole: `a`, `a.b`, `a.b.c`. */
export function pathOf(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
