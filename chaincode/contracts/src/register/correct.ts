import {
  correctBreak,
  correctedAccount,
  correctedTerms,
  DomainError,
  entryIdOf,
  registerCorrection,
  requireAboutUnitsOf,
  requireCorrectable,
  requireDayOpen,
  requireOpen,
  type Break,
  type CorrectionRequest,
  type Movement,
  type MovementEntry,
  type MovementOrder,
  type PartyId,
  type Security,
  type SubAccount,
} from '@scrip/model';
import { readBreak, writeBreak } from '../records/break-records.js';
import { correctedUnits, noteCorrection, readMovement } from '../records/movement-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Corrects an entry by another one, by the registrar of the security on a legal basis: units that the entry brought to the
 * wrong holder go to the right one, as far as the wrong one still holds them. The entry stays as it is, and each of the two
 * shows the other. The break over a position of one of the two is lessened or resolved by the new entry, and names it to who
 * raised it.
 */
export const correctRegister: CommandHandler<CorrectionRequest> = {
  body: registerCorrection,
  run: async (work, request) => {
    const { isin, corrects, units, toHolderId, breakId } = request;
    const security = await readSecurity(work.state, isin);
    if (security.registrar !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar of the security' });
    }
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const open = await ownBreak(work, security, request);
    const wrong = await readMovement(work.state, isin, corrects);
    const fromHolderId = requireCorrectable(wrong, units, await correctedUnits(work.state, isin, corrects.entry));
    requireAboutUnitsOf(open, [fromHolderId, toHolderId]);
    const order = orderOf(work, request);
    const movement: Movement = {
      ...{ kind: 'correction', units, order, corrects },
      from: await sideOf(work, security, receivingSide(fromHolderId, wrong)),
      to: await sideOf(work, security, correctedAccount(request)),
      acquired: correctedTerms(request, businessDate),
    };
    const facts = await movementFacts(work, security, businessDate, movement);
    const entry = entryIdOf(work.ledger.id, facts.nextLotIndex);
    const { consumed, created } = await applyOrRefuse(work, movement, facts);
    const note = { entry, on: businessDate, units };
    noteCorrection(work.state, isin, corrects.entry, note);
    const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
    const moved = { isin, fromHolderId, toHolderId, units, businessDate, order, ...lots };
    work.events.push({ type: 'RegisterCorrected', ...moved, entry, corrects, breakId });
    changeBreak(work, correctBreak(open, note, work.callerMspId));
    return { isin, businessDate, entry, corrects, lots: created };
  },
};

/** The sub-account to which an entry has brought units. */
const receivingSide = (holderId: PartyId, { toDesignation: designation }: MovementEntry): SubAccount =>
  designation === undefined ? { holderId } : { holderId, designation };

const orderOf = (work: UnitOfWork, { basis, document }: CorrectionRequest): MovementOrder => ({
  ...{ basis, document, by: work.callerMspId },
});

/**
 * A break over the security that is the registrar's to clear up and that another organisation has raised: nobody's units
 * move because the registrar alone says that an entry is wrong.
 *
 * @throws DomainError BREAK_UNKNOWN, BREAK_NOT_OPEN, BREAK_NOT_OWN, BREAK_UNCONFIRMED
 */
async function ownBreak(
  work: UnitOfWork,
  { isin, calendar }: Security,
  { breakId }: CorrectionRequest,
): Promise<Break> {
  const open = requireOpen(await readBreak(work.state, calendar, breakId));
  if (open.owner.mspId !== work.callerMspId || open.isin !== isin) throw new DomainError('BREAK_NOT_OWN', { breakId });
  if (open.raisedBy === work.callerMspId) throw new DomainError('BREAK_UNCONFIRMED', { breakId });
  return open;
}

function changeBreak(work: UnitOfWork, corrected: Break): void {
  writeBreak(work.state, corrected);
  const type = corrected.resolution === undefined ? 'BreakChanged' : 'BreakResolved';
  work.events.push({ type, break: corrected });
}
