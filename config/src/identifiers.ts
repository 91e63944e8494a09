/** Letters become two digits (A = 10 … Z = 35), as ISO 7064 asks. */
const toDigits = (text: string): string => text.replace(/[A-Z]/g, (letter) => Number.parseInt(letter, 36).toString());

/** Whether the check digits of a Legal Entity Identifier compute: ISO 17442, ISO 7064 mod 97-10. */
export const isLei = (text: string): boolean =>
  /^[0-9A-Z]{18}[0-9]{2}$/.test(text) && BigInt(toDigits(text)) % 97n === 1n;
