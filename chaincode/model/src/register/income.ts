import type { BusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { inSubAccount, type Designation } from './designation.js';
import { inForceOn, parcelsOf, type Encumbrance } from './encumbrance.js';
import { totalUnits, type Lot } from './lot.js';

/** Units of a holding whose income a party gets: the usufructuary by its encumbrance, otherwise the holder. */
export interface IncomeEntitlement {
  readonly partyId: PartyId;
  readonly units: bigint;
  readonly designation?: Designation;
  readonly encumbranceId?: string;
}

/**
 * Who gets the income of the units of a holding on a day: coupons, dividends. A usufruct takes it from the holder, who
 * keeps title and capital (for instance BGB sections 1068 and 1030); of two on the same units the one before.
 */
export function incomeOf(
  holderId: PartyId,
  lots: readonly Lot[],
  encumbrances: readonly Encumbrance[],
  today: BusinessDate,
): readonly IncomeEntitlement[] {
  const accounts = new Map(lots.map(({ designation }) => [(designation ?? []).join('/'), designation]));
  return [...accounts.keys()].sort().flatMap((key) => {
    const of = accounts.get(key);
    const designated = of === undefined ? {} : { designation: of };
    const taken = usufructsOf(inSubAccount(inForceOn(encumbrances, today), of)).map((each) => ({
      ...each,
      ...designated,
    }));
    const rest = taken.reduce((left, { units }) => left - units, totalUnits(inSubAccount(lots, of)));
    return rest > 0n ? [...taken, { partyId: holderId, units: rest, ...designated }] : taken;
  });
}

/** What usufructs take: each the first so many units of its parcel, as far as none before it does. */
const usufructsOf = (encumbrances: readonly Encumbrance[]): readonly IncomeEntitlement[] =>
  [...parcelsOf(encumbrances.filter(({ kind }) => kind === 'usufruct')).values()].flatMap((parcel) => {
    let covered = 0n;
    return parcel.flatMap(({ beneficiary, units, encumbranceId }) => {
      if (units <= covered) return [];
      const own = units - covered;
      covered = units;
      return [{ partyId: beneficiary, units: own, encumbranceId }];
    });
  });
