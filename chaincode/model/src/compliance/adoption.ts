import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { LIMITS } from '../limits.js';
import { count, flag, list, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { expressionReader } from './expression-reader.js';
import { packRuleFor } from './packs/from-pack.js';
import { ruleSetOf, type RuleSet } from './rule-set.js';

/** Rules that a definition gives a security from a business date on. */
export interface RulesAdoption {
  readonly isin: Isin;
  readonly rules: RuleSet;
  /** First business date on which they hold. */
  readonly effectiveFrom: BusinessDate;
  /** Whether units acquired before that date stay under the rules for holders that held then. */
  readonly grandfathers: boolean;
}

/** A version of the rules of a security. It is never changed: another follows it. */
export interface AdoptedRules extends RulesAdoption {
  /** Counts from 1. */
  readonly version: number;
  readonly adoptedOn: BusinessDate;
}

/** Reader of the rules of a security; packs may be named in them. */
export const ruleSet: Reader<RuleSet> = ruleSetOf((event) => expressionReader({ event, pack: packRuleFor(event) }));

const adoptionFields = { isin, rules: ruleSet, effectiveFrom: businessDate, grandfathers: flag } as const;
const version = count({ min: 1, max: LIMITS.ruleVersionsPerSecurityMax });

/** How a version is stored. */
export const adoptedRulesRecord = storedRecord<AdoptedRules>(
  'rules of a security',
  record({ ...adoptionFields, version, adoptedOn: businessDate }),
);

/** Since when a version holds, and for whom. */
export type RuleVersion = Pick<AdoptedRules, 'version' | 'effectiveFrom' | 'grandfathers'>;

/** The versions of a security's rules that may hold for somebody, in their order: what is read to find the one in force. */
export interface RuleVersions {
  readonly versions: readonly RuleVersion[];
}

/** How the versions of a security are stored. */
export const ruleVersionsRecord = storedRecord<RuleVersions>(
  'rule versions',
  record({
    versions: list(record({ version, effectiveFrom: businessDate, grandfathers: flag }), {
      min: 1,
      max: LIMITS.ruleVersionsHoldingMax,
    }),
  }),
);

/**
 * The next version. It holds from today on at the earliest, and not before the one that it follows: what was judged stays
 * judged.
 *
 * @throws DomainError RULES_BACKDATED, LIMIT_EXCEEDED
 */
export function adoptRules(before: readonly RuleVersion[], body: RulesAdoption, today: BusinessDate): AdoptedRules {
  const last = before.at(-1);
  const next = (last?.version ?? 0) + 1;
  if (next > LIMITS.ruleVersionsPerSecurityMax) {
    throw new DomainError('LIMIT_EXCEEDED', { versionsMax: LIMITS.ruleVersionsPerSecurityMax });
  }
  const earliest = last === undefined || isBefore(last.effectiveFrom, today) ? today : last.effectiveFrom;
  if (isBefore(body.effectiveFrom, earliest)) throw new DomainError('RULES_BACKDATED', { earliest });
  return { ...body, version: next, adoptedOn: today };
}

/**
 * The versions that may hold for somebody once another one follows: those before one that has begun and leaves nothing
 * alone judge nobody any more.
 *
 * @throws DomainError LIMIT_EXCEEDED
 */
export function versionsHolding(
  before: readonly RuleVersion[],
  { version: number, effectiveFrom, grandfathers, adoptedOn: today }: AdoptedRules,
): readonly RuleVersion[] {
  const all = [...before, { version: number, effectiveFrom, grandfathers }];
  const replacing = all.findLastIndex((each) => !each.grandfathers && !isBefore(today, each.effectiveFrom));
  const holding = all.slice(Math.max(replacing, 0));
  if (holding.length <= LIMITS.ruleVersionsHoldingMax) return holding;
  throw new DomainError('LIMIT_EXCEEDED', { versionsHoldingMax: LIMITS.ruleVersionsHoldingMax });
}

/**
 * The version whose rules for holders hold for somebody who holds already: that in force, or an earlier one where all
 * later ones leave alone what was acquired before they began, as all of it was.
 *
 * @param lastAcquired - when the holder acquired the latest of its units
 */
export function versionForHolder(
  versions: readonly RuleVersion[],
  lastAcquired: BusinessDate | undefined,
  today: BusinessDate,
): number | undefined {
  const begun = versions.filter(({ effectiveFrom }) => !isBefore(today, effectiveFrom));
  const left = begun.findLastIndex(
    ({ grandfathers, effectiveFrom }) =>
      !grandfathers || lastAcquired === undefined || !isBefore(lastAcquired, effectiveFrom),
  );
  return begun[left]?.version;
}

/** The version in force on a day: the latest of those that have begun; undefined before the first. */
export const versionInForce = (versions: readonly RuleVersion[], today: BusinessDate): number | undefined =>
  versions.findLast(({ effectiveFrom }) => !isBefore(today, effectiveFrom))?.version;
