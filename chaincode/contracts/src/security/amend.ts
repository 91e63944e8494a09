import {
  amended,
  amendmentRequest,
  askAmendment,
  changesRulesAlone,
  consentNeeds,
  consentTopics,
  DomainError,
  isBefore,
  isChangeAgreed,
  requireAgreeing,
  requireInForce,
  type AmendmentRequest,
  type BusinessDate,
  type ConsentNeed,
  type Security,
} from '@scrip/model';
import { deleteAskedAmendment, findAskedAmendment, writeAskedAmendment } from '../records/amendment-records.js';
import { readDefinition } from '../records/definition-records.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurity } from '../records/security-records.js';
import { openSolicitation, requireSolicitable } from '../solicitation/open-solicitation.js';
import { requireSoundTitle } from '../title/sound-title.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { makeAmendment, readVersions, type Versions } from './make-amendment.js';

/**
 * Puts a later version of its definition in the place of the one by which a security is: the issuer and the registrar each
 * give the command, in any order; with the second one it is done. Where holders must agree to it and somebody has units, it
 * opens a solicitation instead, and counts when they have agreed.
 */
export const amendSecurity: CommandHandler<AmendmentRequest> = {
  body: amendmentRequest,
  run: async (work, request) => {
    const { state, callerMspId } = work;
    const { isin } = request;
    const security = await readSecurity(state, isin);
    const agreeing = requireAgreeing(security, await work.participants(), callerMspId);
    if (security.solicitation !== undefined) throw new DomainError('SOLICITATION_RUNNING', { isin });
    const { businessDate } = await work.moment(security.calendar);
    const versions = await readVersions(work, security, request);
    const { effectiveFrom } = await requireUsable(work, request, versions, businessDate);
    const next = amended(security, versions.before, versions.after);
    const needs = await needsOf(work, security, versions);
    const { solicitation: dates } = request;
    requireAsked(needs, dates);
    if (dates !== undefined) requireSolicitable(versions, dates, businessDate);
    if (next.title !== undefined) await requireSoundTitle(work, next);
    const asked = askAmendment(await findAskedAmendment(state, isin), request, callerMspId);
    const { by } = asked;
    const make = (): Promise<unknown> =>
      makeAmendment(work, security, versions, { ...request, by, businessDate, rulesFrom: effectiveFrom });
    if (!isChangeAgreed(agreeing, by)) {
      // what would be refused is refused to the first who asks
      if (dates === undefined) await work.rehearse(make);
      writeAskedAmendment(state, asked);
      work.events.push({ type: 'AmendmentAsked', asked });
      return { isin, status: 'asked', by };
    }
    deleteAskedAmendment(state, isin);
    if (dates === undefined) {
      await make();
      return { isin, status: 'amended', by };
    }
    const amendment = { ...request, ...dates, by, needs, effectiveFrom };
    const { number } = await openSolicitation(work, security, versions, amendment, businessDate);
    return { isin, status: 'solicited', by, solicitation: number };
  },
};

/**
 * The definition is adopted, and in force today. Where holders are asked first, or rules alone change, a later day is fine:
 * it then counts, or its rules begin, on that day.
 *
 * @throws DomainError DEFINITION_NOT_ADOPTED, DEFINITION_NOT_EFFECTIVE
 */
async function requireUsable(
  { state }: UnitOfWork,
  { definition: name, solicitation }: AmendmentRequest,
  { before, after }: Versions,
  today: BusinessDate,
): Promise<{ readonly effectiveFrom: BusinessDate }> {
  const recorded = await readDefinition(state, name);
  const { effectiveFrom: first = today } = recorded.steps;
  const effectiveFrom = isBefore(first, today) ? today : first;
  const mayWait = solicitation !== undefined || changesRulesAlone(before, after);
  requireInForce(recorded, mayWait ? effectiveFrom : today);
  return { effectiveFrom };
}

/** What holders must reach; nothing while nobody has units. */
async function needsOf(
  { state }: UnitOfWork,
  { isin }: Security,
  { before, after }: Versions,
): Promise<readonly ConsentNeed[]> {
  const needs = consentNeeds(before, consentTopics(before, after));
  if (needs.length === 0) return needs;
  const outstanding = (await readIssuedUnits(state, isin)) + (await readUnitsOnPaper(state, isin));
  return outstanding === 0n ? [] : needs;
}

/**
 * Holders are asked where they must be, and nowhere else.
 *
 * @throws DomainError AMENDMENT_NEEDS_CONSENT, AMENDMENT_WITHOUT_CONSENT
 */
function requireAsked(needs: readonly ConsentNeed[], dates: AmendmentRequest['solicitation']): void {
  if (needs.length === 0 && dates !== undefined) throw new DomainError('AMENDMENT_WITHOUT_CONSENT');
  if (needs.length === 0 || dates !== undefined) return;
  const said = needs.map(
    ({ topic, percent, of, quorumPercent }) => `${topic}: ${percent} % of ${of}, quorum ${quorumPercent} %`,
  );
  throw new DomainError('AMENDMENT_NEEDS_CONSENT', { needs: said.join('; ') });
}
