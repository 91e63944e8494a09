import type { Defined } from './defined.js';

/** A rule pack with the facts of the issue that it was given, as they are written. */
export interface NamedPack {
  /** Without its version. */
  readonly name: string;
  readonly with: Readonly<Record<string, unknown>>;
}

/** What is told of a fact of a pack. */
export interface PackFinding {
  /** The fact; absent: the pack as a whole. */
  readonly fact?: string;
  readonly message: string;
  /** Whether it cannot be right; else it is worth a second look. */
  readonly isWrong: boolean;
}

/** @param of - the security that names the pack; absent: rules for any security do */
export type PackCheck = (pack: NamedPack, of: Defined['security']) => readonly PackFinding[];

/** A fact that cannot be right. */
export const wrong = (fact: string, message: string): PackFinding => ({ fact, message, isWrong: true });

/** A fact that is worth a second look. */
export const doubtful = (fact: string, message: string): PackFinding => ({ fact, message, isWrong: false });
