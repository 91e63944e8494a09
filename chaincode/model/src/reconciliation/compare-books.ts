/** What two books say about one subject; what a book does not name, it has none of. */
export interface BookDifference {
  readonly subject: string;
  readonly expected: bigint;
  readonly found: bigint;
}

/** Quantities by subject. */
export type Book = ReadonlyMap<string, bigint>;

/** Where two books differ, in the order of the subjects. */
export function compareBooks(expected: Book, found: Book): readonly BookDifference[] {
  const subjects = [...new Set([...expected.keys(), ...found.keys()])].sort();
  return subjects
    .map((subject) => ({ subject, expected: expected.get(subject) ?? 0n, found: found.get(subject) ?? 0n }))
    .filter((each) => each.expected !== each.found);
}

/** The sum of a book. */
export const totalOf = (book: Book): bigint => [...book.values()].reduce((sum, each) => sum + each, 0n);
