import type { FieldError } from './problem.js';

/** Deepest nesting of a body; our deepest schema, the rule of a mandate, has fourteen levels. */
export const JSON_DEPTH_MAX = 16;

/** Names that reach the prototype of objects when copied carelessly; no field of ours is called so. */
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Half of a surrogate pair: not Unicode text, refused by the canonical serialiser (RFC 8785 section 3.2.2.2). */
const LONE_SURROGATE = /\p{Surrogate}/u;
const CONTROL_CHARACTER = /\p{Control}/u;
const CONTROL_CHARACTER_BUT_LINES = /(?!\n)\p{Control}/u;
/** Where the language is written, in lines: the text of a definition, and the sentences of a template. */
const HAS_LINES = /^#\/(?:text|form\/sentences\/[0-9]+)$/;

/**
 * What makes a parsed JSON value unfit before any schema looks at it: nesting, prototype names, text that is not text.
 *
 * @returns the first fault found, or undefined
 */
export function faultOfJson(value: unknown, pointer = '#', depth = 0): FieldError | undefined {
  if (typeof value === 'string') return faultOfText(value, pointer);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= JSON_DEPTH_MAX) return fault(pointer, `nested deeper than ${JSON_DEPTH_MAX} levels`);
  for (const [name, member] of Object.entries(value)) {
    const found = faultOfName(name, pointer) ?? faultOfJson(member, `${pointer}/${escapePointer(name)}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A reference token of RFC 6901, cut to a length that fits into an answer. */
export function escapePointer(name: string): string {
  const short = name.length > 64 ? `${name.slice(0, 64)}…` : name;
  return encodeURIComponent(
    short
      .replaceAll(/\p{Surrogate}/gu, '')
      .replaceAll('~', '~0')
      .replaceAll('/', '~1'),
  );
}

function faultOfText(value: string, pointer: string): FieldError | undefined {
  if (LONE_SURROGATE.test(value)) return fault(pointer, 'contains half of a surrogate pair, which is not text');
  const unfit = HAS_LINES.test(pointer) ? CONTROL_CHARACTER_BUT_LINES : CONTROL_CHARACTER;
  if (unfit.test(value)) return fault(pointer, 'contains a control character');
  return undefined;
}

function faultOfName(name: string, pointer: string): FieldError | undefined {
  if (PROTOTYPE_NAMES.has(name)) return fault(`${pointer}/${name}`, 'is a reserved field name');
  return faultOfText(name, pointer);
}

function fault(pointer: string, detail: string): FieldError {
  return { in: 'body', pointer, detail };
}
