import fc from 'fast-check';

/** One way to spoil a message. Positions are parts of a million of its length, so that they fit every message. */
export type Mutation =
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove'; readonly at: number; readonly count: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly count: number }
  | { readonly kind: 'replace'; readonly bytes: Uint8Array };

const PARTS = 1_000_000;
const at = fc.nat(PARTS);

export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('truncate' as const), at }),
    fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
    fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }) }),
    fc.record({ kind: fc.constant('remove' as const), at, count: fc.integer({ min: 1, max: 64 }) }),
    fc.record({ kind: fc.constant('repeat' as const), at, count: fc.integer({ min: 1, max: 64 }) }),
    fc.record({ kind: fc.constant('replace' as const), bytes: fc.uint8Array({ maxLength: 64 }) }),
  ),
  { minLength: 1, maxLength: 3 },
);

/** Applies mutations one after the other. */
export function mutate(message: Buffer, list: readonly Mutation[]): Buffer {
  return list.reduce(applyOne, message);
}

function applyOne(message: Buffer, mutation: Mutation): Buffer {
  if (mutation.kind === 'replace') {
    return Buffer.from(mutation.bytes);
  }
  const position = Math.floor((message.length * mutation.at) / PARTS);
  const [before, after] = [message.subarray(0, position), message.subarray(position)];
  switch (mutation.kind) {
    case 'truncate':
      return before;
    case 'flip':
      return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ (1 << mutation.bit)]), after.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, mutation.bytes, after]);
    case 'remove':
      return Buffer.concat([before, after.subarray(mutation.count)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, mutation.count), after]);
  }
}
