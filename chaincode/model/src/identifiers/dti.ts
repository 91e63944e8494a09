import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';
import { passesMod31 } from './check-digits.js';

/** Digital token identifier (ISO 24165): eight characters and a check character. */
export type Dti = Brand<string, 'Dti'>;

const DTI = /^[1-9B-DF-HJ-NP-TV-XZ][0-9B-DF-HJ-NP-TV-XZ]{8}$/;

/** That of Bitcoin: it was registered with another check character than the standard computes. */
const REGISTERED_OTHERWISE = '4H95J0R2X';

/**
 * Checks a DTI: form and check character.
 *
 * @throws DomainError DTI_INVALID with the rule that fails
 */
export function parseDti(text: string): Dti {
  if (!DTI.test(text)) throw new DomainError('DTI_INVALID', { rule: 'form' });
  if (text !== REGISTERED_OTHERWISE && !passesMod31(text))
    throw new DomainError('DTI_INVALID', { rule: 'check character' });
  return text as Dti;
}

/** Reader of {@link parseDti}. */
export const dti: Reader<Dti> = checked(parseDti);
