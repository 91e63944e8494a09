import { definitions } from '@scrip/model';

const PLACES: ReadonlyMap<string, definitions.CfiPlaces> = new Map(
  Object.entries(definitions.CFI_PLACES).map(([name, places]) => [`${name}@1`, places]),
);

/**
 * Which letter of a CFI code the terms contradict: what it says, and what those say that go with the terms.
 *
 * @param is - the kind of instrument
 */
export function cfiInWords(is: string, { place, letter, expected }: definitions.TermProblem['details']): string {
  const letters = PLACES.get(is)?.[Number(place) - 1]?.letters ?? {};
  const said = (each: string): string => (letters[each] === undefined ? each : `${each} (${letters[each]})`);
  const right = String(expected).split(' or ').map(said).join(' or ');
  return `letter number ${String(place)}, letter ${said(String(letter))}, expected ${right}`;
}
