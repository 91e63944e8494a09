import { otherKind } from '../check/name-problems.js';
import { definitions } from '@scrip/model';
import type { Problem } from '../check/problem.js';
import { compile, type Compiled } from '../compile.js';
import { closestWord } from '../phrases/closest.js';
import { namesIn, type NameInText } from './names.js';

/** A text with the name of where it is kept. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** What became of a text among others; its notes name definitions that are used and are elsewhere, too. */
export interface CompiledSource extends Compiled {
  readonly source: Source;
}

interface Place {
  readonly source: Source;
  readonly at: NameInText;
}

/** Translates several texts, of which one may use what another one defines. */
export function compileTogether(sources: readonly Source[]): readonly CompiledSource[] {
  const named = sources.map((source) => ({ source, names: namesIn(source.text) }));
  const places = definedAt(named);
  const compiled = named.map((each) => ({
    ...each,
    ...compile(each.source.text, (name) => places.get(name)?.source.text, false),
  }));
  const known = new Map(
    compiled.flatMap((each) => each.definitions.map((of) => [definitions.pinnedNameOf(of), of.kind] as const)),
  );
  return compiled.map(({ names, source, ...each }) => {
    const again = names.filter((at) => at.isDefined).flatMap((at) => definedAgain(source, at, places));
    const used = names.filter(({ isDefined }) => !isDefined);
    const problems = [...each.problems, ...again, ...used.flatMap((at) => misused(at, known))];
    const notes = [...each.notes, ...used.flatMap((at) => elsewhere(at, places))];
    return { source, ...each, problems, notes };
  });
}

/** Where each name is defined first. */
function definedAt(
  all: readonly { readonly source: Source; readonly names: readonly NameInText[] }[],
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { source, names } of all) {
    for (const at of names) if (at.isDefined && !places.has(at.name)) places.set(at.name, { source, at });
  }
  return places;
}

function definedAgain(source: Source, at: NameInText, places: ReadonlyMap<string, Place>): readonly Problem[] {
  const first = places.get(at.name);
  if (first === undefined || (first.source === source && first.at === at)) return [];
  const where = first.source === source ? 'above' : `in ${first.source.name}`;
  const message = `${at.name} is defined ${where} already: give this one another version, or leave one of the two`;
  return [{ code: 'SAID_TWICE', message, range: at.range }];
}

/** A protocol is no rule, and rules are no protocol. What is no template is said where one is made from it. */
function misused(
  { name, range, wanted }: NameInText,
  known: ReadonlyMap<string, definitions.Definition['kind']>,
): readonly Problem[] {
  const kind = known.get(name);
  if (kind === undefined || kind === wanted || wanted === 'instrument') return [];
  return [otherKind(name, kind, wanted, range)];
}

/** A template must be there: that it is not is said where something is made from it. */
function elsewhere({ name, range, wanted }: NameInText, places: ReadonlyMap<string, Place>): readonly Problem[] {
  if (places.has(name) || wanted === 'instrument') return [];
  const near = closestWord(name, [...places.keys()]);
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return [{ code: 'DEFINITION_UNKNOWN', message: `${name} is in none of these texts${meant}`, range }];
}
