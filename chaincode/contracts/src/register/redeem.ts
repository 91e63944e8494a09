import {
  DomainError,
  isTreasury,
  redemptionRequest,
  requireDayOpen,
  type Movement,
  type RedemptionRequest,
} from '@scrip/model';
import { readParty } from '../records/party-records.js';
import { readIssuedUnits } from '../records/security-records.js';
import { readOwnSecurity } from '../security/own-security.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { endInstructions } from '../joint/end-by-order.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/** Redeems units of a holder, by the issuer of the security on its terms, a statute or an order. */
export const redeemUnits: CommandHandler<RedemptionRequest> = {
  body: redemptionRequest,
  run: (work, request) => takeOut(work, request, 'redeem'),
};

/** Cancels units that the issuer itself holds. */
export const cancelUnits: CommandHandler<RedemptionRequest> = {
  body: redemptionRequest,
  run: (work, request) => takeOut(work, request, 'cancel'),
};

/** Takes units out of the register: they are issued no longer. */
async function takeOut(work: UnitOfWork, request: RedemptionRequest, kind: 'redeem' | 'cancel'): Promise<unknown> {
  const { isin, holderId, units, lots: chosen, basis, document, ends } = request;
  const security = await readOwnSecurity(work, isin);
  if (kind === 'cancel' && !isTreasury(security.issuer, await readParty(work.state, holderId))) {
    throw new DomainError('NOT_TREASURY', { isin });
  }
  const now = await work.moment(security.calendar);
  requireDayOpen(now);
  const { businessDate } = now;
  const order = { basis, document, by: work.callerMspId, ...(ends === undefined ? {} : { ends }) };
  await endInstructions(work, isin, holderId, order);
  const outstanding = await readIssuedUnits(work.state, isin);
  const from = await sideOf(work, security, request);
  const choice = chosen === undefined ? {} : { lots: chosen };
  const movement: Movement = { kind, from, units, outstanding, order, ...choice };
  const facts = await movementFacts(work, security, businessDate, movement);
  const { consumed, created } = await applyOrRefuse(work, movement, facts);
  const issued = outstanding - units;
  const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
  const type = kind === 'redeem' ? 'HoldingRedeemed' : 'HoldingCancelled';
  work.events.push({ type, isin, holderId, units, businessDate, issued, order, ...lots });
  return { isin, businessDate, issued };
}
