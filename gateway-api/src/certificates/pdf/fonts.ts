import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** Noto Sans (SIL Open Font License 1.1): Latin, Greek and Cyrillic letters. */
const FILES = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
} as const;

/** Weights in which a document is set. */
export type FontName = keyof typeof FILES;

const { resolve } = createRequire(import.meta.url);

/** The fonts, opened: their tables are read on the way, which takes longer than a document. */
const opened: Partial<Record<FontName, Font>> = {};

/** A font, to be embedded. */
export function fontOf(name: FontName): Font {
  const font = opened[name] ?? (create(readFileSync(resolve(FILES[name]))) as Font);
  // a glyph keeps the character by which it was first asked for; no document must depend on those before it
  if (opened[name] === undefined) for (const point of font.characterSet) font.glyphForCodePoint(point);
  return (opened[name] = font);
}

/** Scripts that run from left to right, letter by letter, and that the fonts have. */
const SET =
  /^[\p{Script_Extensions=Latin}\p{Script_Extensions=Greek}\p{Script_Extensions=Cyrillic}\p{Script=Common}\p{Script=Inherited}]$/u;
/** What is not seen, or moves what is: controls, format characters, separators of lines. Line breaks are made here alone. */
const UNSEEN = /^[\p{C}\p{Zl}\p{Zp}]$/u;

/** Whether the fonts show a character as it is. */
export function isPrintable(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return SET.test(character) && !UNSEEN.test(character) && fontOf('regular').hasGlyphForCodePoint(point);
}

/** A text in which runs of characters that cannot be shown stand as their numbers: `[U+5C71 U+7530]`. */
export function printable(text: string): string {
  let shown = '';
  let isNumbered = false;
  for (const character of text) {
    const isShown = isPrintable(character);
    if (isShown) shown += isNumbered ? `]${character}` : character;
    else shown += `${isNumbered ? ' ' : '['}${numberOf(character)}`;
    isNumbered = !isShown;
  }
  return isNumbered ? `${shown}]` : shown;
}

const numberOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
