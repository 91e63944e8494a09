import {
  compliance,
  DomainError,
  LIMITS,
  type BusinessDate,
  type Isin,
  type PartyId,
  type Security,
} from '@scrip/model';
import { readRuleVersions } from '../records/compliance-records.js';
import type { HolderPage } from '../records/holder-pages.js';
import { holdersOnRegister, ownersThroughNominees, readOwned } from '../records/lot-records.js';
import { readSecurity } from '../records/security-records.js';
import {
  findRescreening,
  findStanding,
  holdersNotWell,
  writeRescreening,
  writeStanding,
} from '../records/standing-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { WorldState } from '../world-state/world-state.js';
import { holdingQuestion } from './questions.js';

/**
 * Looks at holders of a security again, by the rules and the business date of now, and records whose standing has changed.
 * The registrar or the screener gives it until all have been looked at; how far it has come is on the ledger, so that
 * anybody of them goes on where the last one stopped. Where it names the holders, nobody else is read: no movement of
 * others keeps it from being done. Whom it passes over stays on the ledger until it is looked at.
 */
export const rescreenHolders: CommandHandler<compliance.RescreeningRequest> = {
  body: compliance.rescreeningRequest,
  run: async (work, { isin, holders: named, missed }) => {
    const security = await readSecurity(work.state, isin);
    if (work.callerMspId !== security.registrar && work.callerMspId !== security.screener) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'registrar or screener of the security' });
    }
    const { businessDate } = await work.moment(security.calendar);
    const version = compliance.versionInForce(await readRuleVersions(work.state, isin), businessDate);
    const now = { isin, businessDate, ...(version === undefined ? {} : { rulesVersion: version }) };
    const before = await findRescreening(work.state, isin);
    const after = compliance.resumeAfter(before, now) ?? '';
    const isNamed = named !== undefined || missed !== undefined;
    const page = isNamed ? { holders: named ?? [], isCut: true } : await nextHolders(work.state, isin, after);
    let changed = 0;
    for (const holder of page.holders) changed += (await rescreen(work, security, holder, businessDate)) ? 1 : 0;
    const progress = isNamed
      ? compliance.progressBy(before, now, { holders: page.holders, ...(missed === undefined ? {} : { missed }) })
      : compliance.progressWith(before, now, page);
    const isFinished = progress.after === undefined && progress.missed === undefined;
    writeRescreening(work.state, progress);
    work.events.push({ type: 'HoldersRescreened', rescreening: progress, looked: page.holders.length, changed });
    return { isin, businessDate, looked: page.holders.length, changed, isFinished };
  },
};

/** The next who hold units, or for whom nominees do, or who do not stand well: who has sold all units must not stay suspended for ever. */
async function nextHolders(state: WorldState, isin: Isin, after: string): Promise<HolderPage> {
  const lists = [
    await holdersOnRegister(state, isin, after),
    await ownersThroughNominees(state, isin, after),
    await holdersNotWell(state, isin, after),
  ];
  // what lies beyond the end of a list that was cut is for the next page
  const [end] = lists.flatMap(({ holders, isCut }) => (isCut ? [holders.at(-1) ?? ''] : [])).sort();
  const named = [...new Set(lists.flatMap(({ holders }) => holders))].sort();
  const known = end === undefined ? named : named.filter((each) => each <= end);
  const holders = known.slice(0, LIMITS.holdersPerScreeningMax);
  return { holders, isCut: end !== undefined || holders.length < known.length };
}

/** Whether the standing of a holder has changed. */
async function rescreen(work: UnitOfWork, security: Security, holder: PartyId, today: BusinessDate): Promise<boolean> {
  const isHolder = (await readOwned(work.state, security.isin, holder)).length > 0;
  const question = isHolder ? await holdingQuestion(work, security, holder, today) : undefined;
  const verdict = question === undefined ? undefined : compliance.judgeExpression(question.expression, question.facts);
  const status = verdict === undefined ? 'good' : compliance.statusOf(verdict);
  const before = await findStanding(work.state, security.isin, holder);
  if ((before?.status ?? 'good') === status) return false;
  const standing: compliance.HolderStanding = {
    ...{ isin: security.isin, holderId: holder, status, since: today, by: work.callerMspId },
    reasons: verdict?.reasons ?? [],
    ...(question === undefined ? {} : { rulesVersion: question.version }),
    verdictHash: compliance.verdictHashOf(verdict),
  };
  writeStanding(work.state, standing);
  work.events.push({ type: 'HolderStandingChanged', standing });
  return true;
}
