import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { recordIn, storedOf, textIn, type Stored } from '../stored.js';

/** What was proposed is never changed, and no law rests on one organisation. */
export const definitions: Invariant = {
  name: 'definitions',
  statement:
    'A definition says what it said when it was proposed; it is adopted by another organisation than its author, once; ' +
    'all find what was proposed by what it says, and nobody but its author finds a draft.',
  check: ({ transaction, before }, after) =>
    transaction.writes.flatMap(({ key, value }) => {
      if (key.startsWith('definition-index/')) return unfounded(key, value, after);
      if (!key.startsWith('definition/')) return [];
      const [was, now] = [before.get(key), value === undefined ? undefined : storedOf(value)];
      return [...flaws(key, was, now), ...unfound(key, was, now, after)];
    }),
};

/** An index entry that does not say what its definition says. */
function unfounded(key: string, value: string | undefined, after: LedgerImage): readonly string[] {
  if (value === undefined) return [`${key} is removed`];
  const [, index = '', entry = '', name = ''] = key.split('/');
  const of = after.get(`definition/${name}`);
  if (textIn(of, 'proposedOn') === '') return [`${key} is of nothing that was proposed`];
  const form = storedOf(textIn(of, 'form'));
  return PLAIN.includes(index) && textIn(form, index) !== entry ? [`${key} is not what the definition says`] : [];
}

/** A definition that is found by whom it must not, or not by whom it must. */
function unfound(key: string, was: Stored | undefined, now: Stored | undefined, after: LedgerImage): readonly string[] {
  const name = key.slice('definition/'.length);
  const draft = `definition-draft/${textIn(recordIn(now ?? was, 'author'), 'mspId')}/${name}`;
  const isDraft = textIn(now, 'draftedOn') !== '' && textIn(now, 'proposedOn') === '';
  if (isDraft !== after.has(draft)) return [`${draft} is ${isDraft ? 'missing' : 'left'}`];
  const isProposal = textIn(was, 'draftedOn') !== '' && textIn(was, 'proposedOn') === '' && !isDraft;
  if (!isProposal || now === undefined) return [];
  const kind = `definition-index/kind/${textIn(storedOf(textIn(now, 'form')), 'kind')}/${name}`;
  return after.has(kind) ? [] : [`${kind} is missing`];
}

/** Indexes of which a definition has the value as it is. */
const PLAIN: readonly string[] = ['kind', 'currency', 'isin'];

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
