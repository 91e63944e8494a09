import { compile, namesIn, printDefinition, problemLine, problemWithLine, requireSaid } from '@scrip/language';
import { definitions, DomainError, type DefinitionSource, type RecordedDefinition } from '@scrip/model';
import { definitionKey, findDefinition, ownedDefinitionKeys } from '../records/definition-records.js';
import type { WorldState } from '../world-state/world-state.js';

/**
 * The definition of a source. What a text says is told here, by every endorser, and by nobody before; a canonical form is
 * printed and checked as its text is, so that what a text may not say comes in by no other way.
 *
 * @throws DomainError DEFINITION_TEXT_INVALID, DEFINITION_WITHOUT_TEXT
 */
export async function definitionOf(
  state: WorldState,
  source: DefinitionSource,
): Promise<Pick<RecordedDefinition, 'definition' | 'text'>> {
  if ('text' in source) return { definition: await told(state, source.text, problemLine), text: source.text };
  const { form } = source;
  requireSaid(form, await told(state, printDefinition(form), problemWithLine), '/form');
  return { definition: form };
}

/** The one definition of a text that has no mistake. @param line - how a mistake is told */
async function told(state: WorldState, text: string, line: typeof problemLine): Promise<definitions.Definition> {
  const named = await namedIn(text, state);
  const { definitions: found, problems } = compile(text, (name) => named.get(name));
  const [definition, ...others] = found;
  if (definition === undefined || problems.length > 0) {
    const mistakes = problems.slice(0, MISTAKES_MAX).map((each) => line(text, each));
    throw new DomainError('DEFINITION_TEXT_INVALID', { mistakes: mistakes.join('\n'), count: problems.length });
  }
  if (others.length > 0) throw new DomainError('DEFINITION_TEXT_INVALID', { rule: 'one definition' });
  return definition;
}

/** Mistakes that a refusal lists. */
const MISTAKES_MAX = 20;

/** The keys of a source's own definition, and of those that it names. */
export const keysOf = (source: DefinitionSource): readonly string[] =>
  'form' in source
    ? [
        ...ownedDefinitionKeys(definitions.pinnedNameOf(source.form)),
        ...definitions.namedBy(source.form).map(definitionKey),
      ]
    : namesIn(source.text).flatMap(({ name, isDefined }) =>
        isDefined ? ownedDefinitionKeys(name) : [definitionKey(name)],
      );

/** The definitions that a text names, and those that they use. */
async function namedIn(text: string, state: WorldState): Promise<ReadonlyMap<string, definitions.Definition>> {
  const found = new Map<string, definitions.Definition>();
  const open = new Set(namesIn(text).flatMap(({ name, isDefined }) => (isDefined ? [] : [name])));
  for (const name of open) {
    const recorded = await findDefinition(state, name);
    if (recorded === undefined) continue;
    found.set(name, recorded.definition);
    for (const used of recorded.definition.uses ?? []) open.add(used);
  }
  return found;
}
