/** A part of a text that is read by itself: everything around it blank, so that each thing keeps its place. */
export interface Part {
  readonly rule: 'Head' | 'Sentence';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Line {
  readonly indent: number;
  readonly from: number;
  readonly to: number;
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
    if (current === undefined || line.indent === 0) parts.push([line]);
    else if (first === undefined || line.indent <= first.indent) current.push(line);
    else current.push({ ...(current.pop() ?? line), to: line.to });
  }
  return parts.map((lines) => lines.map((line, index) => part(text, line, index === 0 ? 'Head' : 'Sentence')));
}

function part(text: string, { from, to }: Line, rule: Part['rule']): Part {
  const blank = (length: string): string => length.replace(/[^\n]/g, ' ');
  return { rule, text: blank(text.slice(0, from)) + text.slice(from, to), from, to };
}

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
