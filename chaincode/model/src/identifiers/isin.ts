import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';
import { passesLuhn } from './check-digits.js';
import { isCountry } from './country.js';

/** International securities identification number (ISO 6166): 12 characters, the last a check digit. */
export type Isin = Brand<string, 'Isin'>;

const ISIN = /^([A-Z]{2})[A-Z0-9]{9}[0-9]$/;

/**
 * Prefixes that are not countries: international clearing (XS), the substitute agencies (XA to XD, XF), Kosovo (XK),
 * the European Union (EU), OTC derivatives (EZ), the ISO user range of the digital token and test agencies (XT, QS, QT).
 */
const OTHER_PREFIXES: ReadonlySet<string> = new Set([
  'XS',
  'XA',
  'XB',
  'XC',
  'XD',
  'XF',
  'XK',
  'XT',
  'EU',
  'EZ',
  'QS',
  'QT',
]);

/**
 * Checks an ISIN: form, prefix and check digit.
 *
 * @throws DomainError ISIN_INVALID with the rule that fails
 */
export function parseIsin(text: string): Isin {
  const prefix = ISIN.exec(text)?.[1];
  if (prefix === undefined) throw new DomainError('ISIN_INVALID', { rule: 'form' });
  if (!isCountry(prefix) && !OTHER_PREFIXES.has(prefix)) throw new DomainError('ISIN_INVALID', { rule: 'prefix' });
  if (!passesLuhn(text)) throw new DomainError('ISIN_INVALID', { rule: 'check digit' });
  return text as Isin;
}

/** Reader of {@link parseIsin}. */
export const isin: Reader<Isin> = checked(parseIsin);
