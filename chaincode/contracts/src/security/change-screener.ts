import { changeScreener, DomainError, requireFitScreener, screenerChange, type ScreenerChange } from '@scrip/model';
import { readUnitsOnPaper, writeUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurity, writeIssuedUnits, writeSecurity } from '../records/security-records.js';
import { registerAttestation } from '../register/attestors.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Names who screens the movements of a security. Lots that exist are attested as before until they move; whether a
 * statement is asked for changes at once.
 */
export const nameScreener: CommandHandler<ScreenerChange> = {
  body: screenerChange,
  run: async (work, body) => {
    const before = await readSecurity(work.state, body.isin);
    const isRegulator = await work.callerHas('regulator');
    if (!isRegulator && before.issuer.mspId !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security or regulator' });
    }
    const participants = await work.participants();
    if (body.screener !== undefined) requireFitScreener(participants.require(body.screener));
    const { businessDate } = await work.moment(before.calendar);
    const security = changeScreener(before, body, isRegulator);
    writeSecurity(work.state, security);
    const issued = await readIssuedUnits(work.state, body.isin);
    const policy = await work.keyPolicy(await registerAttestation(work, security));
    writeIssuedUnits(work.state, { isin: body.isin, issued }, policy);
    const onPaper = await readUnitsOnPaper(work.state, body.isin);
    if (onPaper > 0n) writeUnitsOnPaper(work.state, body.isin, onPaper, policy);
    work.events.push({
      type: 'ScreenerChanged',
      isin: body.isin,
      businessDate,
      by: work.callerMspId,
      ...(body.screener === undefined ? {} : { screener: body.screener }),
      ...(before.screener === undefined ? {} : { previous: before.screener }),
    });
    return { isin: body.isin };
  },
};
