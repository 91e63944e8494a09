import { compile, namesIn, printDefinition, problemLine, type Problem } from '@scrip/language';
import { definitions, DomainError, type DefinitionSource, type RecordedDefinition } from '@scrip/model';
import { definitionKey, findDefinition, ownedDefinitionKeys } from '../records/definition-records.js';
import type { WorldState } from '../world-state/world-state.js';

/**
 * The definition of a source: what a text says is told here, by every endorser, and by nobody before.
 *
 * @throws DomainError DEFINITION_TEXT_INVALID
 */
export async function definitionOf(
  state: WorldState,
  source: DefinitionSource,
): Promise<Pick<RecordedDefinition, 'definition' | 'text'>> {
  if ('form' in source) return { definition: source.form };
  const { text } = source;
  const texts = await textsNamedIn(text, state);
  const { definitions: told, problems } = compile(text, (name) => texts.get(name));
  const [definition, ...others] = told;
  if (definition === undefined || problems.length > 0) throw invalid(text, problems);
  if (others.length > 0) throw new DomainError('DEFINITION_TEXT_INVALID', { rule: 'one definition' });
  return { definition, text };
}

/** The keys of a source's own definition, and of those that its text names. */
export const keysOf = (source: DefinitionSource): readonly string[] =>
  'form' in source
    ? ownedDefinitionKeys(definitions.pinnedNameOf(source.form))
    : namesIn(source.text).flatMap(({ name, isDefined }) =>
        isDefined ? ownedDefinitionKeys(name) : [definitionKey(name)],
      );

/** Texts of the definitions that one names, and of those that they use: of what was given in canonical form, as it is printed. */
async function textsNamedIn(text: string, state: WorldState): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const open = new Set(namesIn(text).flatMap(({ name, isDefined }) => (isDefined ? [] : [name])));
  for (const name of open) {
    const recorded = await findDefinition(state, name);
    if (recorded === undefined) continue;
    found.set(name, printDefinition(recorded.definition));
    for (const used of recorded.definition.uses ?? []) open.add(used);
  }
  return found;
}

/** Mistakes that a refusal lists. */
const MISTAKES_MAX = 20;

function invalid(text: string, problems: readonly Problem[]): DomainError {
  const mistakes = problems.slice(0, MISTAKES_MAX).map((each) => problemLine(text, each));
  return new DomainError('DEFINITION_TEXT_INVALID', { mistakes: mistakes.join('\n'), count: problems.length });
}
