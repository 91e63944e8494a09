import {
  isChangeAgreed,
  requireAgreeing,
  askAuthorised,
  authorisedChange,
  requireAuthorisedChange,
  type AuthorisedChange,
} from '@scrip/model';
import { deleteAskedChange, findAskedChange, writeAskedChange } from '../records/authorised-change-records.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurity, writeSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Changes how many units may be issued: the issuer and the registrar of the security each give the command, in any order;
 * with the second one it is done.
 */
export const changeAuthorisedUnits: CommandHandler<AuthorisedChange> = {
  body: authorisedChange,
  run: async (work, change) => {
    const { state, callerMspId } = work;
    const { isin, authorisedUnits, document } = change;
    const security = await readSecurity(state, isin);
    const agreeing = requireAgreeing(security, await work.participants(), callerMspId);
    const { businessDate } = await work.moment(security.calendar);
    const issued = (await readIssuedUnits(state, isin)) + (await readUnitsOnPaper(state, isin));
    requireAuthorisedChange(security, issued, authorisedUnits);
    const asked = askAuthorised(await findAskedChange(state, isin), change, callerMspId);
    const { by } = asked;
    if (!isChangeAgreed(agreeing, by)) {
      writeAskedChange(state, asked);
      work.events.push({ type: 'AuthorisedUnitsAsked', asked });
      return { isin, status: 'asked', by };
    }
    deleteAskedChange(state, isin);
    writeSecurity(state, { ...security, authorisedUnits });
    const { authorisedUnits: previous } = security;
    work.events.push({ type: 'AuthorisedUnitsChanged', isin, authorisedUnits, previous, document, by, businessDate });
    return { isin, status: 'changed', by };
  },
};
