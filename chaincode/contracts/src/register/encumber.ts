import {
  DomainError,
  givenEncumbrance,
  givenRelease,
  isBefore,
  requireEncumbrance,
  withEncumbrance,
  type BusinessDate,
  type Encumbrance,
  type EncumbranceReference,
  type EncumbranceTerms,
  type GivenAct,
  type Security,
} from '@scrip/model';
import {
  isEncumbranceIdUsed,
  readEncumbrances,
  useEncumbranceId,
  writeEncumbrances,
} from '../records/encumbrance-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { shortfallOf } from './held-back.js';
import { requireActOf } from './holder-acts.js';

/** Locks units of a holder by its own word: until a day, or until the beneficiary finds a condition fulfilled. */
export const lockUnits: CommandHandler<GivenAct<EncumbranceTerms>> = {
  body: givenEncumbrance,
  run: (work, given) => encumber(work, given, 'lock'),
};

/** Pledges units of a holder to another party, by the holder's own word. */
export const pledgeUnits: CommandHandler<GivenAct<EncumbranceTerms>> = {
  body: givenEncumbrance,
  run: (work, given) => encumber(work, given, 'pledge'),
};

/** Releases units that are locked or pledged, by the word of the beneficiary; its custodian brings it in. */
export const releaseUnits: CommandHandler<GivenAct<EncumbranceReference>> = {
  body: givenRelease,
  run: async (work, given) => {
    const { isin, holderId, encumbranceId } = given.act;
    const { security, today } = await securityAndDay(work, isin);
    const encumbrances = await readEncumbrances(work.state, isin, holderId);
    const encumbrance = requireEncumbrance(encumbrances, encumbranceId, today);
    const { beneficiary, units } = encumbrance;
    await requireActOf(work, beneficiary, given, { purpose: 'register:releaseUnits', security, units, today });
    endEncumbrance(work, encumbrances, encumbrance, today);
    return { isin, holderId, encumbranceId, releasedOn: today };
  },
};

/** Stages the end of an encumbrance before its time, and says it. */
export function endEncumbrance(
  work: UnitOfWork,
  encumbrances: readonly Encumbrance[],
  ended: Encumbrance,
  businessDate: BusinessDate,
): readonly Encumbrance[] {
  const left = encumbrances.filter((each) => each !== ended);
  writeEncumbrances(work.state, ended.isin, ended.holderId, left);
  work.events.push({ type: 'EncumbranceEnded', encumbrance: ended, endedBy: work.callerMspId, businessDate });
  return left;
}

async function encumber(
  work: UnitOfWork,
  given: GivenAct<EncumbranceTerms>,
  kind: Encumbrance['kind'],
): Promise<unknown> {
  const { isin, holderId, units, beneficiary, until, encumbranceId } = given.act;
  const { security, today } = await securityAndDay(work, isin);
  const purpose = kind === 'lock' ? 'register:lockUnits' : 'register:pledgeUnits';
  await requireActOf(work, holderId, given, { purpose, security, units, today });
  await readParty(work.state, beneficiary);
  if (beneficiary === holderId) throw new DomainError('SAME_HOLDER', { isin });
  if (until !== undefined && isBefore(until, today)) throw new DomainError('FREEZE_EXPIRED', { businessDate: today });
  if (await isEncumbranceIdUsed(work.state, given.act)) throw new DomainError('ENCUMBRANCE_EXISTS', { encumbranceId });
  const before = await readEncumbrances(work.state, isin, holderId);
  const obstacle = await shortfallOf(work.state, given.act, today);
  if (obstacle !== undefined) throw new DomainError(obstacle, { isin });
  const encumbrance: Encumbrance = { ...given.act, kind, since: today };
  writeEncumbrances(work.state, isin, holderId, withEncumbrance(before, encumbrance, today));
  useEncumbranceId(work.state, encumbrance, today);
  work.events.push({ type: 'UnitsEncumbered', encumbrance });
  return { isin, holderId, encumbranceId, since: today };
}

async function securityAndDay(
  work: UnitOfWork,
  isin: Security['isin'],
): Promise<{ readonly security: Security; readonly today: BusinessDate }> {
  const security = await readSecurity(work.state, isin);
  const { businessDate: today } = await work.moment(security.calendar);
  return { security, today };
}
