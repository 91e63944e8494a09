import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { sha256Text, type Sha256 } from '../identifiers/names.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { optional, record, type Reader } from '../serialisation/reader.js';
import { definition, definitionHash, pinnedNameOf, type Definition } from './definition.js';
import { LANGUAGE_VERSION, statusOf, textOfDefinition } from './recorded.js';
import { moduleOf, namedBy, type DefinitionLibrary } from './definition-module.js';
import { requirePublishable } from './publishable.js';
import type { DefinitionActor, DefinitionStatus, RecordedDefinition } from './recorded.js';

/** Body of `definition:draft`: a text of the language with one definition, or a definition in its canonical form. */
export type DefinitionSource = { readonly text: string } | { readonly form: Definition };

/** Body of `definition:withdraw` and `definition:retire`. */
export interface NamedDefinition {
  readonly name: PinnedName;
}

/** Body of `definition:adopt`: what exactly is adopted, whatever has been said of it. */
export interface HashedDefinition extends NamedDefinition {
  readonly hash: Sha256;
}

/** Body of `definition:propose`. */
export interface DefinitionProposal extends HashedDefinition {
  /** First business date on which it is used; absent: that of its adoption. */
  readonly effectiveFrom?: BusinessDate;
}

const byForm = record({ form: definition });
const byText = record({ text: textOfDefinition });

/** Reader of the body of `definition:draft`. */
export const definitionSource: Reader<DefinitionSource> = (value, path) =>
  typeof value === 'object' && value !== null && 'text' in value ? byText(value, path) : byForm(value, path);
export const namedDefinition: Reader<NamedDefinition> = record({ name: pinnedName });
export const hashedDefinition: Reader<HashedDefinition> = record({ name: pinnedName, hash: sha256Text });
export const definitionProposal: Reader<DefinitionProposal> = record({
  ...{ name: pinnedName, hash: sha256Text },
  effectiveFrom: optional(businessDate),
});

/**
 * A draft, in the place of an earlier one of the same organisation.
 *
 * @param before - what there is of the name and version; undefined: nothing
 * @throws DomainError DEFINITION_EXISTS
 */
export function drafted(
  before: RecordedDefinition | undefined,
  { definition: of, text }: Pick<RecordedDefinition, 'definition' | 'text'>,
  author: DefinitionActor,
  today: BusinessDate,
): RecordedDefinition {
  if (before !== undefined && (statusOf(before) !== 'draft' || before.steps.author.mspId !== author.mspId)) {
    throw new DomainError('DEFINITION_EXISTS', { definition: pinnedNameOf(of) });
  }
  return {
    ...{ definition: of, hash: definitionHash(of), language: LANGUAGE_VERSION, steps: { author, draftedOn: today } },
    ...(text === undefined ? {} : { text }),
  };
}

/** Refuses to withdraw what is no draft of the organisation. @throws DomainError AUTHORITY_DENIED, DEFINITION_STATUS_DIFFERS */
export function requireWithdrawable(of: RecordedDefinition, by: DefinitionActor): void {
  requireAuthor(of, by);
  requireStatus(of, ['draft']);
}

/**
 * A draft as it is proposed: from now on nothing changes what it says.
 *
 * @throws DomainError AUTHORITY_DENIED, DEFINITION_STATUS_DIFFERS, DEFINITION_DIFFERS, DEFINITION_BACKDATED, and those of what
 *   nothing new may say
 */
export function proposed(
  of: RecordedDefinition,
  { hash, effectiveFrom }: DefinitionProposal,
  by: DefinitionActor,
  today: BusinessDate,
): RecordedDefinition {
  requireAuthor(of, by);
  requireStatus(of, ['draft']);
  requireSame(of, hash);
  // it may have been drafted when that was not refused yet
  requirePublishable(of.definition);
  if (effectiveFrom === undefined) return { ...of, steps: { ...of.steps, proposedOn: today } };
  if (isBefore(effectiveFrom, today)) throw new DomainError('DEFINITION_BACKDATED', { earliest: today });
  return { ...of, steps: { ...of.steps, proposedOn: today, effectiveFrom } };
}

