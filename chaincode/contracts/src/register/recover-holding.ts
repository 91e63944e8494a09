import {
  carryFreezes,
  DomainError,
  mayBeOfSamePerson,
  recoveryOfHolding,
  requireDayOpen,
  totalUnits,
  type Movement,
  type PartyId,
  type RecoveryOfHolding,
} from '@scrip/model';
import { carryStanding } from '../compliance/standings.js';
import { readUnitsFreezes } from '../records/freeze-records.js';
import { readHolding } from '../records/lot-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { endInstructions } from '../joint/end-by-order.js';
import { requireExecutor } from './by-whose-word.js';
import { applyFreezeChange } from './freeze-changes.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Brings all that a holder has who lost access to the party record that succeeds it: by the registrar of the security on
 * proof to another record of the same person, by order or statute to whom it all has passed. Lots keep their dates and
 * prices, and freezes of units and encumbrances go along.
 */
export const recoverHolding: CommandHandler<RecoveryOfHolding> = {
  body: recoveryOfHolding,
  run: async (work, { isin, fromHolderId, toHolderId, basis, document, ends }) => {
    const { state } = work;
    const security = await readSecurity(state, isin);
    const executor = await requireExecutor(work, security, { basis });
    if (executor === 'registrar') await requireSamePerson(work, fromHolderId, toHolderId);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const units = totalUnits(await readHolding(state, isin, fromHolderId));
    if (units === 0n) throw new DomainError('UNITS_INSUFFICIENT', { isin });
    const order = { basis, document, by: work.callerMspId, ...(ends === undefined ? {} : { ends }) };
    await endInstructions(work, isin, fromHolderId, order);
    const [from, to] = [
      await sideOf(work, security, { holderId: fromHolderId }),
      await sideOf(work, security, { holderId: toHolderId }),
    ];
    const movement: Movement = { kind: 'recovery', from, to, units, order };
    const facts = await movementFacts(work, security, businessDate, movement);
    const { consumed, created } = await applyOrRefuse(work, movement, facts);
    const ofSender = await readUnitsFreezes(state, isin, fromHolderId);
    const ofReceiver = await readUnitsFreezes(state, isin, toHolderId);
    for (const change of carryFreezes(ofSender, ofReceiver, toHolderId, businessDate)) {
      await applyFreezeChange(work, change, { on: businessDate, basis, document });
    }
    await carryStanding(work, isin, fromHolderId, toHolderId);
    const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
    work.events.push({ type: 'HoldingRecovered', isin, fromHolderId, toHolderId, units, businessDate, order, ...lots });
    return { isin, businessDate, units, lots: created };
  },
};

/** @throws DomainError PARTY_UNKNOWN, SUCCESSION_UNPROVEN */
async function requireSamePerson({ state }: UnitOfWork, from: PartyId, to: PartyId): Promise<void> {
  if (mayBeOfSamePerson(await readParty(state, from), await readParty(state, to))) return;
  throw new DomainError('SUCCESSION_UNPROVEN', { partyId: to });
}
