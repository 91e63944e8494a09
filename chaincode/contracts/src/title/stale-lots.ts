import { LIMITS, parseIsin, type RehomedHolding } from '@scrip/model';
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
  const holdings: RehomedHolding[] = [];
  for (const holderId of looked) {
    const homeOf = await homesOf(work, security, holderId);
    const stale = (await readHolding(work.state, isin, holderId)).filter((lot) => !isHome(lot, homeOf(lot)));
    if (stale.length > 0) holdings.push({ holderId, lotIds: stale.map(({ lotId }) => lotId) });
  }
  const last = looked.at(-1);
  const isEnd = !isCut && looked.length === holders.length;
  return { isin, holdings, ...(isEnd || last === undefined ? {} : { next: last }) };
}
