import type { Range } from './range.js';

/** A part of a text that is read by itself. */
export interface Part extends Range {
  readonly rule: 'Head' | 'Sentence';
}

interface Line extends Range {
  readonly indent: number;
}

/**
 * The first line of each definition with the sentences below it, found by their lines alone: so that a mistake in one
 * hides none in another.
 */
export function partsOf(text: string): readonly (readonly Part[])[] {
  const parts: Line[][] = [];
  for (const line of linesOf(text)) {
    const current = parts.at(-1);
    const first = current?.[1];
    if (current === undefined || (line.indent === 0 && beginsDefinition(text, line, current))) parts.push([line]);
    else if (line.indent === 0) current.push(line);
    else if (first === undefined || line.indent <= first.indent) current.push(line);
    else current.push({ ...(current.pop() ?? line), to: line.to });
  }
  return parts.map((lines) =>
    lines.map(({ from, to }, index) => ({ rule: index === 0 ? 'Head' : 'Sentence', from, to })),
  );
}

/** A line at the left edge begins a definition, unless it follows the first line of one and is none itself. */
const beginsDefinition = (text: string, { from, to }: Line, current: readonly Line[]): boolean =>
  current.length > 1 || /^\S+\s+\S+@|^\S+\s+\S+\s+"/.test(text.slice(from, to));

/** Lines with something on them. */
function linesOf(text: string): readonly Line[] {
  let from = 0;
  return text.split('\n').flatMap((line) => {
    const [at, said] = [from, line.replace(/\s+$/, '')];
    from += line.length + 1;
    const indent = said.length - said.trimStart().length;
    return said === '' || said.trimStart().startsWith('#') ? [] : [{ indent, from: at, to: at + said.length }];
  });
}
