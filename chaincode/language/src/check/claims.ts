import { compliance } from '@scrip/model';
import { closestWord, distance } from '../phrases/closest.js';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';
import { placedRules } from './required-rules.js';

/** Claims that no pack asks for and everybody knows. */
const COMMON = ['sanctioned', 'professional-investor', 'lei-current', 'us-person'] as const;

const KNOWN: readonly string[] = [...Object.keys(compliance.packs.CLAIM_TYPES), ...COMMON];

/**
 * Tells of claims of which the name is nearly that of a known one, and of values that no such claim has: nobody would ever
 * show them, or everybody would seem to lack what must not be shown.
 */
export function claims(rules: compliance.RuleSet, draft: Draft, problems: Problems): void {
  for (const { path, rule } of placedRules(rules)) {
    const tell = (code: 'CLAIM_MISSPELT' | 'VALUE_INVALID', message: string): void =>
      problems.add(code, message, draft.rangeOf(`/rules${path}/with`));
    const { type, types, values } = rule.with as Parameters;
    for (const name of [...(type === undefined ? [] : [type]), ...(types ?? [])]) {
      const meant = misspelt(name);
      if (meant === undefined) continue;
      const why = `nobody states a claim ${name}`;
      tell('CLAIM_MISSPELT', `${why}: did you mean ${meant}? A claim of your own needs another name`);
    }
    if (rule.is !== 'claimSays@1' || type === undefined) continue;
    for (const message of valuesUnknown(type, values ?? [])) tell('VALUE_INVALID', message);
  }
}

interface Parameters {
  readonly type?: string;
  readonly types?: readonly string[];
  readonly values?: readonly string[];
}

function valuesUnknown(type: string, values: readonly string[]): readonly string[] {
  const listed = VALUES.get(type);
  if (listed === undefined) return [];
  return values
    .filter((each) => !listed.includes(each))
    .map((value) => {
      const meant = closestWord(value, listed);
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      return `a claim of ${type} never says ${value}: it says ${listed.join(' or ')}${hint}`;
    });
}

const VALUES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(compliance.packs.CLAIM_TYPES).flatMap(([type, claim]) =>
    'values' in claim ? [[type, claim.values] as const] : [],
  ),
);

/** The known claim that a name is nearly; undefined: it is a known one, or one of its own. */
const misspelt = (name: string): string | undefined =>
  KNOWN.includes(name) ? undefined : KNOWN.find((known) => isNearly(name, known));

/** Letters of a part of a name in which a slip is told from another word: not in `eu`, `us`, `a`. */
const TELLING = 4;
const AWAY_MAX = 2;

function isNearly(name: string, known: string): boolean {
  // most names are told apart by their lengths, which costs less
  if (known.length < TELLING * AWAY_MAX || Math.abs(known.length - name.length) > AWAY_MAX) return false;
  const away = distance(name, known);
  if (away > AWAY_MAX) return false;
  const [said, meant] = [name.split('-'), known.split('-')];
  if (said.length !== meant.length) return away === 1;
  return meant.every((part, index) => part === said[index] || part.length > TELLING);
}
