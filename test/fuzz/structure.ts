import fc from 'fast-check';
import {
  encodeFields,
  END_GROUP,
  LENGTH_DELIMITED,
  parseFields,
  START_GROUP,
  VARINT,
  varint,
  type WireField,
} from './wire-format.js';

/** Which fields of a message are messages themselves, by number; `bytes` fields that hold a message count as such. */
export interface Shape {
  readonly [field: number]: Shape;
}

/** Where a field stands: the positions of the fields on the way to it. */
type Path = readonly number[];

/**
 * One way to spoil a message that keeps its structure: everything around the field is encoded anew, so that what is
 * spoilt is met deep inside. `target` chooses the field by its part of a million, so that the same mutation fits the
 * messages of two networks, whose keys and signatures differ.
 */
export interface StructureMutation {
  readonly target: number;
  readonly kind: (typeof KINDS)[number];
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly value: bigint;
}

const PARTS = 1_000_000;
const KINDS = [
  'remove',
  'empty',
  'repeat',
  'replace',
  'truncate',
  'flip',
  'number',
  'invalid-utf8',
  'unknown-field',
  'group',
  'to-end',
  'swallow',
  'double',
] as const;
const UNKNOWN_FIELD = 1000;
/** The end of a group with the number of an unknown field. */
const EMPTY_GROUP = varint(BigInt(UNKNOWN_FIELD * 8 + END_GROUP));
const INVALID_UTF8 = Buffer.from([0xff, 0xfe]);

export const structureMutations: fc.Arbitrary<StructureMutation> = fc.record({
  target: fc.nat(PARTS - 1),
  kind: fc.constantFrom(...KINDS),
  at: fc.nat(PARTS - 1),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 24 }),
  value: fc.constantFrom(0n, 1n, 2n, 3n, 4n, 5n, 99n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n),
});

/** Applies a mutation to a message of this shape. A message without fields stays as it is. */
export function mutateStructure(message: Buffer, shape: Shape, mutation: StructureMutation): Buffer {
  const paths = pathsOf(message, shape);
  const path = paths[Math.floor((paths.length * mutation.target) / PARTS)];
  return path === undefined ? message : rewrite(message, path, mutation);
}

/** Number of fields of a message, at any depth. */
export function fieldCount(message: Buffer, shape: Shape): number {
  return pathsOf(message, shape).length;
}

function pathsOf(message: Buffer, shape: Shape, prefix: Path = []): readonly Path[] {
  return (parseFields(message) ?? []).flatMap((field, index) => {
    const path = [...prefix, index];
    const inner = shape[field.number];
    return [path, ...(inner === undefined ? [] : pathsOf(field.content, inner, path))];
  });
}

function rewrite(message: Buffer, [index = 0, ...rest]: Path, mutation: StructureMutation): Buffer {
  const fields = parseFields(message) ?? [];
  const field = fields[index];
  if (field === undefined) return message;
  const [before, after] = [fields.slice(0, index), fields.slice(index + 1)];
  if (rest.length > 0) {
    const inner = { ...field, content: rewrite(field.content, rest, mutation) };
    return encodeFields([...before, inner, ...after]);
  }
  if (mutation.kind === 'to-end') return encodeFields([...before, ...after, field]);
  if (mutation.kind === 'swallow') return encodeFields([...before, swallowing(field, after)]);
  return encodeFields([...before, ...spoilt(field, mutation), ...after]);
}

/** What becomes of a field; other wire types than length-delimited have a number for content. */
function spoilt(field: WireField, mutation: StructureMutation): readonly WireField[] {
  const number: WireField = { ...field, wireType: VARINT, content: varint(mutation.value) };
  switch (mutation.kind) {
    case 'remove':
      return [];
    case 'repeat':
      return [field, field];
    case 'unknown-field':
      return [field, { number: UNKNOWN_FIELD, wireType: LENGTH_DELIMITED, content: Buffer.from(mutation.bytes) }];
    case 'number':
      return [number];
    case 'group':
      return [field, { number: UNKNOWN_FIELD, wireType: START_GROUP, content: EMPTY_GROUP }];
    default:
      return [
        field.wireType === LENGTH_DELIMITED ? { ...field, content: spoiltContent(field.content, mutation) } : number,
      ];
  }
}

/** The same bytes with a limit moved: what followed the field is its end (cross-linked data as in CVE-2023-46132). */
function swallowing(field: WireField, after: readonly WireField[]): WireField {
  return field.wireType === LENGTH_DELIMITED
    ? { ...field, content: Buffer.concat([field.content, encodeFields(after)]) }
    : field;
}

function spoiltContent(content: Buffer, { kind, at, bytes }: StructureMutation): Buffer {
  const position = Math.floor((content.length * at) / PARTS);
  switch (kind) {
    case 'empty':
      return Buffer.alloc(0);
    case 'truncate':
      return content.subarray(0, position);
    case 'flip':
      return flipped(content, position);
    case 'double':
      return Buffer.concat([content, content]);
    case 'invalid-utf8':
      return INVALID_UTF8;
    default:
      return Buffer.from(bytes);
  }
}

function flipped(content: Buffer, position: number): Buffer {
  const changed = Buffer.from(content);
  changed[position] = (changed[position] ?? 0) ^ 1;
  return changed.subarray(0, content.length);
}
