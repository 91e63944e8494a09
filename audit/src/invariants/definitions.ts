import type { Invariant } from '../invariant.js';
import { recordIn, storedOf, textIn, type Stored } from '../stored.js';

/** What was proposed is never changed, and no law rests on one organisation. */
export const definitions: Invariant = {
  name: 'definitions',
  statement:
    'A definition says what it said when it was proposed; it is adopted by another organisation than its author, once.',
  check: ({ transaction, before }) =>
    transaction.writes.flatMap(({ key, value }) =>
      key.startsWith('definition/')
        ? flaws(key, before.get(key), value === undefined ? undefined : storedOf(value))
        : [],
    ),
};

function flaws(key: string, was: Stored | undefined, now: Stored | undefined): readonly string[] {
  if (was !== undefined && isFrozen(was)) {
    if (now === undefined) return [`${key} is removed`];
    if (CONTENT.some((name) => textIn(was, name) !== textIn(now, name))) return [`${key} is changed`];
    if (STEPS.some((name) => textIn(was, name) !== '' && textIn(was, name) !== textIn(now, name))) {
      return [`${key} takes a step again`];
    }
  }
  return isAdoption(was, now) && !isByAnother(now) ? [`${key} is adopted by nobody but its author`] : [];
}

const CONTENT = ['form', 'hash', 'text'] as const;
const STEPS = ['proposedOn', 'adoptedOn', 'retiredOn'] as const;

/** What was published in one step, before there were others, was frozen at once. */
const isFrozen = (of: Stored): boolean => textIn(of, 'proposedOn') !== '' || textIn(of, 'publishedOn') !== '';

const isAdoption = (was: Stored | undefined, now: Stored | undefined): boolean =>
  textIn(now, 'adoptedOn') !== '' && textIn(was, 'adoptedOn') === '' && textIn(was, 'publishedOn') === '';

const isByAnother = (of: Stored | undefined): boolean => {
  const [author, adopter] = [recordIn(of, 'author'), recordIn(of, 'adoptedBy')].map((each) => textIn(each, 'mspId'));
  return adopter !== '' && adopter !== author;
};
