import {
  DomainError,
  rehomingRequest,
  totalUnits,
  type BusinessDate,
  type InstructionId,
  type Lot,
  type LotId,
  type PartyId,
  type RehomedHolding,
  type RehomingRequest,
  type Security,
} from '@scrip/model';
import { readBallot, writeBallot } from '../records/ballot-records.js';
import { readLots } from '../records/lot-records.js';
import { readReservations, writeReservations } from '../records/reservation-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { homesOf, isHome, type Home } from './homes.js';
import { rehomeLots } from './rehome.js';

/**
 * Brings lots to those who attest them now, after an attestor was replaced or a holder has got another custodian. The key
 * policies of before decide whether it may be done; where one of those does not answer any more, the lawful override does.
 * It can be broken off and gone on with: what is at home already is left as it is.
 */
export const bringHome: CommandHandler<RehomingRequest> = {
  body: rehomingRequest,
  run: async (work, { isin, holdings }) => {
    const security = await readSecurity(work.state, isin);
    if (security.registrar !== work.callerMspId && !(await work.callerHas('regulator'))) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar of the security or regulator' });
    }
    const { businessDate } = await work.moment(security.calendar);
    let rehomed = 0;
    for (const each of holdings) rehomed += await bringHolding(work, security, businessDate, each);
    return { isin, rehomed };
  },
};

/** @returns how many lots came to be attested by others */
async function bringHolding(
  work: UnitOfWork,
  security: Security,
  today: BusinessDate,
  { holderId, lotIds }: RehomedHolding,
): Promise<number> {
  const homeOf = await homesOf(work, security, holderId);
  const away = new Map<InstructionId | undefined, Lot[]>();
  for (const lot of await readLots(work.state, security.isin, holderId, lotIds)) {
    const home = homeOf(lot);
    if (isHome(lot, home)) continue;
    away.set(home.setAsideFor, [...(away.get(home.setAsideFor) ?? []), lot]);
  }
  let rehomed = 0;
  for (const lots of away.values()) {
    const [first] = lots;
    if (first === undefined) continue;
    await bringLots(work, security, today, lots, homeOf(first));
    rehomed += lots.length;
  }
  return rehomed;
}

async function bringLots(
  work: UnitOfWork,
  security: Security,
  today: BusinessDate,
  lots: readonly Lot[],
  { attestation, setAsideFor }: Home,
): Promise<void> {
  const lotIds = lots.map(({ lotId }) => lotId);
  const [holderId = '' as PartyId] = lots.map((lot) => lot.holderId);
  const rehoming = { account: { holderId }, lotIds, units: totalUnits(lots), attestation };
  const created = await rehomeLots(work, security, today, rehoming);
  if (setAsideFor === undefined) return;
  const follows = new Map<LotId, LotId>(lotIds.map((id, index) => [id, created[index]?.lotId ?? id]));
  await renameSetAside(work, security, holderId, setAsideFor, (ids) => ids.map((id) => follows.get(id) ?? id));
}

/** Lots that are set aside for a transfer stay so: reservation and ballot name those that came in their place. */
async function renameSetAside(
  { state }: UnitOfWork,
  { isin }: Security,
  holderId: PartyId,
  instructionId: InstructionId,
  renamed: (ids: readonly LotId[]) => readonly LotId[],
): Promise<void> {
  const reservations = (await readReservations(state, isin, holderId)).map((each) =>
    each.instructionId === instructionId && each.lots !== undefined ? { ...each, lots: renamed(each.lots) } : each,
  );
  writeReservations(state, { isin, holderId, reservations });
  const ballot = await readBallot(state, instructionId);
  writeBallot(state, ballot.lots === undefined ? ballot : { ...ballot, lots: renamed(ballot.lots) });
}
