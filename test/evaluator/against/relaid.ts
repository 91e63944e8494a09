import type { Dice } from './dice.js';

/** Texts in quotation marks, which no layout changes, beside everything else. */
const PIECES = /"(?:[^"\\]|\\.)*"|[^"]+/g;

const outsideTexts = (text: string, change: (piece: string) => string): string =>
  text.replace(PIECES, (piece) => (piece.startsWith('"') ? piece : change(piece)));

/** Ways to write a text otherwise that the reference allows. */
const WAYS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('\n', '  # said "here" (and; not there:\n'),
  (text) => text.replaceAll('\n', '\n\n   # nothing\n'),
  (text) => outsideTexts(text, (piece) => piece.replaceAll('; ', ';\n                 ')),
  (text) => outsideTexts(text, (piece) => piece.replaceAll(/(?<=\S) (?=\S)/g, '   ')),
  (text) => outsideTexts(text, (piece) => piece.replaceAll(/(?<=\d),(?=\d{3})/g, '')),
  (text) => outsideTexts(text, (piece) => piece.replaceAll(/(\.\d+)(?=[% ])/g, '$100')),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll(/^( {2})+/gm, (indent) => '\t'.repeat(indent.length / 2)),
];

/** The same text, perhaps written otherwise. */
export const relaid = (text: string, dice: Dice): string => (dice.often(40) ? dice.pick(WAYS.slice(1))(text) : text);
