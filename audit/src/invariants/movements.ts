import type { Change, MovementEntry } from '../change.js';
import { Holdings } from '../holdings.js';
import type { Invariant } from '../invariant.js';
import { recordIn, textIn, unitsIn, type Stored } from '../stored.js';

const SHA_256 = /^[0-9a-f]{64}$/;
/** Movements without the word of the holder. */
const ORDERED = new Set([
  'forcedTransfer',
  'enforcement',
  'recovery',
  'redeem',
  'cancel',
  'correction',
  'dematerialisation',
  'rematerialisation',
]);

/** Entries by which nothing passes to anybody. */
const OF_RECORD_ONLY = new Set(['consolidation', 'rehoming']);

/** Title follows entries: whoever reads only the entries gets the same register. */
export const movements: Invariant = {
  name: 'movements',
  statement: 'What every holder gains and loses in a transaction is what its entries say, each with the verdict on it.',
  check: (change) => [...differences(change), ...change.entries.flatMap((entry) => flaws(entry))],
};

/** I10 of what happens to a holder without its word. */
export const legalBasis: Invariant = {
  name: 'legal-basis',
  statement: 'A movement without the word of its holder names its legal basis and the document of it.',
  check: ({ entries }) =>
    entries
      .filter(({ record }) => ORDERED.has(textIn(record, 'kind')))
      .filter(({ record }) => !isFounded(recordIn(record, 'order')))
      .map(({ key }) => `${key} has no legal basis`),
};

/** Entries are added. */
export const history: Invariant = {
  name: 'history',
  statement: 'An entry of the register is never changed or removed.',
  check: ({ transaction }) =>
    transaction.writes
      .filter(({ key }) => key.startsWith('movement/'))
      .filter(({ key, value }) => value === undefined || key.split('/')[3] !== transaction.transactionId)
      .map(({ key }) => `${key} is not an entry of this transaction`),
};

function differences({ created, consumed, entries }: Change): readonly string[] {
  const balance = new Holdings();
  for (const { isin, holderId, units } of created) balance.add(isin, holderId, units);
  for (const { isin, holderId, units } of consumed) balance.add(isin, holderId, -units);
  const moved = new Set([...created, ...consumed].map(({ isin }) => isin));
  const entered = new Set(entries.map(({ isin }) => isin));
  for (const { isin, record } of entries) takeBack(balance, isin, record);
  return [
    ...[...moved].filter((isin) => !entered.has(isin)).map((isin) => `${isin}: lots without an entry`),
    ...balance.isins.flatMap((isin) =>
      Array.from(balance.holders(isin), ([holder, units]) => `${isin} ${holder}: ${units} units beside the entries`),
    ),
  ];
}

function takeBack(balance: Holdings, isin: string, record: Stored | undefined): void {
  if (OF_RECORD_ONLY.has(textIn(record, 'kind'))) return;
  const units = unitsIn(record);
  const [from, to] = [textIn(record, 'from'), textIn(record, 'to')];
  if (from !== '') balance.add(isin, from, units);
  if (to !== '') balance.add(isin, to, -units);
}

function flaws({ key, record }: MovementEntry): readonly string[] {
  const [, isin, date] = key.split('/');
  return [
    ...(SHA_256.test(textIn(record, 'verdictHash')) ? [] : [`${key} has no verdict`]),
    ...(textIn(record, 'isin') === isin && textIn(record, 'businessDate') === date
      ? []
      : [`${key} says something else than its key`]),
  ];
}

const isFounded = (order: Stored | undefined): boolean =>
  textIn(order, 'basis') !== '' && SHA_256.test(textIn(order, 'document'));
