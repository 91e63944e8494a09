/** A table of two columns or more. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A text of the language. */
export const block = (text: string): string => ['```scrip', text.trimEnd(), '```'].join('\n');

/** Something as it is written. */
export const inCode = (text: string): string => `\`${text}\``;

const mark = (name: string, end: 'start' | 'end'): string => `<!-- ${name}:${end} -->`;

/** A page with a section between its marks. @throws Error where the page has no such marks */
export function withSection(page: string, name: string, section: string): string {
  const [start, end] = [page.indexOf(mark(name, 'start')), page.indexOf(mark(name, 'end'))];
  if (start < 0 || end < start) throw new Error(`the page has no ${mark(name, 'start')} … ${mark(name, 'end')}`);
  return `${page.slice(0, start)}${mark(name, 'start')}\n\n${section.trim()}\n\n${page.slice(end)}`;
}
