import {
  acquisitionTerms,
  comesBack,
  compareDates,
  dematerialisationRequest,
  DomainError,
  entryIdOf,
  parseIsin,
  piecesOf,
  requireDayOpen,
  takenInAs,
  unitsOnPaper,
  type BusinessDate,
  type DematerialisationRequest,
  type Movement,
  type Offering,
  type PaperPiece,
} from '@scrip/model';
import { findOffering } from '../records/offering-records.js';
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
    if (returned < units) requireIssuedBeforeClose(await findOffering(work.state, isin), acquiredOn);
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

/**
 * Once the offering is closed nothing more is issued, on paper neither: of what the register did not give out itself it is said
 * that its holder had it by then.
 *
 * @throws DomainError OFFERING_CLOSED
 */
function requireIssuedBeforeClose(offering: Offering | undefined, acquiredOn: BusinessDate | undefined): void {
  if (offering?.closedOn === undefined) return;
  const wasOut = acquiredOn !== undefined && compareDates(acquiredOn, offering.closedOn) <= 0;
  if (!wasOut) throw new DomainError('OFFERING_CLOSED', { isin: offering.isin });
}

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
