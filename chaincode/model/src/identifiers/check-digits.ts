/** The value of a character where letters stand for two digits (A = 10 … Z = 35), as ISO 6166 and ISO 17442 have it. */
function numberOf(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 65 ? String(code - 55) : character;
}

const expand = (text: string): string => Array.from(text, numberOf).join('');

/**
 * Whether a text passes the modulus 10 "double-add-double" check (ISO 6166:2021 annex, ISO/IEC 7812-1 annex B).
 *
 * @param text - digits and capital letters, check digit last
 */
export function passesLuhn(text: string): boolean {
  const digits = Array.from(expand(text), Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/**
 * Whether a text passes MOD 97-10 (ISO/IEC 7064): its number leaves 1 when divided by 97.
 *
 * @param text - digits and capital letters, both check digits last
 */
export const passesMod97 = (text: string): boolean => BigInt(expand(text)) % 97n === 1n;

/** Characters of ISO 24165 in the order of their values: digits and letters without A, E, I, O, U and Y. */
const TOKEN_CHARACTERS = '0123456789BCDFGHJKLMNPQRSTVWXZ';

/**
 * Whether a text passes the hybrid check MOD 31,30 (ISO/IEC 7064) that ISO 24165 uses.
 *
 * @param text - characters of ISO 24165, check character last
 */
export function passesMod31(text: string): boolean {
  const modulus = TOKEN_CHARACTERS.length;
  const values = Array.from(text, (character) => TOKEN_CHARACTERS.indexOf(character));
  const check = values.pop() ?? 0;
  const before = values.reduce((sum, value) => (2 * ((sum + value) % modulus || modulus)) % (modulus + 1), modulus);
  return (before + check) % modulus === 1;
}
