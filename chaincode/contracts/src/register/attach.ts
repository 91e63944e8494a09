import {
  attachmentLifting,
  attachmentOrder,
  DomainError,
  requireEncumbrance,
  type AttachmentLifting,
  type AttachmentOrder,
} from '@scrip/model';
import { mayUndo } from '../authority/may-undo.js';
import { readEncumbrances } from '../records/encumbrance-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { endEncumbrance, layOn, securityAndDay } from './encumber.js';
import { requireRegulatorOr } from './freeze.js';

/**
 * Attaches units for a creditor on the order of a court or an authority or by statute, by the registrar of the security or
 * a regulator. It ranks by its entry: after what lies on the units already, before what comes.
 */
export const attachUnits: CommandHandler<AttachmentOrder> = {
  body: attachmentOrder,
  run: async (work, { over, ...order }) => {
    const { security, today } = await securityAndDay(work, order.isin);
    await requireRegulatorOr(work, security.registrar, 'registrar of the security or regulator');
    await readParty(work.state, order.holderId);
    const attachment = { ...order, kind: 'attachment', orderedBy: work.callerMspId, since: today } as const;
    return layOn(work, attachment, over === undefined ? {} : { over }, today);
  },
};

/** Lifts an attachment, by the organisation that entered it, or by a regulator while that one may give no commands. */
export const liftAttachment: CommandHandler<AttachmentLifting> = {
  body: attachmentLifting,
  run: async (work, { isin, holderId, encumbranceId, basis, document }) => {
    const { today } = await securityAndDay(work, isin);
    const encumbrances = await readEncumbrances(work.state, isin, holderId);
    const attachment = requireEncumbrance(encumbrances, encumbranceId, today);
    const { orderedBy } = attachment;
    if (orderedBy === undefined) throw new DomainError('AUTHORITY_DENIED', { rule: 'beneficiary of the encumbrance' });
    if (!(await mayUndo(work, orderedBy))) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'organisation that attached' });
    }
    endEncumbrance(work, encumbrances, attachment, today, { basis, document });
    return { isin, holderId, encumbranceId, liftedOn: today };
  },
};
