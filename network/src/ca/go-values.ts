const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/**
 * A boolean as Go's `strconv.ParseBool` reads it.
 *
 * @throws {RangeError} with Go's text
 */
export function parseBool(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new RangeError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** Whether Go's `encoding/asn1` writes the text as a PrintableString and not as a UTF8String. */
export function isPrintableString(text: string): boolean {
  return PRINTABLE.test(text);
}

/** JSON as Go's `encoding/json` writes a map: keys sorted, and what could end a script element escaped. */
export function goJson(map: Readonly<Record<string, string>>): string {
  const sorted = Object.fromEntries(Object.entries(map).sort(([left], [right]) => (left < right ? -1 : 1)));
  return JSON.stringify(sorted).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether a comma-separated list has the item; one space before an item is ignored (`util.ListContains`). */
export function listContains(list: string, item: string): boolean {
  return list.split(',').some((candidate) => candidate.replace(/^ /, '') === item);
}
