import { definitions } from '@scrip/model';
import { inCode, table } from './markdown.js';

const { CFI_PLACES } = definitions;

/** A place of a code, of one kind or of several. */
interface Row {
  readonly at: number;
  readonly place: definitions.CfiPlace;
  readonly kinds: string[];
}

/** What the letters of a CFI code say, and what in the terms leads to each; of kinds for which that is the same, once. */
export const cfiSection = (): string =>
  table(
    ['kind', 'letter', 'says', 'letters'],
    rows().map(({ at, place, kinds }) => [kinds.map(inCode).join(', '), String(at + 1), place.says, lettersOf(place)]),
  );

function rows(): readonly Row[] {
  const found: Row[] = [];
  for (const [name, places] of Object.entries(CFI_PLACES)) {
    for (const [at, place] of places.entries()) {
      const same = found.find((each) => each.at === at && saysSame(each.place, place));
      if (same === undefined) found.push({ at, place, kinds: [`${name}@1`] });
      else same.kinds.push(`${name}@1`);
    }
  }
  return found;
}

const saysSame = (one: definitions.CfiPlace, other: definitions.CfiPlace): boolean =>
  one.says === other.says && lettersOf(one) === lettersOf(other);

const lettersOf = ({ letters }: definitions.CfiPlace): string => {
  const told = Object.entries(letters).map(([letter, says]) => `${inCode(letter)} ${says}`);
  return told.length === 0 ? 'any: the terms say nothing of it' : told.join('; ');
};
