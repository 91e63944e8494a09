import { harmless } from './harmless.js';
import type { Item, TermSheet } from './sheet.js';

/** A term sheet as an element of a page: texts stay texts, and there is no script, link or style in it. */
export function toHtml({ title, about, sections, notice }: TermSheet): string {
  return [
    '<article class="term-sheet">',
    `<h1>${escaped(title)}</h1>`,
    ...about.map((text) => `<p>${escaped(text)}</p>`),
    ...sections.flatMap(({ heading, items }) => [
      '<section>',
      `<h2>${escaped(heading)}</h2>`,
      ...listOf(items),
      '</section>',
    ]),
    `<p><small>${escaped(notice)}</small></p>`,
    '</article>',
    '',
  ].join('\n');
}

/** A term sheet as a page of its own, which loads nothing. */
export function toHtmlPage(sheet: TermSheet): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(sheet.title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `${toHtml(sheet)}</body>`,
    '</html>',
    '',
  ].join('\n');
}

const STYLE =
  'body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}' +
  'h2{font-size:1.1rem;margin:1.5rem 0 .25rem}ul{padding-inline-start:1.25rem;margin:.25rem 0}';

const listOf = (items: readonly Item[]): readonly string[] => [
  '<ul>',
  ...items.flatMap(({ text, below = [] }) =>
    below.length === 0 ? [`<li>${escaped(text)}</li>`] : [`<li>${escaped(text)}`, ...listOf(below), '</li>'],
  ),
  '</ul>',
];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => harmless(text).replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');
