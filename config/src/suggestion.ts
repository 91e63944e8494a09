/** Levenshtein's edits (insert, delete, replace) that turn one word into the other, kept row by row. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replace = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      line.push(Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, replace));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}

/**
 * The known word that someone who wrote `word` most likely meant.
 *
 * @returns undefined when nothing is near: a third of the word may differ, two letters at least of all but the shortest
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const far = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= far)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate;
}

/** Hint for an unknown word: what was meant, or else what there is. */
export function suggest(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return known.length === 0 ? 'none is known' : `known: ${known.join(', ')}`;
}
