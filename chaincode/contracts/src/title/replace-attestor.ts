import {
  attestorNotice,
  attestorReplacement,
  DomainError,
  holderOf,
  mayCommand,
  withAttestor,
  type AttestorNotice,
  type AttestorReplacement,
  type MspId,
  type Security,
} from '@scrip/model';
import { endNotice, findNotice, writeNotice } from '../records/notice-records.js';
import { readIssuedUnits, readSecurity, writeIssuedUnits, writeSecurity } from '../records/security-records.js';
import { issuedPolicy } from '../register/attestors.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireSoundTitle } from './sound-title.js';

/** Gives notice of a place at a security, by whoever has it: from then on the issuer may name a successor. */
export const giveNotice: CommandHandler<AttestorNotice> = {
  body: attestorNotice,
  run: async (work, { isin, role, basis, document }) => {
    const security = await readSecurity(work.state, isin);
    const { businessDate: on } = await work.moment(security.calendar);
    if (holderOf(security, role) !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'who has the place' });
    }
    const notice = { isin, role, basis, document, by: work.callerMspId, on };
    writeNotice(work.state, notice);
    work.events.push({ type: 'AttestorNoticeGiven', notice });
    return { isin, role };
  },
};

/**
 * Puts another organisation in a place of a security: by order of a regulator, or by the issuer where the one before has
 * given notice or may no longer act. Its lots are attested as before until they are brought home; whose votes count
 * changes at once.
 */
export const replaceAttestor: CommandHandler<AttestorReplacement> = {
  body: attestorReplacement,
  run: async (work, request) => {
    const { isin, role, successor, basis, document } = request;
    const before = await readSecurity(work.state, isin);
    const { businessDate } = await work.moment(before.calendar);
    const { security, leaving } = withAttestor(before, request, await work.participants());
    await requireMayReplace(work, before, request, leaving);
    await requireSoundTitle(work, security);
    writeSecurity(work.state, security);
    if ((await findNotice(work.state, isin, role)) !== undefined) endNotice(work.state, isin, role);
    const policy = await issuedPolicy(work, security);
    if (policy !== undefined) {
      writeIssuedUnits(work.state, { isin, issued: await readIssuedUnits(work.state, isin) }, policy);
    }
    const order = { basis, document, by: work.callerMspId };
    work.events.push({
      ...{ type: 'AttestorReplaced', isin, role, previous: leaving, successor },
      ...{ order, businessDate, security },
    });
    return { isin, role, previous: leaving, successor };
  },
};

async function requireMayReplace(
  work: UnitOfWork,
  { issuer }: Security,
  { isin, role }: AttestorReplacement,
  leaving: MspId,
): Promise<void> {
  if (await work.callerHas('regulator')) return;
  const { standing } = (await work.participants()).require(leaving);
  const isLeaving = !mayCommand(standing) || (await findNotice(work.state, isin, role))?.by === leaving;
  if (issuer.mspId === work.callerMspId && isLeaving) return;
  throw new DomainError('AUTHORITY_DENIED', { rule: 'regulator, or issuer after a notice' });
}
