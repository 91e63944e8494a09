import {
  DomainError,
  LIMITS,
  availableUnits,
  businessDate,
  entryId,
  incomeOf,
  inRankOrder,
  inSubAccount,
  isFreezeInForce,
  partyId,
  lotId,
  parseIsin,
  totalUnits,
  type Isin,
  type PartyId,
  type Lot,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readEncumbrances } from '../records/encumbrance-records.js';
import { readHolderFreezes, readSecurityFreezes, readUnitsFreezes } from '../records/freeze-records.js';
import { holdersOnRegister, readHeldFor, readHolding, readLotHistory } from '../records/lot-records.js';
import { readCorrections, readMovement } from '../records/movement-records.js';
import { readIssuedUnits, readSecurityOnRecord } from '../records/security-records.js';
import { heldBack } from './held-back.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { WorldState } from '../world-state/world-state.js';

/** The holder register of a security: every holder with the sum of the lots, in the order of the ids. */
export async function holdersOf({ state }: UnitOfWork, isinText: string): Promise<unknown> {
  const security = await readSecurityOnRecord(state, parseIsin(isinText));
  const { businessDate: today } = await readCalendarDate(state, security.calendar);
  const holders: HeldByHolder[] = [];
  for (let page = await heldAfter(state, security.isin, ''); page.length > 0;) {
    holders.push(...page);
    if (holders.length > LIMITS.recordsPerQueryMax) {
      throw new DomainError('LIMIT_EXCEEDED', { holdersMax: LIMITS.recordsPerQueryMax });
    }
    page = await heldAfter(state, security.isin, holders.at(-1)?.holderId ?? '');
  }
  return { isin: security.isin, businessDate: today, issued: await readIssuedUnits(state, security.isin), holders };
}

/** What one holder has. */
interface HeldByHolder {
  readonly holderId: PartyId;
  readonly units: bigint;
  readonly lots: number;
}

/** What the next holders have, each by a read of its own: none where there are no more. */
async function heldAfter(state: WorldState, isin: Isin, after: string): Promise<readonly HeldByHolder[]> {
  const held: HeldByHolder[] = [];
  for (const holderId of (await holdersOnRegister(state, isin, after)).holders) {
    const lots = await readHolding(state, isin, holderId);
    held.push({ holderId, units: totalUnits(lots), lots: lots.length });
  }
  return held;
}

/** The holding of one holder: its lots, oldest first, and their sum. */
export async function holdingOf({ state }: UnitOfWork, isinText: string, holderText: string): Promise<unknown> {
  const { isin } = await readSecurityOnRecord(state, parseIsin(isinText));
  const id = partyId(holderText, '/holderId');
  const lots = await readHolding(state, isin, id);
  return { isin, holderId: id, units: totalUnits(lots), lots, subAccounts: subAccountsOf(lots) };
}

/** What is held for each designation, and what for nobody, which comes first: together all that the holder has. */
function subAccountsOf(lots: readonly Lot[]): readonly object[] {
  const unallocated = { units: totalUnits(inSubAccount(lots, undefined)) };
  const chains = new Map(lots.flatMap(({ designation: of }) => (of === undefined ? [] : [[of.join('/'), of]])));
  const designated = [...chains.keys()].sort().map((key) => {
    const designation = chains.get(key) ?? [];
    return { designation, units: totalUnits(inSubAccount(lots, designation)) };
  });
  return [unallocated, ...designated];
}

/** What nominees hold for a party: its position, with the lots and the chain through which it has each of them. */
export async function heldForOwner({ state }: UnitOfWork, isinText: string, ownerText: string): Promise<unknown> {
  const { isin } = await readSecurityOnRecord(state, parseIsin(isinText));
  const ownerId = partyId(ownerText, '/ownerId');
  const lots = await readHeldFor(state, isin, ownerId);
  return { isin, ownerId, units: totalUnits(lots), lots };
}

/** An entry of a register with those that correct it. @throws DomainError ENTRY_UNKNOWN */
export async function entryOn(
  { state }: UnitOfWork,
  isinText: string,
  date: string,
  entryText: string,
): Promise<unknown> {
  const isin = parseIsin(isinText);
  const entry = entryId(entryText, '/entry');
  const movement = await readMovement(state, isin, { entry, on: businessDate(date, '/businessDate') });
  return { entry, ...movement, corrections: await readCorrections(state, isin, entry) };
}

/** What keeps units of a holding from moving, and how many are left; what is over is left out. */
export async function freezesIn({ state }: UnitOfWork, isinText: string, holderText: string): Promise<unknown> {
  const { isin, calendar } = await readSecurityOnRecord(state, parseIsin(isinText));
  const id = partyId(holderText, '/holderId');
  const { businessDate: today } = await readCalendarDate(state, calendar);
  const all = [
    ...(await readSecurityFreezes(state, isin)),
    ...(await readHolderFreezes(state, isin, id)),
    ...(await readUnitsFreezes(state, isin, id)),
  ];
  const freezes = all.filter((each) => isFreezeInForce(each, today));
  const lots = await readHolding(state, isin, id);
  const encumbrances = inRankOrder(await readEncumbrances(state, isin, id), today);
  const { holding } = await heldBack(state, isin, { holderId: id }, today);
  const units = totalUnits(lots);
  const available = availableUnits(lots, holding);
  return { isin, holderId: id, businessDate: today, units, ...holding, available, freezes, encumbrances };
}

/** To whom the income of the units of a holding goes today: to usufructuaries, and for all other units to the holder. */
export async function incomeFrom({ state }: UnitOfWork, isinText: string, holderText: string): Promise<unknown> {
  const { isin, calendar } = await readSecurityOnRecord(state, parseIsin(isinText));
  const id = partyId(holderText, '/holderId');
  const { businessDate: today } = await readCalendarDate(state, calendar);
  const lots = await readHolding(state, isin, id);
  const income = incomeOf(id, lots, await readEncumbrances(state, isin, id), today);
  return { isin, holderId: id, businessDate: today, units: totalUnits(lots), income };
}

/** The life of a lot, latest entry first. @throws DomainError LOT_UNKNOWN */
export async function historyOf(
  { state }: UnitOfWork,
  isinText: string,
  holderText: string,
  lotText: string,
): Promise<unknown> {
  const { isin } = await readSecurityOnRecord(state, parseIsin(isinText));
  const [holder, lot] = [partyId(holderText, '/holderId'), lotId(lotText, '/lotId')];
  const entries = await readLotHistory(state, isin, holder, lot);
  if (entries.length === 0) throw new DomainError('LOT_UNKNOWN', { lotId: lot });
  return { isin, holderId: holder, lotId: lot, entries };
}
