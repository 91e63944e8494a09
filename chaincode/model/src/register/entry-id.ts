import type { Brand } from '../brand.js';
import { lotId } from '../identifiers/names.js';
import type { Reader } from '../serialisation/reader.js';

/** Id of an entry of the register: `transaction id/number`, the number being that of the first lot that it creates. */
export type EntryId = Brand<string, 'EntryId'>;

/** Reader of an entry id. */
export const entryId: Reader<EntryId> = (value, path) => lotId(value, path) as string as EntryId;

/** The id of the entry of a transaction whose first lot has this index. */
export const entryIdOf = (transactionId: string, index: number): EntryId =>
  `${transactionId}/${String(index)}` as EntryId;

/** The transaction of an entry. */
export const transactionOf = (id: EntryId): string => id.slice(0, id.indexOf('/'));
