import type { Change } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { recordIn, storedOf, textIn, unitsIn, type Stored } from '../stored.js';
import type { Write } from '../transaction.js';

/** What may become of a solicitation. */
const STEPS: ReadonlySet<string> = new Set([
  ...['->open', 'open->agreed', 'open->effective', 'open->lapsed', 'open->withdrawn'],
  ...['agreed->effective', 'agreed->withdrawn'],
]);
const COUNTED = ['yes', 'no', 'aside'] as const;

/** Holders vote once, and what is counted is what they have said. */
export const solicitations: Invariant = {
  name: 'solicitations',
  statement:
    'Each account is voted once in a solicitation, tallies are the sum of votes, and what was counted is their sum.',
  check: (change, after) =>
    change.transaction.writes.flatMap((write) => {
      const { key } = write;
      if (key.startsWith('solicitation-vote/')) return change.before.has(key) ? [`${key} is voted again`] : [];
      if (key.startsWith('solicitation-tally/')) return tallyFlaws(write, change);
      return key.startsWith('solicitation/') ? stepFlaws(write, change, after) : [];
    }),
};

const recordOf = ({ value }: Write): Stored | undefined => (value === undefined ? undefined : storedOf(value));

/** A tally grows by the votes of the same transaction that its organisation has brought in. */
function tallyFlaws(write: Write, { transaction, before }: Change): readonly string[] {
  const { key } = write;
  const [, isin = '', number = '', mspId = ''] = key.split('/');
  const votes = transaction.writes
    .filter((each) => each.key.startsWith(`solicitation-vote/${isin}/${number}/`))
    .map(recordOf)
    .filter((vote) => textIn(vote, 'by') === mspId);
  return COUNTED.flatMap((name) => {
    const grown = unitsIn(recordOf(write), name) - unitsIn(before.get(key), name);
    const said = votes.reduce((sum, vote) => sum + saidIn(vote, name), 0n);
    return grown === said ? [] : [`${key}: ${name} grows by ${grown}, ${said} voted`];
  });
}

const saidIn = (vote: Stored | undefined, name: (typeof COUNTED)[number]): bigint => {
  const isAside = vote?.['isAside'] === true;
  if (name === 'aside') return isAside ? unitsIn(vote) : 0n;
  return isAside ? 0n : unitsIn(vote, name);
};

function stepFlaws(write: Write, { before }: Change, after: LedgerImage): readonly string[] {
  const { key } = write;
  const [was, now] = [before.get(key), recordOf(write)];
  const step = `${textIn(was, 'state')}->${textIn(now, 'state')}`;
  if (!STEPS.has(step)) return [`${key} goes ${step}`];
  const decision = recordIn(now, 'decision');
  if (decision === undefined || recordIn(was, 'decision') !== undefined) return [];
  const [, isin = ''] = key.split('/');
  const tallies = after.under(`solicitation-tally/${isin}/${String(now?.['number'])}/`).map(([, tally]) => tally);
  const sums = COUNTED.map((name) => tallies.reduce((sum, tally) => sum + unitsIn(tally, name), 0n));
  const counted = COUNTED.map((name) => unitsIn(decision, name));
  const all = counted.reduce((sum, units) => sum + units, 0n);
  return [
    ...(sums.join() === counted.join() ? [] : [`${key} counts ${counted.join('/')}, tallies are ${sums.join('/')}`]),
    ...(all <= unitsIn(decision, 'total') ? [] : [`${key} counts ${all} of ${unitsIn(decision, 'total')} outstanding`]),
  ];
}
