import { cfi, currency, dti, fisn, isin, lei, type Reader } from '@scrip/model';

/** How the model reads an identifier that a sentence of a security says. */
interface Identifier {
  readonly read: Reader<string>;
  /** A right one, in whose place what else is said can be checked; absent: what else is said hangs on it. */
  readonly standIn?: string;
}

/** Identifiers by the path of their field. */
export const IDENTIFIERS: ReadonlyMap<string, Identifier> = new Map<string, Identifier>([
  ['/isin', { read: isin, standIn: 'XS0104440986' }],
  ['/issuer/lei', { read: lei, standIn: '5493001KJTIIGC8Y1R12' }],
  ['/fisn', { read: fisn, standIn: 'NAME/NOTES' }],
  ['/dti', { read: dti, standIn: 'X9J9K872S' }],
  ['/cfi', { read: cfi }],
  ['/currency', { read: currency }],
]);
