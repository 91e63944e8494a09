import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';
import { passesMod97 } from './check-digits.js';

/** Legal entity identifier (ISO 17442): 18 characters and two check digits. */
export type Lei = Brand<string, 'Lei'>;

const LEI = /^[A-Z0-9]{18}[0-9]{2}$/;

/**
 * Checks an LEI: form and MOD 97-10 check digits.
 *
 * @throws DomainError LEI_INVALID with the rule that fails
 */
export function parseLei(text: string): Lei {
  if (!LEI.test(text)) throw new DomainError('LEI_INVALID', { rule: 'form' });
  if (!passesMod97(text)) throw new DomainError('LEI_INVALID', { rule: 'check digits' });
  return text as Lei;
}

/** Reader of {@link parseLei}. */
export const lei: Reader<Lei> = checked(parseLei);
