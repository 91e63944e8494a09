import { definitions } from '@scrip/model';
import { closestWord } from '../phrases/closest.js';
import { KNOWN_CALENDARS, KNOWN_RATES, type KnownNames } from '../phrases/known-names.js';
import type { DefinedSecurity } from './defined.js';
import type { Problems } from './problem.js';

const { TERMS } = definitions;

/** Notes calendars and rates that are in no list of known ones: they may be right, and a wrong one is a wrong payment. */
export function unknownNames({ said, draft }: DefinedSecurity, problems: Problems): void {
  const calendars = [...said.of(TERMS.adjustsDays), ...said.of(TERMS.deals)].flatMap(
    ({ path, with: { calendars: names } }) =>
      names.map((name, index) => [`${path}/with/calendars/${String(index)}`, name] as const),
  );
  const rates = said.of(TERMS.paysFloating).map(({ path, with: { index } }) => [`${path}/with/index`, index] as const);
  note('calendar', calendars, KNOWN_CALENDARS);
  note('reference rate', rates, KNOWN_RATES);

  function note(what: string, names: readonly (readonly [string, string])[], known: KnownNames): void {
    for (const [path, name] of names.filter(([, each]) => !known.has(each))) {
      const near = closestWord(name, [...known.keys()]);
      const meant = near === undefined ? 'look at how it is written' : `did you mean ${near}?`;
      problems.note('VALUE_DOUBTFUL', `${name} is no known ${what}: ${meant}`, draft.rangeOf(path));
    }
  }
}
