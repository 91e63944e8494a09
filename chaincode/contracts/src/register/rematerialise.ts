import {
  DomainError,
  entryIdOf,
  piecesOf,
  rematerialisationRequest,
  requireDayOpen,
  requireGivable,
  takenInAs,
  unitsOnPaper,
  type Isin,
  type Movement,
  type RematerialisationRequest,
  type Security,
} from '@scrip/model';
import { findPaper, readUnitsOnPaper, writePaper, writeUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurity } from '../records/security-records.js';
import { readOwnSecurity } from '../security/own-security.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { issuedPolicy } from './attestors.js';
import { requireWordOf } from './holder-acts.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Gives certificates on paper out for units that leave the register and stay issued: by the issuer of the security on its
 * terms with the word of the holder, or by a regulator without it, by statute or on the order of a court or an authority.
 * What is frozen, reserved, locked or pledged stays in the register.
 */
export const rematerialiseUnits: CommandHandler<RematerialisationRequest> = {
  body: rematerialisationRequest,
  run: async (work, request) => {
    const { act, basis, document } = request;
    const { isin, holderId, lots: chosen } = act;
    // without the word of the holder its title would pass by the issuer alone
    const security = basis === 'terms' ? await readOwnSecurity(work, isin) : await readForOrder(work, isin);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const pieces = piecesOf(act.certificates);
    const units = unitsOnPaper(pieces);
    const word = { purpose: 'register:rematerialise', security, units, today: businessDate } as const;
    if (basis === 'terms') await requireWordOf(work, holderId, request, word);
    for (const piece of pieces) requireGivable(security, piece, await findPaper(work.state, isin, piece.number));
    const order = { basis, document, by: work.callerMspId };
    const movement: Movement = {
      ...{ kind: 'rematerialisation', units, order },
      ...(chosen === undefined ? {} : { lots: chosen }),
      from: await sideOf(work, security, act),
      outstanding: await readIssuedUnits(work.state, isin),
    };
    const facts = await movementFacts(work, security, businessDate, movement);
    const by = { entry: entryIdOf(work.ledger.id, facts.nextLotIndex), on: businessDate };
    const { consumed, created, outstanding = 0n } = await applyOrRefuse(work, movement, facts);
    const onPaper = (await readUnitsOnPaper(work.state, isin)) + units;
    writeUnitsOnPaper(work.state, isin, onPaper, await issuedPolicy(work, security));
    const owner = takenInAs(security) === 'cancelled' ? { holderId } : {};
    for (const piece of pieces) writePaper(work.state, { ...piece, isin, status: 'out', by, document, ...owner });
    const changed = {
      isin,
      holderId,
      units,
      businessDate,
      order,
      issued: outstanding,
      onPaper,
      certificates: pieces,
      status: 'out',
    } as const;
    const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
    work.events.push({ type: 'HoldingRematerialised', ...changed, entry: by.entry, ...lots });
    return { isin, businessDate, entry: by.entry, units };
  },
};

async function readForOrder(work: UnitOfWork, isin: Isin): Promise<Security> {
  if (!(await work.callerHas('regulator'))) throw new DomainError('AUTHORITY_DENIED', { rule: 'regulator' });
  return readSecurity(work.state, isin);
}
