import type { Kind } from '../generated/ast.js';
import { phrase, type Phrase } from './phrase.js';
import type { Slot } from './slot.js';

/** A sentence of a definition, and which fields of the canonical form it fills. */
export interface SentenceForm {
  readonly phrase: Phrase;
  /** Kinds of definition in which it may stand. */
  readonly kinds: readonly Kind[];
  /** Names of the fields from the top of the definition: slots are fields of it. */
  readonly at: readonly string[];
  /** Fields that the sentence fills by being said. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Whether it is an item of the list at its place, and may be said again. */
  readonly isItem: boolean;
}

interface Place {
  readonly at?: string;
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly isItem?: boolean;
}

/** A sentence for some kinds of definitions. */
export const sentence =
  (...kinds: readonly Kind[]) =>
  (
    is: string,
    template: string,
    slots: Readonly<Record<string, Slot>> = {},
    { at, fixed = {}, isItem = false }: Place = {},
  ): SentenceForm => ({
    phrase: phrase(is, template, slots),
    kinds,
    at: at === undefined ? [] : at.split('.'),
    fixed,
    isItem,
  });
