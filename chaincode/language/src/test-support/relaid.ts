/** Texts in quotation marks and comments, which no layout changes, beside everything else. */
const PIECES = /"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*|[^"#]+/g;

const outsideTexts = (text: string, change: (piece: string) => string): string =>
  text.replace(PIECES, (piece) => (piece.startsWith('"') || piece.startsWith('#') ? piece : change(piece)));

const lines = (text: string, change: (line: string, index: number) => string): string =>
  text.split('\n').map(change).join('\n');

/** Ways to write a text otherwise, none of which changes what it says. */
export const RELAID: Readonly<Record<string, (text: string) => string>> = {
  'deeper by other steps': (text) =>
    lines(text, (line) => line.replace(/^( {2})+/, (indent) => indent.repeat(2).slice(1))),
  'with tabs': (text) => lines(text, (line) => line.replace(/^( {2})+/, (indent) => '\t'.repeat(indent.length / 2))),
  'with blank lines': (text) => text.replaceAll('\n', '\n\n   \n'),
  'with comments': (text) =>
    lines(text, (line, index) => `${line} # said "here"${index % 2 === 0 ? '\n# and here' : ''}`),
  'with wide spaces': (text) => outsideTexts(text, (piece) => piece.replaceAll(/(?<=\S) (?=\S)/g, ' \t  ')),
  'without groups of digits': (text) => outsideTexts(text, (piece) => piece.replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')),
  'with zeros behind the point': (text) =>
    outsideTexts(text, (piece) => piece.replaceAll(/\.\d+(?=[% ;)\n])/g, '$&00')),
  'with ends of lines of another system': (text) => text.replaceAll('\n', '\r\n'),
  'broken within parentheses': (text) => outsideTexts(text, (piece) => piece.replaceAll('; ', ';\n            ')),
};
