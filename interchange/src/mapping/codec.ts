import type { Source } from '../document/source.js';
import type { Tree } from '../document/tree.js';

/** What is known of the rest while one value is written or read. */
export interface Known {
  /** A value of another sentence; undefined: it is not said. */
  value(is: string, slot: string): unknown;
  /** Values of the same sentence, as far as they are known. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/**
 * How one value of a sentence stands in a document, in both directions: what is written is read as the same value. Either
 * throws NoCounterpart where the other side has no such value.
 */
export interface Codec {
  /**
   * @param value - in canonical form
   * @returns undefined: that nothing stands there says it
   */
  write(value: unknown, known: Known): Tree | undefined;
  /** @returns the value in canonical form; undefined: there is none here */
  read(source: Source, known: Known): unknown;
  /** What it says that nothing stands there; absent: nothing. */
  readonly absent?: unknown;
}
