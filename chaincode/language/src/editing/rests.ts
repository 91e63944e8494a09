import type { Phrase } from '../phrases/phrase.js';
import { Reading, type Slot } from '../phrases/slot.js';
import type { Item } from '../syntax/items.js';

type Part = Phrase['parts'][number];

/** A piece of what can be written next: words, or a value of which there is an example and, where they are few, all. */
export type Piece =
  string | { readonly example: string; readonly expects: string; readonly choices?: readonly string[] };

/** All ways in which a phrase can go on after some items; none: they are not the beginning of it. */
export function restsOf({ parts }: Pick<Phrase, 'parts'>, items: readonly Item[]): readonly (readonly Piece[])[] {
  return restsFrom(parts, 0, items);
}

function restsFrom(parts: readonly Part[], at: number, items: readonly Item[]): readonly (readonly Piece[])[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [];
  if ('optional' in part) {
    return [...restsFrom([...part.optional, ...rest], at, items), ...restsFrom(rest, at, items)];
  }
  if (at === items.length) return [piecesOf(parts)];
  if ('literal' in part) return items[at]?.text === part.literal ? restsFrom(rest, at + 1, items) : [];
  const found = part.type.read(new Reading(items), at);
  const complete = found === undefined ? [] : restsFrom(rest, found.next, items);
  return [...unfinished(part.type, at, items).map((pieces) => [...pieces, ...piecesOf(rest)]), ...complete];
}

/** How a value goes on that the items begin and do not end. */
function unfinished(slot: Slot, at: number, items: readonly Item[]): readonly (readonly Piece[])[] {
  switch (slot.form?.of) {
    case 'part':
      return restsFrom(slot.form.phrase.parts, 0, items.slice(at));
    case 'either':
      return slot.form.phrases.flatMap(({ parts }) => restsFrom(parts, 0, items.slice(at)));
    case 'words':
      return wordsFrom(wordsOf(slot.form.words), items.slice(at));
    case 'list':
      return listFrom(slot.form.each, at, items);
    case undefined: {
      const reading = new Reading(items);
      slot.read(reading, at);
      if (reading.furthest !== items.length) return [];
      return reading.expected.map((expects) => [{ expects, example: exampleIn(expects) ?? slot.example }]);
    }
  }
}

const wordsOf = (words: readonly (readonly [written: string, value: unknown])[]): readonly string[] =>
  words.map(([written]) => written);

/** `a country such as DE` */
const exampleIn = (expects: string): string | undefined => /such as (.+)$/.exec(expects)?.[1];

function wordsFrom(written: readonly string[], items: readonly Item[]): readonly (readonly Piece[])[] {
  return written.flatMap((each) => {
    const words = each.split(' ');
    const isBegun = words.length > items.length && items.every(({ text }, index) => words[index] === text);
    return isBegun ? [[words.slice(items.length).join(' ')]] : [];
  });
}

/** After a comma, `and` or `or` another value is due. */
function listFrom(each: Slot, from: number, items: readonly Item[]): readonly (readonly Piece[])[] {
  for (let at = from; at < items.length;) {
    const found = each.read(new Reading(items), at);
    if (found === undefined) return unfinished(each, at, items);
    at = found.next;
    if (items[at]?.kind !== 'Joiner') return unfinished(each, from, items);
    at += 1;
    if (at === items.length) return [slotPieces(each)];
  }
  return [];
}

/** What stands in a phrase without what may be left out. */
function piecesOf(parts: readonly Part[]): readonly Piece[] {
  return parts.flatMap((part): readonly Piece[] => {
    if ('literal' in part) return [part.literal];
    return 'optional' in part ? [] : slotPieces(part.type);
  });
}

function slotPieces({ expects, example, form }: Slot): readonly Piece[] {
  switch (form?.of) {
    case 'words':
      return [{ expects, example, choices: wordsOf(form.words) }];
    case 'part':
      return piecesOf(form.phrase.parts);
    case 'list':
      return slotPieces(form.each);
    case 'either':
    case undefined:
      return [{ expects, example }];
  }
}
