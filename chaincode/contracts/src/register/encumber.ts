import {
  DomainError,
  encumberedUnits,
  givenEncumbrance,
  givenRelease,
  givenSubordination,
  heldBackIn,
  isBefore,
  requireEncumbrance,
  subAccountObstacle,
  subordinated,
  withEncumbrance,
  type BusinessDate,
  type Encumbrance,
  type EncumbrancePlace,
  type EncumbranceReference,
  type EncumbranceTerms,
  type GivenAct,
  type LegalBasis,
  type NewEncumbrance,
  type Security,
  type Subordination,
} from '@scrip/model';
import {
  isEncumbranceIdUsed,
  readEncumbrances,
  useEncumbranceId,
  writeEncumbrances,
} from '../records/encumbrance-records.js';
import { readHolding } from '../records/lot-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { burdenOf } from './held-back.js';
import { requireActOf } from './holder-acts.js';

/** Locks or pledges units of a holder, or gives a lien or a usufruct of them, by the holder's own word. */
export const encumber: CommandHandler<GivenAct<EncumbranceTerms>> = {
  body: givenEncumbrance,
  run: async (work, given) => {
    const { over, rank, ...terms } = given.act;
    const { security, today } = await securityAndDay(work, terms.isin);
    const act = { purpose: 'register:encumber', security, units: terms.units, today } as const;
    await requireActOf(work, terms.holderId, given, act);
    const place = { ...(over === undefined ? {} : { over }), ...(rank === undefined ? {} : { rank }) };
    return layOn(work, { ...terms, since: today }, place, today);
  },
};

/** Releases units by the word of the beneficiary; its custodian brings it in. What was ordered ends by an order. */
export const releaseUnits: CommandHandler<GivenAct<EncumbranceReference>> = {
  body: givenRelease,
  run: async (work, given) => {
    const { isin, holderId, encumbranceId } = given.act;
    const { security, today } = await securityAndDay(work, isin);
    const encumbrances = await readEncumbrances(work.state, isin, holderId);
    const encumbrance = requireEncumbrance(encumbrances, encumbranceId, today);
    if (encumbrance.kind === 'attachment') throw new DomainError('ATTACHMENT_BY_ORDER', { encumbranceId });
    const { beneficiary, units } = encumbrance;
    await requireActOf(work, beneficiary, given, { purpose: 'register:releaseUnits', security, units, today });
    endEncumbrance(work, encumbrances, encumbrance, today);
    return { isin, holderId, encumbranceId, releasedOn: today };
  },
};

/** Lets an encumbrance step behind another one on the same units, by the word of the one that it serves. */
export const subordinate: CommandHandler<GivenAct<Subordination>> = {
  body: givenSubordination,
  run: async (work, given) => {
    const { isin, holderId, encumbranceId, behind } = given.act;
    const { security, today } = await securityAndDay(work, isin);
    const encumbrances = await readEncumbrances(work.state, isin, holderId);
    const { beneficiary, units } = requireEncumbrance(encumbrances, encumbranceId, today);
    await requireActOf(work, beneficiary, given, { purpose: 'register:subordinate', security, units, today });
    const changes = subordinated(encumbrances, given.act, today);
    const after = (each: Encumbrance): Encumbrance => changes.find(({ before }) => before === each)?.after ?? each;
    writeEncumbrances(work.state, isin, holderId, encumbrances.map(after));
    for (const { before: previous, after: now } of changes) {
      work.events.push({ type: 'EncumbranceChanged', previous, now: [now], businessDate: today });
    }
    return { isin, holderId, encumbranceId, behind };
  },
};

/** Stages the end of an encumbrance before its time, and says it. */
export function endEncumbrance(
  work: UnitOfWork,
  encumbrances: readonly Encumbrance[],
  ended: Encumbrance,
  businessDate: BusinessDate,
  lifting?: LegalBasis,
): readonly Encumbrance[] {
  const left = encumbrances.filter((each) => each !== ended);
  writeEncumbrances(work.state, ended.isin, ended.holderId, left);
  const end = { encumbrance: ended, endedBy: work.callerMspId, businessDate };
  work.events.push({ type: 'EncumbranceEnded', ...end, ...(lifting === undefined ? {} : { lifting }) });
  return left;
}

/**
 * Stages an encumbrance with its place among those on the same units. Only as many units as none lies on must be free; an
 * order reaches frozen ones, too.
 */
export async function layOn(
  work: UnitOfWork,
  added: NewEncumbrance,
  place: EncumbrancePlace,
  today: BusinessDate,
): Promise<unknown> {
  const { isin, holderId, designation, beneficiary, until, encumbranceId } = added;
  await readParty(work.state, beneficiary);
  if (beneficiary === holderId) throw new DomainError('SAME_HOLDER', { isin });
  if (until !== undefined && isBefore(until, today)) throw new DomainError('FREEZE_EXPIRED', { businessDate: today });
  if (await isEncumbranceIdUsed(work.state, added)) throw new DomainError('ENCUMBRANCE_EXISTS', { encumbranceId });
  const burden = await burdenOf(work.state, isin, holderId);
  const after = withEncumbrance(burden.encumbrances, added, place, today);
  const more = encumberedUnits(after, today) - encumberedUnits(burden.encumbrances, today);
  const account = { holderId, ...(designation === undefined ? {} : { designation }) };
  const heldBack = heldBackIn(added.kind === 'attachment' ? { ...burden, freezes: [] } : burden, account, today);
  const obstacle = subAccountObstacle(await readHolding(work.state, isin, holderId), designation, heldBack, more);
  if (obstacle !== undefined) throw new DomainError(obstacle, { isin });
  writeEncumbrances(work.state, isin, holderId, after);
  useEncumbranceId(work.state, added, today);
  const laid = requireEncumbrance(after, encumbranceId, today);
  work.events.push({ type: 'UnitsEncumbered', encumbrance: laid });
  const rank = after.filter(({ parcel, order }) => parcel === laid.parcel && order <= laid.order).length;
  return { isin, holderId, encumbranceId, since: today, rank };
}

/** A security with its business date. */
export async function securityAndDay(
  work: UnitOfWork,
  isin: Security['isin'],
): Promise<{ readonly security: Security; readonly today: BusinessDate }> {
  const security = await readSecurity(work.state, isin);
  const { businessDate: today } = await work.moment(security.calendar);
  return { security, today };
}
