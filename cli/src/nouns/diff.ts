import type { Source } from '@scrip/language';
import { definitions } from '@scrip/model';
import type { Call } from '../command/call.js';
import { anyText, argument } from '../command/input.js';
import { verb } from '../command/verb.js';
import { TextError } from '../texts/problems.js';
import { sourcesOf } from '../texts/sources.js';

type Definition = definitions.Definition;

/** A definition before and after; absent: it was not there, or is no more. */
interface Pair {
  readonly before?: Definition;
  readonly after?: Definition;
}

/** Says what texts say otherwise than other ones: what it means, and not how it is written. */
export const DIFF = verb({
  name: 'diff',
  kind: 'local',
  summary:
    'Show what the definitions of a text say otherwise than those of another one; how they are written is left out',
  example: 'before/acme-2031.scrip after/acme-2031.scrip',
  args: {
    before: argument('before', 'text of the language, or a folder', anyText),
    after: argument('after', 'text of the language, or a folder (- for standard input)', anyText),
  },
  options: {},
  run: async (call, { before, after }) => {
    const [earlier, later] = [await definedIn(before, call), await definedIn(after, call)];
    const items = pairs(earlier, later).map((pair) => ({ name: nameOf(pair), ...compared(pair) }));
    const changed = items.filter(({ differences }) => differences.length > 0);
    return {
      reply: { items },
      lines:
        changed.length === 0
          ? ['They say the same.']
          : changed.flatMap(({ name, differences, more }) => [
              `${name}:`,
              ...differences.map(({ text }) => `  ${text}`),
              ...(more === 0 ? [] : [`  and ${more} more`]),
            ]),
    };
  },
});

async function definedIn(path: string, call: Call): Promise<readonly Definition[]> {
  const { compileTogether } = await import('@scrip/language');
  const sources: readonly Source[] = await sourcesOf([path], call);
  const all = compileTogether(sources);
  const found = all.flatMap(({ source, problems }) => problems.map((problem) => ({ source, problem })));
  if (found.length > 0) throw new TextError(found);
  return all.flatMap((each) => each.definitions);
}

/** Two that stand alone belong together, whatever they are called; among several the name says which. */
function pairs(earlier: readonly Definition[], later: readonly Definition[]): readonly Pair[] {
  const [[before], [after]] = [earlier, later];
  if (before !== undefined && after !== undefined && earlier.length === 1 && later.length === 1) {
    return [{ before, after }];
  }
  const found = new Map<string, Pair>(earlier.map((each) => [each.name, { before: each }]));
  for (const each of later) found.set(each.name, { ...found.get(each.name), after: each });
  return [...found.values()];
}

const nameOf = ({ before, after }: Pair): string => {
  const [earlier, later] = [before, after].map((each) => (each === undefined ? '' : definitions.pinnedNameOf(each)));
  return earlier === later || later === ''
    ? (earlier ?? '')
    : earlier === ''
      ? (later ?? '')
      : `${earlier ?? ''} → ${later ?? ''}`;
};

function compared({ before, after }: Pair): {
  readonly differences: readonly definitions.Difference[];
  readonly more: number;
} {
  if (before !== undefined && after !== undefined) {
    const { items, more } = definitions.differences(before, after);
    return { differences: items, more };
  }
  const whole = before ?? after;
  const kind = after === undefined ? 'removed' : 'added';
  const text = `the ${whole?.kind ?? ''} definition is ${kind}`;
  return { differences: [{ path: '', kind, text }], more: 0 };
}
