import { RULES } from '../compliance/catalogue.js';
import { PACKS } from '../compliance/packs/index.js';
import { TERMS } from '../terms/catalogue.js';
import { INSTRUMENTS } from './instruments.js';

/** Parts of a definition that constructors make. */
export type DefinitionPart = 'instrument' | 'term' | 'rule' | 'pack';

interface Named {
  readonly is: string;
}

const of = (
  part: DefinitionPart,
  constructors: Readonly<Record<string, Named>>,
): readonly (readonly [string, Constructor])[] =>
  Object.entries(constructors).map(([name, { is }]) => [is, { part, name, is }]);

/** A constructor as it is found by its name and version. */
export interface Constructor extends Named {
  readonly part: DefinitionPart;
  /** Under which it is written in a program. */
  readonly name: string;
}

/**
 * All constructors of which definitions are made, by name and version: the vocabulary of texts that are translated, and
 * what an emitted program calls.
 */
export const CONSTRUCTORS: ReadonlyMap<string, Constructor> = new Map([
  ...of('instrument', INSTRUMENTS),
  ...of('term', TERMS),
  ...of('rule', RULES),
  ...of('pack', PACKS),
]);
