import fc from 'fast-check';
import { mutate, type Mutation, mutations } from './mutation.js';
import type { Request } from './requests.js';
import { fieldCount, mutateStructure, type Shape, type StructureMutation, structureMutations } from './structure.js';

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
export function spoil(request: Request, mutant: Mutant): Buffer {
  const { message, shape } = targetOf(request, mutant);
  const spoilt = spoiltMessage(message, shape, mutant);
  return mutant.signed ? request.wrap(spoilt) : spoilt;
}

/**
 * What the mutation meets. Where it is not the same in two requests, it strikes another field or another byte, or only one
 * of them was spoilt at all, and what comes of them cannot be compared.
 */
export function ground(request: Request, mutant: Mutant): string {
  const { message, shape } = targetOf(request, mutant);
  const isSpoilt = !spoiltMessage(message, shape, mutant).equals(message);
  const length = mutant.bytes.length === 0 ? 0 : message.length;
  return [isSpoilt, fieldCount(message, shape), length].join();
}

function targetOf(request: Request, { signed }: Mutant): { readonly message: Buffer; readonly shape: Shape } {
  const { whole, part } = request.structure;
  return signed ? { message: request.signedPart, shape: part } : { message: request.valid, shape: whole };
}

function spoiltMessage(message: Buffer, shape: Shape, { fields, bytes }: Mutant): Buffer {
  return mutate(
    fields.reduce((changed, mutation) => mutateStructure(changed, shape, mutation), message),
    bytes,
  );
}

/** For a failure's text. */
export function describeMutant(mutant: Mutant): string {
  return JSON.stringify(mutant, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  });
}
