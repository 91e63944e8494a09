import {
  amended,
  canonicalJson,
  DomainError,
  type AmendmentRequest,
  type BusinessDate,
  type definitions,
  type MspId,
  type Security,
} from '@scrip/model';
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

/** By whom and when a security is amended. */
export interface AgreedAmendment extends Pick<AmendmentRequest, 'grandfathers'> {
  readonly by: readonly MspId[];
  readonly businessDate: BusinessDate;
}

/**
 * Stages a security by the later version of its definition, with the rules of that version from today on.
 *
 * @throws DomainError AMENDMENT_OF_ANOTHER, TITLE_INVALID, RULES_ABSENT, RULES_BACKDATED
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

/** The rules of the later version hold from today on, where they are others. */
async function changeRules(
  work: UnitOfWork,
  { isin }: Security,
  { before, after }: Versions,
  { grandfathers, businessDate }: AgreedAmendment,
): Promise<void> {
  const [earlier, rules] = [await rulesOf(work, before), await rulesOf(work, after)];
  if (canonicalJson(earlier ?? {}) === canonicalJson(rules ?? {})) return;
  if (rules === undefined) throw new DomainError('RULES_ABSENT', { isin });
  await beginRules(work, { isin, rules, grandfathers }, businessDate);
}
