const FIRST_SURROGATE = 0xd800;
const FIRST_AFTER_SURROGATES = 0xe000;

/**
 * Compares two strings by their UTF-8 bytes, the order of Go strings and of LevelDB keys. JavaScript's own `<`
 * compares UTF-16 units, which puts characters beyond U+FFFF before U+E000..U+FFFF.
 *
 * @returns negative, zero or positive
 */
export function compareUtf8(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) {
      return rank(a) - rank(b);
    }
  }
  return left.length - right.length;
}

/** Moves surrogates, halves of characters beyond U+FFFF, above every other unit. */
function rank(unit: number): number {
  if (unit < FIRST_SURROGATE) {
    return unit;
  }
  return unit < FIRST_AFTER_SURROGATES ? unit + 0x10000 : unit;
}

/** The keys of a map in UTF-8 byte order. */
export function sortedKeys(map: ReadonlyMap<string, unknown>): string[] {
  return [...map.keys()].sort(compareUtf8);
}

/** The values of a map in UTF-8 byte order of their keys. */
export function valuesByKey<V>(map: ReadonlyMap<string, V>): V[] {
  return [...map.entries()].sort(([a], [b]) => compareUtf8(a, b)).map(([, value]) => value);
}