/**
 * A proposed definition as another organisation adopts it. It is used from the day that was proposed, and from today where
 * that has passed: no law reaches back.
 *
 * @param used - all that it uses, by whatever way
 * @throws DomainError DEFINITION_STATUS_DIFFERS, DEFINITION_DIFFERS, DEFINITION_OF_ADOPTER, DEFINITION_NOT_ADOPTED,
 *   DEFINITION_NOT_EFFECTIVE and those of a module that cannot be put together
 */
export function adopted(
  of: RecordedDefinition,
  hash: Sha256,
  { by, today, used }: { by: DefinitionActor; today: BusinessDate; used: readonly RecordedDefinition[] },
): RecordedDefinition {
  requireStatus(of, ['proposed']);
  requireSame(of, hash);
  if (by.mspId === of.steps.author.mspId) throw new DomainError('DEFINITION_OF_ADOPTER');
  const { effectiveFrom: asked = today } = of.steps;
  const effectiveFrom = isBefore(asked, today) ? today : asked;
  moduleOf(of.definition, definitionsIn(used));
  const library = libraryOf(used);
  for (const name of namedBy(of.definition)) {
    const pinned = library(name);
    if (pinned !== undefined) requireInForce(pinned, effectiveFrom);
  }
  return { ...of, steps: { ...of.steps, effectiveFrom, adoptedOn: today, adoptedBy: by } };
}

/**
 * A definition that nothing new uses from now on. What uses it keeps its meaning.
 *
 * @throws DomainError AUTHORITY_DENIED, DEFINITION_STATUS_DIFFERS
 */
export function retired(of: RecordedDefinition, by: DefinitionActor, today: BusinessDate): RecordedDefinition {
  requireAuthor(of, by);
  requireStatus(of, ['proposed', 'adopted']);
  return { ...of, steps: { ...of.steps, retiredOn: today } };
}

/**
 * Refuses a definition that nothing new may use on a day.
 *
 * @throws DomainError DEFINITION_NOT_ADOPTED, DEFINITION_NOT_EFFECTIVE
 */
export function requireInForce(of: RecordedDefinition, day: BusinessDate): void {
  const [name, status] = [pinnedNameOf(of.definition), statusOf(of)];
  if (status !== 'adopted') throw new DomainError('DEFINITION_NOT_ADOPTED', { definition: name, status });
  const { effectiveFrom } = of.steps;
  if (effectiveFrom !== undefined && isBefore(day, effectiveFrom)) {
    throw new DomainError('DEFINITION_NOT_EFFECTIVE', { definition: name, effectiveFrom });
  }
}

/** Finds recorded definitions by their names. */
export function libraryOf(
  recorded: readonly RecordedDefinition[],
): (name: PinnedName) => RecordedDefinition | undefined {
  const known = new Map(recorded.map((each) => [pinnedNameOf(each.definition), each]));
  return (name) => known.get(name);
}

/** The definitions alone, by their names. */
export const definitionsIn = (recorded: readonly RecordedDefinition[]): DefinitionLibrary => {
  const library = libraryOf(recorded);
  return (name) => library(name)?.definition;
};

function requireAuthor({ steps: { author } }: RecordedDefinition, by: DefinitionActor): void {
  if (author.mspId !== by.mspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'author of the definition' });
}

function requireStatus(of: RecordedDefinition, statuses: readonly DefinitionStatus[]): void {
  const status = statusOf(of);
  if (!statuses.includes(status)) throw new DomainError('DEFINITION_STATUS_DIFFERS', { status });
}

function requireSame(of: RecordedDefinition, hash: Sha256): void {
  if (of.hash !== hash) throw new DomainError('DEFINITION_DIFFERS', { hash: of.hash });
}
