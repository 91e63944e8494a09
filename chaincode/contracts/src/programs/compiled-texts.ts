import type { definitions } from '@scrip/model';

/** A definition as a program: what `emit` of the language prints of it. */
export interface Program {
  /** SHA-256 of the canonical form that it says it is. */
  readonly HASH: string;
  readonly definition: definitions.Definition;
}

/**
 * Programs that are part of this chaincode. Here there are none: bundling puts those of the library in this place, each in
 * a file of its own in `dist/programs/emitted`.
 */
export const COMPILED_TEXTS: readonly Program[] = [];
