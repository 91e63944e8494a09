import { z } from 'zod';
import { escapePointer } from './plain-json.js';
import { Problem, type FieldError } from './problem.js';

/** Most faults that one answer lists. */
const ERRORS_MAX = 20;

/**
 * Parses one part of a request.
 *
 * @throws {Problem} VALIDATION_FAILED listing every fault with its pointer
 */
export function parsePart<S extends z.ZodType>(schema: S, value: unknown, part: FieldError['in']): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => toFieldErrors(issue, schema, part)).slice(0, ERRORS_MAX);
  const first = errors[0];
  throw Problem.of('VALIDATION_FAILED', {
    detail: first === undefined ? `the ${part} is not valid` : `${first.pointer} in the ${part}: ${first.detail}`,
    errors,
  });
}

function toFieldErrors(issue: z.core.$ZodIssue, schema: z.ZodType, part: FieldError['in']): FieldError[] {
  const pointer = toPointer(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path);
    return issue.keys.map((key) => ({
      in: part,
      pointer: `${pointer}/${escapePointer(key)}`,
      detail: 'is not a field of this request',
      hint: hintFor(key, known),
    }));
  }
  if (issue.code === 'invalid_union') {
    const nested = issue.errors.at(-1) ?? [];
    const inner = nested.flatMap((each) => toFieldErrors(each, schema, part));
    if (inner.length > 0) return inner.map((error) => ({ ...error, pointer: pointer + error.pointer.slice(1) }));
  }
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return [{ in: part, pointer, detail: issue.message, ...(typeof code === 'string' ? { code } : {}) }];
}

function toPointer(path: readonly PropertyKey[]): string {
  return ['#', ...path.map((step) => escapePointer(String(step)))].join('/');
}

/** Field names of the object schema at a path, where the path leads through objects and arrays only. */
function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let current: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    if (current instanceof z.ZodObject)
      current = (current.shape as Readonly<Record<string, z.core.$ZodType>>)[String(step)];
    else if (current instanceof z.ZodArray) current = current.element;
    else return [];
    while (current instanceof z.ZodOptional || current instanceof z.ZodDefault) current = current.unwrap();
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function hintFor(key: string, known: readonly string[]): string {
  const alike = known.find((name) => distance(name.toLowerCase(), key.slice(0, 64).toLowerCase()) <= 2);
  if (alike !== undefined) return `did you mean ${alike}?`;
  return known.length === 0 ? 'remove it' : `remove it; the fields are ${known.join(', ')}`;
}

/** Levenshtein distance: how many letters to change, insert or leave out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, right] of Array.from(b).entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
