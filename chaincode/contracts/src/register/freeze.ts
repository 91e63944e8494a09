import {
  DomainError,
  freezeLifting,
  holderFreeze,
  isBefore,
  securityFreeze,
  totalUnits,
  unitsFreeze,
  type BusinessDate,
  type Freeze,
  type FreezeLifting,
  type FreezeRequest,
  type Isin,
  type Reader,
} from '@scrip/model';
import { mayUndo } from '../authority/may-undo.js';
import { deleteFreeze, findFreeze, writeFreeze } from '../records/freeze-records.js';
import { readHolding } from '../records/lot-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity, readSecurityOnRecord } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Freezes a security: nobody's units move until it ends. By its issuer or a regulator. */
export const freezeSecurity = freezing(securityFreeze, async (work, { isin }) => {
  const { issuer } = await readSecurity(work.state, isin);
  await requireRegulatorOr(work, issuer.mspId, 'issuer of the security or regulator');
});

/** Freezes a holder in a security, by its registrar, or in one or all securities, by a regulator. */
export const freezeHolder = freezing(holderFreeze, async (work, { isin, holderId }) => {
  await readParty(work.state, holderId);
  const registrar = isin === undefined ? undefined : (await readSecurity(work.state, isin)).registrar;
  await requireRegulatorOr(work, registrar, 'registrar of the security or regulator');
});

/** Freezes a part of a holding, by the registrar of the security or a regulator. */
export const freezeUnits = freezing(unitsFreeze, async (work, { isin, holderId, units }) => {
  const { registrar } = await readSecurity(work.state, isin);
  await requireRegulatorOr(work, registrar, 'registrar of the security or regulator');
  await readParty(work.state, holderId);
  const held = totalUnits(await readHolding(work.state, isin, holderId));
  if (units > held) throw new DomainError('UNITS_INSUFFICIENT', { isin });
});

/**
 * Lifts a freeze, by the organisation that imposed it, or by a regulator while that one may give no commands. It asks
 * nothing of what is frozen, so that no freeze can keep itself in force.
 */
export const liftFreeze: CommandHandler<FreezeLifting> = {
  body: freezeLifting,
  run: async (work, { imposedBy, basis, document, ...target }) => {
    if (!(await mayUndo(work, imposedBy))) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'organisation that froze' });
    }
    const freeze = await findFreeze(work.state, target, imposedBy);
    if (freeze === undefined) throw new DomainError('FREEZE_ABSENT', { scope: target.scope, imposedBy });
    const businessDate = await dayOf(work, target.isin);
    await deleteFreeze(work.state, freeze);
    const liftedBy = work.callerMspId;
    work.events.push({ type: 'FreezeLifted', freeze, liftedBy, businessDate, basis, document });
    return { scope: target.scope, imposedBy, liftedOn: businessDate };
  },
};

function freezing<Request extends FreezeRequest>(
  body: Reader<Request>,
  requireAuthority: (work: UnitOfWork, request: Request) => Promise<void>,
): CommandHandler<Request> {
  return {
    body,
    run: async (work, request) => {
      await requireAuthority(work, request);
      const since = await dayOf(work, request.isin);
      if (request.until !== undefined && isBefore(request.until, since)) {
        throw new DomainError('FREEZE_EXPIRED', { businessDate: since });
      }
      const previous = await findFreeze(work.state, request, work.callerMspId);
      const freeze: Freeze = { ...request, imposedBy: work.callerMspId, since };
      await writeFreeze(work.state, freeze);
      work.events.push({ type: 'FreezeImposed', freeze, ...(previous === undefined ? {} : { previous }) });
      return { scope: freeze.scope, imposedBy: freeze.imposedBy, since };
    },
  };
}

/** Refuses a caller who is neither a regulator nor the organisation. @throws DomainError AUTHORITY_DENIED */
export async function requireRegulatorOr(work: UnitOfWork, other: string | undefined, rule: string): Promise<void> {
  if (work.callerMspId === other || (await work.callerHas('regulator'))) return;
  throw new DomainError('AUTHORITY_DENIED', { rule });
}

/** The business date of a security; of the reference calendar where a freeze is of all of them. */
async function dayOf(work: UnitOfWork, isin: Isin | undefined): Promise<BusinessDate> {
  if (isin === undefined) return work.today();
  const { calendar } = await readSecurityOnRecord(work.state, isin);
  return (await work.moment(calendar)).businessDate;
}
