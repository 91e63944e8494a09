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

/** What the parameters of an instrument say, and what the register reads of it. */
export interface InstrumentReading {
  readonly values: object;
  readonly terms: SecurityTerms;
}

/** A kind of instrument as the constructor of its instruments. */
export interface InstrumentConstructor<Is extends string, S extends Shape> {
  /** @throws DomainError FIELD_INVALID, TERMS_INVALID and the errors of the parameters */
  (parameters: Written<ShapeValue<S>>): Instrument<Is>;
  readonly is: Is;
  /** Reads parameters in their canonical form. */
  readonly read: Reader<InstrumentReading>;
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
  const read: Reader<InstrumentReading> = (value, path) => {
    const values = parameters(value, path);
    return { values, terms: termsOf(values, path) };
  };
  const construct = (given: Written<ShapeValue<S>>): Instrument<Is> => {
    read(given, '/with');
    return { is, with: given as Instrument['with'] };
  };
  return Object.assign(construct, { is, read });
}
