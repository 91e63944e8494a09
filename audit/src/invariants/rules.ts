import type { Change } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { listIn, recordIn, storedOf, textIn, type Stored } from '../stored.js';
import type { Write } from '../transaction.js';

/** Rules come by the text of a security alone: nobody sets them beside it, and what has held stays on record. */
export const rules: Invariant = {
  name: 'rules',
  statement:
    'The rules of a security are written only by the transaction that gives it its definition or a later one, which is on ' +
    'record; a version of rules is never changed, and those that count are as they were written.',
  check: (change, after) => [
    ...securitiesWithRules(change).flatMap((isin) => beside(isin, change, after)),
    ...change.transaction.writes.flatMap((write) => flaws(write, change, after)),
  ],
};

const RULES = /^(?:rules|ruleVersions)\/([^/]+)/;

const securitiesWithRules = ({ transaction }: Change): readonly string[] => [
  ...new Set(transaction.writes.flatMap(({ key }) => RULES.exec(key)?.[1] ?? [])),
];

/** Rules of a security whose definition the same transaction leaves as it was, or changes to none that follows it. */
function beside(isin: string, { transaction, before }: Change, after: LedgerImage): readonly string[] {
  const key = `security/${isin}`;
  const [was, now] = [before.get(key), after.get(key)].map((each) => recordIn(each, 'definition'));
  const [earlier, name] = [nameOf(was), nameOf(now)];
  const isWritten = transaction.writes.some((write) => write.key === key);
  if (!isWritten || name === '' || name === earlier) return [`${isin}: rules beside a change of its definition`];
  if (earlier !== '' && !follows(name, earlier)) return [`${isin}: rules of ${name}, which does not follow ${earlier}`];
  const hash = textIn(after.get(`definition/${name}`), 'hash');
  return hash !== '' && hash === textIn(now, 'hash') ? [] : [`${isin}: rules of ${name}, which is not on record`];
}

/** Whether `Name@3` is a later version of `Name@2`. */
function follows(name: string, earlier: string): boolean {
  const [[own = '', version = ''], [other = '', before = '']] = [name.split('@'), earlier.split('@')];
  return own === other && Number(version) > Number(before);
}

const nameOf = (definition: Stored | undefined): string => textIn(definition, 'name');

function flaws({ key, value }: Write, { before }: Change, after: LedgerImage): readonly string[] {
  const now = value === undefined ? undefined : storedOf(value);
  if (key.startsWith('rules/')) {
    if (before.has(key) || now === undefined) return [`${key} is changed`];
    return key === keyOf(textIn(now, 'isin'), now) ? [] : [`${key} says something else than its key`];
  }
  if (!key.startsWith('ruleVersions/')) return [];
  const isin = key.slice('ruleVersions/'.length);
  const versions = listIn(now, 'versions');
  if (versions.length === 0) return [`${key} lists nothing`];
  return versions
    .filter((listed) => beginningOf(listed) !== beginningOf(after.get(keyOf(isin, listed))))
    .map((listed) => `${keyOf(isin, listed)} counts otherwise than it was written`);
}

const keyOf = (isin: string, of: Stored): string => `rules/${isin}/${String(of['version'])}`;

/** Since when a version holds, and whether it leaves alone what was there. */
const beginningOf = (of: Stored | undefined): string =>
  JSON.stringify([of?.['version'], of?.['effectiveFrom'], of?.['grandfathers']]);
