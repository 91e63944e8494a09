import type { Source } from '../document/source.js';
import type { Tree } from '../document/tree.js';

/** What is known of the rest while one value is written or read. */
export interface Known {
  /** A value of another sentence; undefined: it is not said. */
  value(is: string, slot: string): unknown;
}

/**
 * How one value of a sentence stands in a document, in both directions: what is written is read as the same value. Either
 * throws NoCounterpart where the other side has no such value.
 */
export interface Codec {
  /** @param value - in canonical form */
  write(value: unknown, known: Known): Tree;
  /** @returns the value in canonical form; undefined: there is none here */
  read(source: Source, known: Known): unknown;
}
