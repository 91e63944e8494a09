/** Letters become two digits (A = 10 … Z = 35), as both check-digit schemes ask. */
const toDigits = (text: string): string => text.replace(/[A-Z]/g, (letter) => Number.parseInt(letter, 36).toString());

/** Whether the check digits of a Legal Entity Identifier compute: ISO 17442, ISO 7064 mod 97-10. */
export const isLei = (text: string): boolean =>
  /^[0-9A-Z]{18}[0-9]{2}$/.test(text) && BigInt(toDigits(text)) % 97n === 1n;

/** Whether the check digit of an ISIN computes: ISO 6166, modulus 10 "double add double". */
export function isIsin(text: string): boolean {
  if (!/^[A-Z]{2}[0-9A-Z]{9}[0-9]$/.test(text)) return false;
  const sum = Array.from(toDigits(text))
    .reverse()
    .reduce((total, digit, index) => {
      const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}
