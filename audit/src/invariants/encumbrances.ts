import type { Change, MovementEntry } from '../change.js';
import { encumbrancesOf, inForce } from '../encumbrances.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { textIn, unitsIn, type Stored } from '../stored.js';

const KEY = /^encumbered\/([^/]+)\/([^/]+)$/;
/** Movements by which no encumbrance ends or comes about. */
const KEEPING = new Set(['transfer', 'recovery']);

/** Rights of others in units are in order, and nothing takes them away in silence. */
export const encumbrances: Invariant = {
  name: 'encumbrances',
  statement:
    'No two encumbrances of the same units have one rank; transfers and recoveries keep all of them, enforcements those before.',
  check: (change, after) => {
    const touched = change.transaction.writes.flatMap(({ key }) => {
      const [, isin, holderId] = KEY.exec(key) ?? [];
      return isin === undefined || holderId === undefined ? [] : [{ key, isin, holderId }];
    });
    const isins = new Set(touched.map(({ isin }) => isin));
    return [
      ...touched.flatMap(({ key, isin, holderId }) => unordered(key, encumbrancesOf(after, isin, holderId))),
      ...[...isins].flatMap((isin) => lost(isin, change, after)),
    ];
  },
};

function unordered(key: string, all: readonly Stored[]): readonly string[] {
  const [ids, places] = [new Set<string>(), new Set<string>()];
  for (const each of all) {
    ids.add(textIn(each, 'encumbranceId'));
    places.add(placeOf(each));
  }
  return [
    ...(ids.size < all.length ? [`${key} has an id twice`] : []),
    ...(places.size < all.length ? [`${key} has a rank twice`] : []),
    ...all
      .filter((each) => textIn(each, 'kind') === 'attachment' && textIn(each, 'orderedBy') === '')
      .map((each) => `${key}: nobody has ordered ${textIn(each, 'encumbranceId')}`),
  ];
}

const placeOf = (each: Stored): string => JSON.stringify([each['parcel'], each['order']]);

/** Encumbrances that lie on fewer or more units, all holdings together, after movements that keep them. */
function lost(isin: string, change: Change, after: LedgerImage): readonly string[] {
  const entries = change.entries.filter((each) => each.isin === isin);
  const keys = change.transaction.writes.map(({ key }) => key).filter((key) => KEY.exec(key)?.[1] === isin);
  const before = keys.flatMap((key) => inForce(after, isin, change.before.get(key)));
  const [sums, sumsAfter] = [sumsOf(before), sumsOf(keys.flatMap((key) => inForce(after, isin, after.get(key))))];
  return keptBy(entries, before).flatMap((id) => {
    const [had, has] = [sums.get(id) ?? 0n, sumsAfter.get(id) ?? 0n];
    return had === has ? [] : [`${isin}: ${id} lay on ${had} units and lies on ${has}`];
  });
}

function keptBy(entries: readonly MovementEntry[], before: readonly Stored[]): readonly string[] {
  if (entries.length === 0) return [];
  const idsOf = (some: readonly Stored[]): readonly string[] => [
    ...new Set(some.map((each) => textIn(each, 'encumbranceId'))),
  ];
  if (entries.every(({ record }) => KEEPING.has(textIn(record, 'kind')))) return idsOf(before);
  const enforced = entries.map(({ record }) => textIn(record, 'enforces')).find((id) => id !== '');
  const giver = textIn(entries[0]?.record, 'from');
  const rank = before.find((each) => textIn(each, 'encumbranceId') === enforced && textIn(each, 'holderId') === giver);
  if (rank === undefined) return [];
  const isBefore = (each: Stored): boolean =>
    ['holderId', 'parcel'].every((name) => each[name] === rank[name]) && Number(each['order']) < Number(rank['order']);
  return idsOf(before.filter(isBefore));
}

function sumsOf(some: readonly Stored[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const each of some) {
    const id = textIn(each, 'encumbranceId');
    sums.set(id, (sums.get(id) ?? 0n) + unitsIn(each));
  }
  return sums;
}
