import type { TermSheet } from '@scrip/language';

type Item = TermSheet['sections'][number]['items'][number];

/** An element with attributes, texts, which are never read as HTML, and elements in it. */
export function made<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (string | Node)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

/** A term sheet. */
export function sheetElement({ title, about, sections, notice }: TermSheet): HTMLElement {
  return made(
    'article',
    {},
    made('h2', {}, title),
    ...about.map((text) => made('p', {}, text)),
    ...sections.flatMap(({ heading, items }) => [made('h3', {}, heading), listOf(items)]),
    made('p', {}, made('small', {}, notice)),
  );
}

const listOf = (items: readonly Item[]): HTMLElement =>
  made(
    'ul',
    {},
    ...items.map(({ text, below = [] }) => made('li', {}, text, ...(below.length === 0 ? [] : [listOf(below)]))),
  );
