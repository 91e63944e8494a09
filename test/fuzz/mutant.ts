import fc from 'fast-check';
import { mutate, type Mutation, mutations } from './mutation.js';
import type { Request } from './requests.js';
import { mutateStructure, type Shape, type StructureMutation, structureMutations } from './structure.js';

/** How a valid request is spoilt: it applies to the requests of any network, whose keys and signatures differ. */
export interface Mutant {
  /** Fields that are spoilt, everything around them being encoded anew. */
  readonly fields: readonly StructureMutation[];
  /** Bytes that are spoilt thereafter. */
  readonly bytes: readonly Mutation[];
  /** Whether the signed part is spoilt, and signed thereafter, or the whole request. */
  readonly signed: boolean;
}

/** Mostly fields of what is signed, as only these mutants get past the check of the signature. */
export const mutants: fc.Arbitrary<Mutant> = fc.record({
  fields: fc.array(structureMutations, { minLength: 1, maxLength: 2 }),
  bytes: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: mutations }),
  signed: fc.integer({ min: 1, max: 5 }).map((n) => n > 1),
});

/** The spoilt request. */
export function spoil(request: Request, { fields, bytes, signed }: Mutant): Buffer {
  const spoilt = (message: Buffer, shape: Shape): Buffer =>
    mutate(
      fields.reduce((changed, mutation) => mutateStructure(changed, shape, mutation), message),
      bytes,
    );
  const { whole, part } = request.structure;
  return signed ? request.wrap(spoilt(request.signedPart, part)) : spoilt(request.valid, whole);
}

/** For a failure's text. */
export function describeMutant(mutant: Mutant): string {
  return JSON.stringify(mutant, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  });
}
