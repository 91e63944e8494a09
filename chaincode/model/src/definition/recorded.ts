import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { mspId, operatorId, sha256Text, type MspId, type OperatorId, type Sha256 } from '../identifiers/names.js';
import type { PinnedName } from '../identifiers/pinned-name.js';
import { LIMITS } from '../limits.js';
import { count, optional, pattern, record, text, type Reader } from '../serialisation/reader.js';
import { storedAs, storedRecord, type Migration, type StoredRecord } from '../serialisation/stored-record.js';
import { canonicalForm, definition, pinnedNameOf, type Definition } from './definition.js';

/** Version of the language by which definitions are read, and of their canonical forms. */
export const LANGUAGE_VERSION = 1;

/** What becomes of a definition, in this order. */
export const DEFINITION_STATUSES = ['draft', 'proposed', 'adopted', 'retired'] as const;
export type DefinitionStatus = (typeof DEFINITION_STATUSES)[number];

/** Who takes a step: an organisation by one of its operators. */
export interface DefinitionActor {
  readonly mspId: MspId;
  readonly operator: OperatorId;
}

/** What has been done with a definition: by whom, and when. */
export interface DefinitionSteps {
  readonly author: DefinitionActor;
  readonly draftedOn: BusinessDate;
  readonly proposedOn?: BusinessDate;
  /** First business date on which it is used: as proposed, and not before it is adopted. */
  readonly effectiveFrom?: BusinessDate;
  readonly adoptedOn?: BusinessDate;
  readonly adoptedBy?: DefinitionActor;
  readonly retiredOn?: BusinessDate;
}

/** A definition as the ledger has it. What it says changes while it is a draft, and never again. */
export interface RecordedDefinition {
  readonly definition: Definition;
  /** SHA-256 of its canonical form. */
  readonly hash: Sha256;
  /** The text of which it was made; absent: it was given in its canonical form. */
  readonly text?: string;
  /** Version of the language by which it was read. */
  readonly language: number;
  readonly steps: DefinitionSteps;
}

/** What has become of a definition, by the steps that were taken. */
export function statusOf({ steps }: Pick<RecordedDefinition, 'steps'>): DefinitionStatus {
  if (steps.retiredOn !== undefined) return 'retired';
  if (steps.adoptedOn !== undefined) return 'adopted';
  return steps.proposedOn === undefined ? 'draft' : 'proposed';
}

/** What is said of a definition in a list. */
export interface DefinitionSummary extends DefinitionSteps, Pick<RecordedDefinition, 'hash' | 'language'> {
  readonly name: PinnedName;
  readonly kind: Definition['kind'];
  readonly title: string;
  readonly status: DefinitionStatus;
}

/** A definition as queries and events show it. */
export interface ShownDefinition extends DefinitionSummary, Pick<RecordedDefinition, 'text'> {
  /** Its canonical form. */
  readonly form: unknown;
}

/** What has become of a definition, without what it says. */
export function summariseDefinition(recorded: RecordedDefinition): DefinitionSummary {
  const { definition: of, hash, language, steps } = recorded;
  const { kind, title } = of;
  return { name: pinnedNameOf(of), kind, title, status: statusOf(recorded), hash, language, ...steps };
}

/** A definition with what has become of it. */
export const showDefinition = (of: RecordedDefinition): ShownDefinition => ({
  ...summariseDefinition(of),
  ...(of.text === undefined ? {} : { text: of.text }),
  form: JSON.parse(canonicalForm(of.definition)) as unknown,
});

/** What a shown definition is, with all steps that it shows. @throws DomainError where this program cannot read it */
export const recordedIn = (shown: ShownDefinition): RecordedDefinition => ({
  ...{ definition: definition(shown.form, ''), hash: shown.hash, language: shown.language },
  ...(shown.text === undefined ? {} : { text: shown.text }),
  steps: shown,
});

const actor = record({ mspId, operator: operatorId });

/** Definitions were published in one step, by their author alone, and used from that day on. */
const takenStepByStep: Migration = ({ publishedBy, author, publishedOn, ...rest }) => {
  const by = { mspId: publishedBy, operator: author };
  const on = { draftedOn: publishedOn, proposedOn: publishedOn, effectiveFrom: publishedOn, adoptedOn: publishedOn };
  return { ...rest, ...on, language: 1, author: by, adoptedBy: by };
};

const lines = pattern(/^(?:[^\p{Cc}]|\n)+$/u, 'lines of printable characters');

/** Reader of a text of the language: what it says is told by the language. */
export const textOfDefinition: Reader<string> = (value, path) => {
  const read = lines(value, path);
  const charactersMax = LIMITS.definitionTextCharactersMax;
  if (read.length > charactersMax) throw new DomainError('LIMIT_EXCEEDED', { path, charactersMax });
  return read;
};

type StoredDefinition = DefinitionSteps & Omit<RecordedDefinition, 'definition' | 'steps'> & { readonly form: string };

const stored = storedRecord<StoredDefinition>(
  'definition',
  record({
    form: text(LIMITS.definitionCharactersMax),
    hash: sha256Text,
    text: optional(textOfDefinition),
    language: count({ min: 1, max: LANGUAGE_VERSION }),
    author: actor,
    draftedOn: businessDate,
    proposedOn: optional(businessDate),
    effectiveFrom: optional(businessDate),
    adoptedOn: optional(businessDate),
    adoptedBy: optional(actor),
    retiredOn: optional(businessDate),
  }),
  [takenStepByStep],
);

/**
 * How a definition is stored: in its canonical form, by which it is decoded, or, where a program has its hash, by that
 * program. Both are made by the same constructors.
 *
 * @param programOf - the program of a hash, where there is one
 */
export function definitionRecordOf(
  programOf: (hash: Sha256) => Definition | undefined,
): StoredRecord<RecordedDefinition> {
  return storedAs<StoredDefinition, RecordedDefinition>(stored, {
    to: ({ definition: of, steps, ...rest }) => ({ ...steps, ...rest, form: canonicalForm(of) }),
    from: ({ form, hash, language, text: source, ...steps }) => ({
      ...{ definition: programOf(hash) ?? definition(JSON.parse(form), ''), hash, language, steps },
      ...(source === undefined ? {} : { text: source }),
    }),
  });
}

/** What each definition is recorded under, by its name with its version. */
export const DEFINITION_KEYS = 'definition/';

/** What a recorded definition says: its canonical form, and the text of which it was made. */
export function contentOfRecord(value: string): Pick<ShownDefinition, 'form' | 'text'> {
  const { form, text: source } = stored.decode(value);
  return { form: JSON.parse(form) as unknown, ...(source === undefined ? {} : { text: source }) };
}

/** A name of definitions, which belongs to the organisation that has proposed the first of them. */
export interface DefinitionName {
  readonly mspId: MspId;
}

/** How it is stored to whom a name belongs. */
export const definitionNameRecord = storedRecord<DefinitionName>('name of definitions', record({ mspId }));
