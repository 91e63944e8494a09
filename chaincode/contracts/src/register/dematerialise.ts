import {
  acquisitionTerms,
  comesBack,
  dematerialisationRequest,
  DomainError,
  entryIdOf,
  parseIsin,
  piecesOf,
  requireDayOpen,
  takenInAs,
  unitsOnPaper,
  type DematerialisationRequest,
  type Movement,
  type PaperPiece,
} from '@scrip/model';
import { findPaper, readPaper, readUnitsOnPaper, writePaper, writeUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits } from '../records/security-records.js';
import { readOwnSecurity } from '../security/own-security.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { issuedPolicy } from './attestors.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Makes register entries of certificates on paper that were received and cancelled, by the issuer of the security; the
 * registrar attests the lots as those of an issue. Each number counts once, and again only when it was given out since.
 */
export const dematerialiseUnits: CommandHandler<DematerialisationRequest> = {
  body: dematerialisationRequest,
  run: async (work, request) => {
    const { isin, holderId, basis, document } = request;
    const security = await readOwnSecurity(work, isin);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const status = takenInAs(security);
    const pieces = piecesOf(request.certificates);
    const units = unitsOnPaper(pieces);
    const returned = unitsOnPaper(await comingBack(work, request, pieces));
    const { acquiredOn } = acquisitionTerms(request, businessDate);
    const order = { basis, document, by: work.callerMspId };
    const movement: Movement = {
      ...{ kind: 'dematerialisation', units, returned, order },
      ...(acquiredOn === undefined ? {} : { acquiredOn }),
      to: await sideOf(work, security, request),
      outstanding: await readIssuedUnits(work.state, isin),
    };
    const facts = await movementFacts(work, security, businessDate, movement);
    const by = { entry: entryIdOf(work.ledger.id, facts.nextLotIndex), on: businessDate };
    const { created, outstanding = 0n } = await applyOrRefuse(work, movement, facts);
    const onPaper = (await readUnitsOnPaper(work.state, isin)) - returned;
    writeUnitsOnPaper(work.state, isin, onPaper, await issuedPolicy(work, security));
    for (const piece of pieces) writePaper(work.state, { ...piece, isin, status, by, document });
    const changed = {
      isin,
      holderId,
      units,
      businessDate,
      order,
      issued: outstanding,
      onPaper,
      certificates: pieces,
      status,
    };
    work.events.push({ type: 'HoldingDematerialised', ...changed, entry: by.entry, consumed: [], created });
    return { isin, businessDate, entry: by.entry, units, lots: created };
  },
};

/** Of some certificates those that the register had given out. @throws DomainError PAPER_NOT_OUT, PAPER_DIFFERS, PAPER_OF_ANOTHER_HOLDER */
async function comingBack(
  { state }: UnitOfWork,
  { isin, holderId }: DematerialisationRequest,
  pieces: readonly PaperPiece[],
): Promise<readonly PaperPiece[]> {
  const back: PaperPiece[] = [];
  for (const piece of pieces) {
    const known = await findPaper(state, isin, piece.number);
    if (!comesBack(piece, known)) continue;
    if (known?.holderId !== undefined && known.holderId !== holderId) {
      throw new DomainError('PAPER_OF_ANOTHER_HOLDER', { number: piece.number });
    }
    back.push(piece);
  }
  return back;
}

/** What has become of a certificate, by its number. */
export const paperOf = ({ state }: UnitOfWork, isin: string, number: string): Promise<unknown> =>
  readPaper(state, parseIsin(isin), number);
