import type { BusinessDate } from '../../dates/business-date.js';
import type { Cfi } from '../../identifiers/cfi.js';
import type { Currency } from '../../identifiers/currency.js';
import type { Money } from '../../numbers/money.js';
import type { SaidTerms } from './said.js';

/** An instrument with its parameters read. */
export interface CheckedInstrument {
  /** Name and version of its kind. */
  readonly is: string;
  readonly values: object;
}

/** What a definition says beside its instrument and its terms. */
export interface TermContext {
  readonly currency: Currency;
  readonly denomination?: Money | undefined;
  readonly cfi?: Cfi | undefined;
}

/** All that a check looks at. */
export interface Checked extends TermContext {
  readonly instrument: CheckedInstrument;
  readonly said: SaidTerms;
}

/** A text among the parameters of an instrument: empty where there is none of that name. */
export function parameterOf({ values }: CheckedInstrument, name: string): string {
  const value = (values as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
}

/** The day of issue, where the kind has one. */
export const issuedOn = ({ values }: CheckedInstrument): BusinessDate | undefined =>
  'issuedOn' in values ? (values.issuedOn as BusinessDate) : undefined;

/** The form of the units, where the kind has one. */
export const formOf = ({ values }: CheckedInstrument): 'registered' | 'bearer' | undefined =>
  'form' in values ? (values.form as 'registered' | 'bearer') : undefined;
