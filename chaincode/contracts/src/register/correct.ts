import {
  correctBreak,
  correctDispute,
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
  type Dispute,
  type EntryReference,
  type Movement,
  type MovementEntry,
  type MovementOrder,
  type PartyId,
  type Security,
  type SubAccount,
} from '@scrip/model';
import { endFreeze } from '../dispute/decide-dispute.js';
import { readBreak, writeBreak } from '../records/break-records.js';
import { readDispute, writeDispute } from '../records/dispute-records.js';
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
    const { isin, corrects, units, toHolderId, breakId, disputeId } = request;
    const security = await readSecurity(work.state, isin);
    if (security.registrar !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar of the security' });
    }
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const ground = await groundOf(work, security, request);
    const wrong = await readMovement(work.state, isin, corrects);
    const fromHolderId = requireCorrectable(wrong, units, await correctedUnits(work.state, isin, corrects.entry));
    if (ground.isBreak) requireAboutUnitsOf(ground.open, [fromHolderId, toHolderId]);
    const order = orderOf(work, request);
    const movement: Extract<Movement, { kind: 'correction' }> = {
      ...{ kind: 'correction', units, order, corrects },
      from: await sideOf(work, security, receivingSide(ground.isBreak ? fromHolderId : ground.upheld.holderId, wrong)),
      to: await sideOf(work, security, correctedAccount(request)),
      acquired: correctedTerms(request, businessDate),
    };
    const entry = entryIdOf(work.ledger.id, work.nextLotIndex);
    if (!ground.isBreak) await endDispute(work, ground.upheld, request, { entry, on: businessDate });
    const facts = await movementFacts(work, security, businessDate, movement);
    const { consumed, created } = await applyOrRefuse(work, movement, facts);
    const note = { entry, on: businessDate, units };
    noteCorrection(work.state, isin, corrects.entry, note);
    const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
    const moved = { isin, fromHolderId: movement.from.holderId, toHolderId, units, businessDate, order, ...lots };
    const over = { ...(breakId === undefined ? {} : { breakId }), ...(disputeId === undefined ? {} : { disputeId }) };
    work.events.push({ type: 'RegisterCorrected', ...moved, entry, corrects, ...over });
    if (ground.isBreak) changeBreak(work, correctBreak(ground.open, note, work.callerMspId));
    return { isin, businessDate, entry, corrects, lots: created };
  },
};

/** The sub-account to which an entry has brought units. */
const receivingSide = (holderId: PartyId, { toDesignation: designation }: MovementEntry): SubAccount =>
  designation === undefined ? { holderId } : { holderId, designation };

const orderOf = (work: UnitOfWork, { basis, document }: CorrectionRequest): MovementOrder => ({
  ...{ basis, document, by: work.callerMspId },
});

/** On what a correction rests: a break, or a dispute that was upheld. */
type Ground = { readonly isBreak: true; readonly open: Break } | { readonly isBreak: false; readonly upheld: Dispute };

async function groundOf(work: UnitOfWork, security: Security, request: CorrectionRequest): Promise<Ground> {
  const { isin, breakId, disputeId } = request;
  if (breakId !== undefined) return { isBreak: true, open: await ownBreak(work, security, breakId) };
  if (disputeId === undefined) throw new Error('a correction without a ground');
  return { isBreak: false, upheld: await readDispute(work.state, isin, disputeId) };
}

/** Ends a dispute with the correction: the units that it has held are the ones that go back. */
async function endDispute(
  work: UnitOfWork,
  upheld: Dispute,
  request: CorrectionRequest,
  correctedBy: EntryReference,
): Promise<void> {
  const ended = correctDispute(upheld, request, correctedBy);
  writeDispute(work.state, ended);
  work.events.push({ type: 'DisputeCorrected', dispute: ended });
  const { basis, document } = request;
  await endFreeze(work, upheld, { basis, document, on: correctedBy.on });
}

/**
 * A break over the security that is the registrar's to clear up and that another organisation has raised: nobody's units
 * move because the registrar alone says that an entry is wrong.
 *
 * @throws DomainError BREAK_UNKNOWN, BREAK_NOT_OPEN, BREAK_NOT_OWN, BREAK_UNCONFIRMED
 */
async function ownBreak(work: UnitOfWork, { isin, calendar }: Security, breakId: Break['breakId']): Promise<Break> {
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
