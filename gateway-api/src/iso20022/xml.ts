/** An element: its name, what is in it (elements that are absent are left out), and its attributes. */
export type XmlElement = readonly [
  name: string,
  content: string | readonly (XmlElement | undefined)[],
  attributes?: Readonly<Record<string, string>>,
];

/** Characters that XML 1.0 cannot carry in any form (section 2.2). */
const NOT_XML = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
};

function escaped(text: string): string {
  if (NOT_XML.test(text)) throw new Error('a text that XML cannot carry');
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** An XML 1.0 document in UTF-8, one element a line. */
export const xmlDocument = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '').join('\n')}\n`;

function written([name, content, attributes = {}]: XmlElement, indent: string): readonly string[] {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const opened = `${indent}<${name}${given.join('')}`;
  if (typeof content === 'string') return [`${opened}>${escaped(content)}</${name}>`];
  const inside = content.flatMap((each) => (each === undefined ? [] : written(each, `${indent}  `)));
  return inside.length === 0 ? [`${opened}/>`] : [`${opened}>`, ...inside, `${indent}</${name}>`];
}
