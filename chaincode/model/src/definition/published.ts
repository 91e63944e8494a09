import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { mspId, operatorId, sha256Text, type MspId, type OperatorId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { record, text, type Reader } from '../serialisation/reader.js';
import { storedRecord, type StoredRecord } from '../serialisation/stored-record.js';
import { canonicalForm, definition, definitionHash, type Definition } from './definition.js';

/** A definition as the ledger has it: never changed once it is there. */
export interface PublishedDefinition {
  readonly definition: Definition;
  /** SHA-256 of its canonical form. */
  readonly hash: Sha256;
  /** Organisation and person who published it. */
  readonly publishedBy: MspId;
  readonly author: OperatorId;
  readonly publishedOn: BusinessDate;
}

/** Reader of the body of `definition:publish`. */
export const definitionToPublish: Reader<Definition> = (value, path) => definition(value, path);

/** What is recorded of a definition that is published. */
export const published = (
  of: Definition,
  by: Pick<PublishedDefinition, 'publishedBy' | 'author' | 'publishedOn'>,
): PublishedDefinition => ({ definition: of, hash: definitionHash(of), ...by });

const stored = storedRecord<Omit<PublishedDefinition, 'definition'> & { readonly form: string }>(
  'definition',
  record({
    form: text(LIMITS.definitionCharactersMax),
    hash: sha256Text,
    publishedBy: mspId,
    author: operatorId,
    publishedOn: businessDate,
  }),
);

/** What texts of the ledger say: every movement of a security looks at its protocol. */
const decoded = new WeakMap<object, PublishedDefinition>();

/** How a definition is stored: in its canonical form, by which it is decoded. */
export const definitionRecord: StoredRecord<PublishedDefinition> = {
  encode: ({ definition: of, ...rest }) => stored.encode({ ...rest, form: canonicalForm(of) }),
  decode: (value) => {
    const read = stored.decode(value);
    const { form, ...rest } = read;
    const known = decoded.get(read) ?? { ...rest, definition: definition(JSON.parse(form), '') };
    decoded.set(read, known);
    return known;
  },
};
