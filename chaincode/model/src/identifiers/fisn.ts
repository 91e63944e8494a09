import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';

/** Financial instrument short name (ISO 18774): issuer short name, a slash, description; at most 35 characters. */
export type Fisn = Brand<string, 'Fisn'>;

const FISN = /^[0-9A-Z .%+-]{1,15}\/[0-9A-Z .%+/-]{1,19}$/;

/**
 * Checks a FISN.
 *
 * @throws DomainError FISN_INVALID
 */
export function parseFisn(text: string): Fisn {
  if (!FISN.test(text)) throw new DomainError('FISN_INVALID', { rule: 'form' });
  return text as Fisn;
}

/** Reader of {@link parseFisn}. */
export const fisn: Reader<Fisn> = checked(parseFisn);
