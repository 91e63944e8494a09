import { sha256Text } from '../identifiers/names.js';
import { record, word, type Reader } from '../serialisation/reader.js';

/** By what somebody has title to units that a register is taken over with. */
export const TITLE_BASES = ['deed', 'subscription', 'inheritance', 'order', 'statute', 'extract'] as const;

const fields = record({
  by: word(...TITLE_BASES),
  /** SHA-256 of the deed, or of what else shows it, with a salt in it where it names persons. */
  document: sha256Text,
});

/**
 * What a holder's title rests on whom a register was kept for elsewhere: a deed, a subscription, an inheritance, an order, a
 * statute, or the extract of that register.
 */
export type TitleBasis = ReturnType<typeof fields>;

/** Reader of a {@link TitleBasis}. */
export const titleBasis: Reader<TitleBasis> = fields;
