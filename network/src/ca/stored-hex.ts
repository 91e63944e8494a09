/** Hexadecimal as the real server stores serial numbers and key identifiers: in lower case, without leading zeros. */
export function storedHex(hexadecimal: string): string {
  return hexadecimal.toLowerCase().replace(/^0+/, '');
}
