import {
  deactivationRequest,
  DomainError,
  hasExpired,
  requireDayOpen,
  requireFinished,
  type DeactivationRequest,
} from '@scrip/model';
import { endJoint } from '../joint/end-by-order.js';
import { readPendingInstructions } from '../records/instruction-records.js';
import { readOpenJoint } from '../records/joint-records.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurity, writeSecurity } from '../records/security-records.js';
import { endTransfer } from '../settlement/cancel.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Ends a security for good, by its issuer or by a regulator: once nobody has units of it and no instruction is open. A
 * regulator may order that open instructions end with it; what has passed its last day keeps nobody waiting. Everything of it
 * stays to be read.
 */
export const deactivateSecurity: CommandHandler<DeactivationRequest> = {
  body: deactivationRequest,
  run: async (work, request) => {
    const { isin, basis, document, openInstructions } = request;
    const { state, callerMspId: by } = work;
    const security = await readSecurity(state, isin);
    const isRegulator = await work.callerHas('regulator');
    if (!isRegulator && (security.issuer.mspId !== by || openInstructions !== undefined)) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security or regulator' });
    }
    if (security.solicitation !== undefined) throw new DomainError('SOLICITATION_RUNNING', { isin });
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const transfers = await readPendingInstructions(state, isin);
    const joint = (await readOpenJoint(state, isin)).filter((each) => !hasExpired(each, businessDate));
    const [issued, onPaper] = [await readIssuedUnits(state, isin), await readUnitsOnPaper(state, isin)];
    requireFinished(request, { issued, onPaper, openInstructions: transfers.length + joint.length });
    const order = { basis, document, by };
    for (const each of transfers) await endTransfer(work, security, each, businessDate, order);
    for (const instruction of joint) await endJoint(work, instruction, order);
    // the end is dated by the security itself
    work.businessDate = businessDate;
    const deactivated = { ...order, on: businessDate };
    writeSecurity(state, { ...security, deactivated });
    work.events.push({ type: 'SecurityDeactivated', isin, deactivated });
    return { isin, deactivated };
  },
};
