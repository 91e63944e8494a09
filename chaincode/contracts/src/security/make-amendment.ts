import {
  amended,
  canonicalJson,
  changesRulesAlone,
  DomainError,
  type AmendmentRequest,
  type BusinessDate,
  type definitions,
  type MspId,
  type Security,
} from '@scrip/model';
import { findLastRules } from '../records/compliance-records.js';
import { readDefinition } from '../records/definition-records.js';
import { writeSecurity } from '../records/security-records.js';
import { requireSoundTitle } from '../title/sound-title.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { beginRules, rulesOf } from './begin-rules.js';

/** The definition by which a security is, and the one that is to take its place. */
export interface Versions {
  readonly before: definitions.SecurityDefinition;
  readonly after: definitions.SecurityDefinition;
  readonly previous: NonNullable<Security['definition']>;
}

/**
 * Both versions, whatever has become of them since: what was agreed to is known by its hash.
 *
 * @throws DomainError DEFINITION_UNKNOWN, DEFINITION_DIFFERS, AMENDMENT_NOT_LATER, DEFINITION_MISUSED
 */
export async function readVersions(
  { state }: UnitOfWork,
  { definition: previous }: Security,
  { definition: name, hash }: Pick<AmendmentRequest, 'definition' | 'hash'>,
): Promise<Versions> {
  const recorded = await readDefinition(state, name);
  if (previous === undefined) throw new DomainError('DEFINITION_UNKNOWN', { definition: 'of the security' });
  const { definition: before } = await readDefinition(state, previous.name);
  const { definition: after } = recorded;
  if (before.kind !== 'security' || after.kind !== 'security') {
    throw new DomainError('DEFINITION_MISUSED', { definition: name });
  }
  if (after.version <= before.version) throw new DomainError('AMENDMENT_NOT_LATER', { definition: name });
  if (recorded.hash !== hash) throw new DomainError('DEFINITION_DIFFERS', { hash: recorded.hash });
  return { before, after, previous };
}

/** By whom and when a security is amended, and from when on its new rules hold. */
export interface AgreedAmendment extends Pick<AmendmentRequest, 'grandfathers'> {
  readonly by: readonly MspId[];
  readonly businessDate: BusinessDate;
  readonly rulesFrom: BusinessDate;
}

/**
 * Stages a security by the later version of its definition, with the rules of that version from their day on.
 *
 * @throws DomainError AMENDMENT_OF_ANOTHER, TITLE_INVALID, RULES_ABSENT, RULES_BACKDATED, LIMIT_EXCEEDED
 */
export async function makeAmendment(
  work: UnitOfWork,
  security: Security,
  versions: Versions,
  agreed: AgreedAmendment,
): Promise<Security> {
  const { before, after, previous } = versions;
  const { by, businessDate } = agreed;
  const next = amended(security, before, after);
  if (next.title !== undefined) await requireSoundTitle(work, next);
  writeSecurity(work.state, next);
  work.events.push({ type: 'SecurityAmended', security: next, previous, by, businessDate });
  await changeRules(work, security, versions, agreed);
  return next;
}

/**
 * The rules of the later version begin where they are others than the last ones on record, and where the amendment is about
 * nothing else. Those on record may be of an earlier release, in which an issuer could set rules beside the text.
 */
async function changeRules(
  work: UnitOfWork,
  { isin }: Security,
  { before, after }: Versions,
  { grandfathers, businessDate, rulesFrom: effectiveFrom }: AgreedAmendment,
): Promise<void> {
  const rules = await rulesOf(work, after);
  if (rules === undefined) {
    if ((await rulesOf(work, before)) === undefined) return;
    throw new DomainError('RULES_ABSENT', { isin });
  }
  const last = await findLastRules(work.state, isin);
  const isSame = canonicalJson(last?.rules ?? {}) === canonicalJson(rules);
  if (isSame && !changesRulesAlone(before, after)) return;
  await beginRules(work, { isin, rules, grandfathers, effectiveFrom }, businessDate);
}
