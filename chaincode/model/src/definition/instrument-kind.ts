import { canonicalRecord } from '../serialisation/canonical-record.js';
import type { Reader, Shape, ShapeValue } from '../serialisation/reader.js';
import type { Written } from '../compliance/rule-kind.js';
import type { SecurityTerms } from '../security/terms.js';

/** An instrument with its parameters, in canonical form. */
export interface Instrument<Is extends string = string> {
  /** Name and version: `couponBond@1`. What a version means never changes. */
  readonly is: Is;
  readonly with: Readonly<Record<string, unknown>>;
}

/** A kind of instrument as the constructor of its instruments. */
export interface InstrumentConstructor<Is extends string, S extends Shape> {
  /** @throws DomainError FIELD_INVALID, TERMS_INVALID and the errors of the parameters */
  (parameters: Written<ShapeValue<S>>): Instrument<Is>;
  readonly is: Is;
  /** Reads parameters in their canonical form: what the instrument promises. */
  readonly read: Reader<SecurityTerms>;
}

/**
 * Makes the constructor of a kind of instrument.
 *
 * @param is - name and version
 * @param shape - readers of the parameters
 * @param termsOf - what an instrument with these parameters promises; refuses what contradicts itself
 */
export function instrumentKind<const Is extends string, S extends Shape>(
  is: Is,
  shape: S,
  termsOf: (parameters: ShapeValue<S>, path: string) => SecurityTerms,
): InstrumentConstructor<Is, S> {
  const parameters = canonicalRecord(shape);
  const read: Reader<SecurityTerms> = (value, path) => termsOf(parameters(value, path), path);
  const construct = (given: Written<ShapeValue<S>>): Instrument<Is> => {
    read(given, '/with');
    return { is, with: given as Instrument['with'] };
  };
  return Object.assign(construct, { is, read });
}
