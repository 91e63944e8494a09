import fc from 'fast-check';

/** A change of a text at a place, which is a number taken modulo the number of places. */
export type Mutation = (text: string) => string;

/** What could break out of where it is put, or that a reader could stumble on. */
const HOSTILE: readonly string[] = [
  ...['"', "'", '\\', '`', '${1}', '#', '(', ')', ':', ';', ',', '%', '@', '/', '\t', '\r', '\r\n', '\n', '\n\n', ' '],
  ...['\u2028', '\u2029', '\u0000', '\uFEFF', '\uD800', '\uDC00', '😀', 'é', '__proto__', 'constructor', 'toString'],
  ...[
    'and',
    'or',
    'then',
    'means',
    'of',
    'all of',
    'none of (',
    'when',
    'under "x":',
    'find',
    'to',
    '1e9',
    '-1',
    '9'.repeat(40),
  ],
  ...[
    '4.25%',
    '2026-02-30',
    '2026-06-15',
    'EUR',
    'XX',
    'X@1',
    'X@0',
    '6 months',
    'sha256:',
    '30E/360',
    'x'.repeat(500),
  ],
];

const TOKENS = /"(?:[^"\\\r\n]|\\.)*"|\s+|[A-Za-z0-9_'@.%-]+|./gsu;
const tokens = (text: string): string[] => [...text.matchAll(TOKENS)].map(([token]) => token);
const lines = (text: string): string[] => text.split('\n');

const at = (places: readonly string[], place: number): number => (places.length === 0 ? 0 : place % places.length);

/** Changes one of the pieces of a text. */
const change =
  (cut: (text: string) => string[], glue: string, by: (pieces: string[], index: number) => void) =>
  (place: number): Mutation =>
  (text) => {
    const pieces = cut(text);
    by(pieces, at(pieces, place));
    return pieces.join(glue);
  };

const place = fc.nat(1_000_000);
const hostile = fc.constantFrom(...HOSTILE);
const swap = (pieces: string[], one: number, other: number): void => {
  const [a, b] = [pieces[one], pieces[other]];
  if (a !== undefined && b !== undefined) [pieces[one], pieces[other]] = [b, a];
};

const characters = (text: string): string[] => text.split('');

/** Any one change of tokens, lines, characters or indentation. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(change(tokens, '', (all, index) => all.splice(index, 1))),
  fc
    .tuple(place, hostile)
    .map(([where, what]) => change(tokens, '', (all, index) => all.splice(index, 0, what))(where)),
  fc
    .tuple(place, hostile)
    .map(([where, what]) => change(tokens, '', (all, index) => all.splice(index, 1, what))(where)),
  fc
    .tuple(place, place)
    .map(([one, other]) => change(tokens, '', (all, index) => swap(all, index, at(all, other)))(one)),
  fc
    .tuple(place, place)
    .map(([one, other]) => change(tokens, '', (all, index) => all.splice(index, 1, all[at(all, other)] ?? ''))(one)),
  place.map(change(lines, '\n', (all, index) => all.splice(index, 1))),
  place.map(change(lines, '\n', (all, index) => all.splice(index, 0, all[index] ?? ''))),
  fc
    .tuple(place, place)
    .map(([one, other]) => change(lines, '\n', (all, index) => swap(all, index, at(all, other)))(one)),
  fc
    .tuple(place, fc.nat(9))
    .map(([where, width]) =>
      change(lines, '\n', (all, index) => all.splice(index, 1, ' '.repeat(width) + (all[index] ?? '').trimStart()))(
        where,
      ),
    ),
  place.map(change(characters, '', (all, index) => all.splice(index, 1))),
  fc
    .tuple(place, hostile)
    .map(([where, what]) => change(characters, '', (all, index) => all.splice(index, 0, what))(where)),
  place.map(
    (where): Mutation =>
      (text) =>
        text.slice(0, where % (text.length + 1)),
  ),
);
