import { harmless } from './harmless.js';
import type { Item, TermSheet } from './sheet.js';

/** A term sheet as CommonMark. Whatever its texts hold, they stay texts: no link, image, heading or HTML comes of them. */
export function toMarkdown({ title, about, sections, notice }: TermSheet): string {
  const blocks = [
    `# ${escaped(title)}`,
    ...about.map(escaped),
    ...sections.flatMap(({ heading, items }) => [
      `## ${escaped(heading)}`,
      items.flatMap((item) => linesOf(item, '')).join('\n'),
    ]),
    `_${escaped(notice)}_`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

const linesOf = ({ text, below = [] }: Item, indent: string): readonly string[] => [
  `${indent}- ${escaped(text)}`,
  ...below.flatMap((each) => linesOf(each, `${indent}  `)),
];

/** Backslashes before all that Markdown gives a meaning to within a line or at its beginning. */
function escaped(text: string): string {
  return harmless(text)
    .replace(/[\\`*_[\]<>&#|~!$]/g, '\\$&')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=\bwww)\./gi, '\\.')
    .replace(/@(?=[A-Za-z0-9-]+\.)/g, '\\@');
}
