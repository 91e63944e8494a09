import {
  forcedTransferRequest,
  receivingAccount,
  releaseFreezes,
  requireDayOpen,
  requireEncumbrance,
  requireRankOrder,
  sendingAccount,
  type ForcedTransferRequest,
  type Movement,
  type MovementOrder,
} from '@scrip/model';
import { readEncumbrances } from '../records/encumbrance-records.js';
import { readUnitsFreezes } from '../records/freeze-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { endInstructions } from '../joint/end-by-order.js';
import { endEncumbrance } from './encumber.js';
import { requireRegulatorOrKeeper } from './by-whose-word.js';
import { applyFreezeChange } from './freeze-changes.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Transfers units without their holder's word, by a regulator on the order of a court or an authority or by statute.
 * Neither a freeze of the security or of the sender nor the sender's claims stand in its way; units that somebody has
 * frozen or encumbered do, unless the order names what it releases, or what goes along with them; it discharges in the order of
 * ranks unless it says otherwise. The receiver must be allowed to hold, unless the order says
 * otherwise. Units that an instruction keeps are taken where the order ends it. The lots' policies still ask for registrar and custodian, or for the lawful override.
 */
export const forceTransfer: CommandHandler<ForcedTransferRequest> = {
  body: forcedTransferRequest,
  run: async (work, request) => {
    const {
      isin,
      fromHolderId,
      toHolderId,
      units,
      lots: chosen,
      basis,
      document,
      releases = [],
      discharges = [],
      subjectTo,
      overrides,
      ends,
    } = request;
    const security = await readSecurity(work.state, isin);
    await requireRegulatorOrKeeper(work, security);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const frozen = await readUnitsFreezes(work.state, isin, fromHolderId);
    const by = { on: businessDate, basis, document };
    for (const change of releaseFreezes(frozen, releases, businessDate)) await applyFreezeChange(work, change, by);
    let encumbrances = await readEncumbrances(work.state, isin, fromHolderId);
    if (overrides !== 'ranks') requireRankOrder(encumbrances, discharges, businessDate);
    for (const id of discharges) {
      const ended = requireEncumbrance(encumbrances, id, businessDate);
      encumbrances = endEncumbrance(work, encumbrances, ended, businessDate);
    }
    const order: MovementOrder = {
      ...{ basis, document, by: work.callerMspId },
      ...(overrides === undefined ? {} : { overrides }),
      ...(ends === undefined ? {} : { ends }),
    };
    await endInstructions(work, isin, fromHolderId, order);
    const from = await sideOf(work, security, sendingAccount(request));
    const to = await sideOf(work, security, receivingAccount(request));
    const choice = chosen === undefined ? {} : { lots: chosen };
    const along = subjectTo === undefined ? {} : { subjectTo };
    const movement: Movement = { kind: 'forcedTransfer', from, to, units, order, ...choice, ...along };
    const facts = await movementFacts(work, security, businessDate, movement);
    const { consumed, created } = await applyOrRefuse(work, movement, facts);
    const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
    work.events.push({ type: 'TransferForced', isin, fromHolderId, toHolderId, units, businessDate, order, ...lots });
    return { isin, businessDate, lots: created };
  },
};
