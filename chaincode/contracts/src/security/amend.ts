import {
  isChangeAgreed,
  requireAgreeing,
  amendmentRequest,
  amended,
  askAmendment,
  canonicalJson,
  consentNeeds,
  consentTopics,
  DomainError,
  requireInForce,
  type AmendmentRequest,
  type BusinessDate,
  type definitions,
  type Security,
} from '@scrip/model';
import { deleteAskedAmendment, findAskedAmendment, writeAskedAmendment } from '../records/amendment-records.js';
import { readDefinition } from '../records/definition-records.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurity, writeSecurity } from '../records/security-records.js';
import { requireSoundTitle } from '../title/sound-title.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { beginRules, rulesOf } from './begin-rules.js';

/**
 * Puts a later version of its definition in the place of the one by which a security is: the issuer and the registrar each
 * give the command, in any order; with the second one it is done. What holders must agree to is refused while somebody has
 * units.
 */
export const amendSecurity: CommandHandler<AmendmentRequest> = {
  body: amendmentRequest,
  run: async (work, request) => {
    const { state, callerMspId } = work;
    const { isin } = request;
    const security = await readSecurity(state, isin);
    const agreeing = requireAgreeing(security, await work.participants(), callerMspId);
    const { businessDate } = await work.moment(security.calendar);
    const versions = await readVersions(work, security, request, businessDate);
    const next = amended(security, versions.before, versions.after);
    await requireHoldersUnasked(work, security, versions);
    if (next.title !== undefined) await requireSoundTitle(work, next);
    const asked = askAmendment(await findAskedAmendment(state, isin), request, callerMspId);
    const { by } = asked;
    if (!isChangeAgreed(agreeing, by)) {
      writeAskedAmendment(state, asked);
      work.events.push({ type: 'AmendmentAsked', asked });
      return { isin, status: 'asked', by };
    }
    deleteAskedAmendment(state, isin);
    writeSecurity(state, next);
    const { previous } = versions;
    work.events.push({ type: 'SecurityAmended', security: next, previous, by, businessDate });
    await changeRules(work, request, versions, businessDate);
    return { isin, status: 'amended', by };
  },
};

interface Versions {
  readonly before: definitions.SecurityDefinition;
  readonly after: definitions.SecurityDefinition;
  readonly previous: NonNullable<Security['definition']>;
}

/** @throws DomainError DEFINITION_UNKNOWN, DEFINITION_NOT_ADOPTED, DEFINITION_NOT_EFFECTIVE, DEFINITION_DIFFERS, AMENDMENT_NOT_LATER, DEFINITION_MISUSED */
async function readVersions(
  { state }: UnitOfWork,
  { definition: previous }: Security,
  { definition: name, hash }: AmendmentRequest,
  today: BusinessDate,
): Promise<Versions> {
  const recorded = await readDefinition(state, name);
  requireInForce(recorded, today);
  if (recorded.hash !== hash) throw new DomainError('DEFINITION_DIFFERS', { hash: recorded.hash });
  if (previous === undefined) throw new DomainError('DEFINITION_UNKNOWN', { definition: 'of the security' });
  const { definition: before } = await readDefinition(state, previous.name);
  const { definition: after } = recorded;
  if (before.kind !== 'security' || after.kind !== 'security') {
    throw new DomainError('DEFINITION_MISUSED', { definition: name });
  }
  if (after.version <= before.version) throw new DomainError('AMENDMENT_NOT_LATER', { definition: name });
  return { before, after, previous };
}

/** @throws DomainError AMENDMENT_NEEDS_CONSENT */
async function requireHoldersUnasked(
  { state }: UnitOfWork,
  { isin }: Security,
  { before, after }: Versions,
): Promise<void> {
  const needs = consentNeeds(before, consentTopics(before, after));
  if (needs.length === 0) return;
  const outstanding = (await readIssuedUnits(state, isin)) + (await readUnitsOnPaper(state, isin));
  if (outstanding === 0n) return;
  const said = needs.map(
    ({ topic, percent, of, quorumPercent }) => `${topic}: ${percent} % of ${of}, quorum ${quorumPercent} %`,
  );
  throw new DomainError('AMENDMENT_NEEDS_CONSENT', { needs: said.join('; ') });
}

/** The rules of the later version hold from today on, where they are others. */
async function changeRules(
  work: UnitOfWork,
  { isin, grandfathers }: AmendmentRequest,
  { before, after }: Versions,
  today: BusinessDate,
): Promise<void> {
  const [earlier, rules] = [await rulesOf(work, before), await rulesOf(work, after)];
  if (canonicalJson(earlier ?? {}) === canonicalJson(rules ?? {})) return;
  if (rules === undefined) throw new DomainError('RULES_ABSENT', { isin });
  await beginRules(work, { isin, rules, grandfathers }, today);
}
