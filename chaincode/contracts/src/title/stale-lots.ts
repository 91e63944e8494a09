import { LIMITS, parseIsin, type Lot, type StaleHolding } from '@scrip/model';
import { holdersOnRegister, readHolding } from '../records/lot-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { homesOf, isHome } from './homes.js';

/** Lots that are attested by others than those who should, of some holders after one. */
export async function staleLots(work: UnitOfWork, isinText: string, after: string): Promise<unknown> {
  const security = await readSecurityOnRecord(work.state, parseIsin(isinText));
  const { isin } = security;
  const { holders, isCut } = await holdersOnRegister(work.state, isin, after);
  const looked = holders.slice(0, LIMITS.holdersPerRehomingQueryMax);
  const holdings: StaleHolding[] = [];
  for (const holderId of looked) {
    const homeOf = await homesOf(work, security, holderId);
    const stale = (await readHolding(work.state, isin, holderId)).filter((lot) => !isHome(lot, homeOf(lot)));
    holdings.push(...byAttestors(stale).map((lots) => ({ holderId, ...lots })));
  }
  const last = looked.at(-1);
  const isEnd = !isCut && looked.length === holders.length;
  return { isin, holdings, ...(isEnd || last === undefined ? {} : { next: last }) };
}

/** Lots that have the same attestors together: one of these who does not answer keeps no others away. */
function byAttestors(lots: readonly Lot[]): readonly Pick<StaleHolding, 'lotIds' | 'attestors'>[] {
  const alike = new Map<string, Lot[]>();
  for (const lot of lots) {
    const name = lot.attestors.join(' ');
    alike.set(name, [...(alike.get(name) ?? []), lot]);
  }
  return Array.from(alike.values(), (group) => ({
    lotIds: group.map(({ lotId }) => lotId),
    attestors: group[0]?.attestors ?? [],
  }));
}
