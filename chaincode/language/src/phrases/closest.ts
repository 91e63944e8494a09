/** The nearest of some words by the letters that differ, capitals last; undefined: none is near. */
export function closestWord(word: string, among: readonly string[]): string | undefined {
  const same = among.find((each) => each.toLowerCase() === word.toLowerCase());
  if (same !== undefined) return same;
  const most = Math.max(1, Math.floor(word.length / 3));
  const near = among
    .map((each) => ({ each, away: distance(word, each) }))
    .filter(({ away }) => away <= most)
    .sort((a, b) => a.away - b.away);
  return near[0]?.each;
}

/** The one of some templates that shares most of its fixed words with a text, or begins much like it. */
export function closestTemplate(words: readonly string[], templates: readonly string[]): string | undefined {
  const said = new Set(words);
  const near = templates
    .map((each) => ({ each, shared: shareOf(fixedWords(each), said) }))
    .filter(({ shared }) => shared >= 0.5)
    .sort((a, b) => b.shared - a.shared)[0]?.each;
  if (near !== undefined) return near;
  const first = closestWord(
    words[0] ?? '',
    templates.map((each) => fixedWords(each)[0] ?? ''),
  );
  return first === undefined ? undefined : templates.find((each) => fixedWords(each)[0] === first);
}

/** A text in lower case with nothing but letters and digits, and one space between its words. */
export const stripped = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const fixedWords = (template: string): readonly string[] =>
  template
    .replace(/\{[^}]*\}|[[\],]/g, ' ')
    .split(' ')
    .filter((word) => word !== '');

const shareOf = (words: readonly string[], said: ReadonlySet<string>): number =>
  words.length === 0 ? 0 : words.filter((word) => said.has(word)).length / words.length;

/** Levenshtein distance: letters put in, left out or replaced. */
export function distance(left: string, right: string): number {
  const [a, b] = [left.slice(0, CHARACTERS_MAX), right.slice(0, CHARACTERS_MAX)];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What is longer is compared by its beginning. */
const CHARACTERS_MAX = 64;
