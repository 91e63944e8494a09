import type { Change } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { storedOf, textIn, unitsIn, type Stored } from '../stored.js';

/** What may become of a certificate: a number is new once; what was cancelled never comes back, a deposit does. */
const STEPS: ReadonlySet<string> = new Set([
  ...['->cancelled', '->out', 'out->cancelled'],
  ...['->deposited', 'deposited->out', 'out->deposited'],
]);

/** Certificates on paper stand for units that are not in the register, and none for units that are. */
export const paper: Invariant = {
  name: 'paper',
  statement:
    'Units on paper are those of the certificates that are out; a certificate is given out once, taken in once, unless it lies in deposit, and stays for its units.',
  check: (change, after) => [
    ...change.transaction.writes.flatMap(({ key, value }) =>
      key.startsWith('paper/')
        ? flaws(key, change.before.get(key), value === undefined ? undefined : storedOf(value))
        : [],
    ),
    ...touched(change).flatMap((isin) => [...sums(isin, after), ...beside(isin, change)]),
  ],
};

const touched = ({ transaction }: Change): readonly string[] => [
  ...new Set(transaction.writes.flatMap(({ key }) => /^(?:paper|onPaper)\/([^/]+)/.exec(key)?.[1] ?? [])),
];

function flaws(key: string, before: Stored | undefined, now: Stored | undefined): readonly string[] {
  const step = `${textIn(before, 'status')}->${textIn(now, 'status')}`;
  if (!STEPS.has(step)) return [`${key} goes ${step}`];
  const [, isin, number] = key.split('/');
  if (textIn(now, 'isin') !== isin || textIn(now, 'number') !== number)
    return [`${key} says something else than its key`];
  return before !== undefined && unitsIn(before) !== unitsIn(now) ? [`${key} stands for other units than before`] : [];
}

function sums(isin: string, after: LedgerImage): readonly string[] {
  const said = unitsIn(after.get(`onPaper/${isin}`));
  const out = after
    .under(`paper/${isin}/`)
    .filter(([, record]) => textIn(record, 'status') === 'out')
    .reduce((sum, [, record]) => sum + unitsIn(record), 0n);
  return said === out ? [] : [`${isin}: ${said} units on paper, ${out} in certificates that are out`];
}

/** Units that certificates brought in or took out are those of the entries beside them. */
function beside(isin: string, { transaction, entries }: Change): readonly string[] {
  let units = 0n;
  for (const { key, value } of transaction.writes) {
    if (!key.startsWith(`paper/${isin}/`) || value === undefined) continue;
    const record = storedOf(value);
    units += textIn(record, 'status') === 'out' ? -unitsIn(record) : unitsIn(record);
  }
  for (const { record } of entries.filter((entry) => entry.isin === isin)) {
    const kind = textIn(record, 'kind');
    if (kind === 'dematerialisation') units -= unitsIn(record);
    if (kind === 'rematerialisation') units += unitsIn(record);
  }
  return units === 0n ? [] : [`${isin}: ${units} units of certificates beside the entries`];
}
