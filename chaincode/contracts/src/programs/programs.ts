import { definitions, type PinnedName } from '@scrip/model';
import { COMPILED_TEXTS, type Program } from './compiled-texts.js';

/** Programs by the hash of the definition that each one is. */
export type Programs = ReadonlyMap<string, definitions.Definition>;

/**
 * Programs that are what they say they are. One whose definition has another hash was changed by hand: it is not used, and
 * what is on the ledger is decoded from its canonical form instead.
 */
export const programsOf = (all: readonly Program[]): Programs =>
  new Map(
    all
      .filter(({ HASH, definition }) => definitions.definitionHash(definition) === HASH)
      .map(({ HASH, definition }) => [HASH, definition]),
  );

/** Those of this chaincode. */
export const PROGRAMS = programsOf(COMPILED_TEXTS);

/** What is told of a program. */
export interface ProgramSummary {
  readonly name: PinnedName;
  readonly hash: string;
}

/** What there is, in the order of the names. */
export const summariesOf = (programs: Programs): readonly ProgramSummary[] =>
  [...programs]
    .map(([hash, definition]) => ({ name: definitions.pinnedNameOf(definition), hash }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
