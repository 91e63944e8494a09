import type { ComplianceEvent } from '../compliance/facts.js';
import type { ComplianceVerdict } from '../compliance/judge.js';
import { ERROR_CATALOGUE, type ErrorCode } from '../errors/catalogue.js';

/** Whom a rule judges. */
export type VerdictSide = 'security' | 'sender' | 'receiver';

/** The judgement of one rule. */
export interface RuleVerdict {
  /** Stable name of the rule. */
  readonly rule: string;
  readonly side: VerdictSide;
  readonly allowed: boolean;
  /** Reason of a refusal. */
  readonly reason?: ErrorCode;
}

/** The judgement of every rule that applies, allowed ones too: an answer shows what was looked at. */
export interface Verdict {
  readonly allowed: boolean;
  readonly rules: readonly RuleVerdict[];
  /** What the adopted rules of the security say, by event; absent when it has none. */
  readonly compliance?: readonly EventVerdict[];
  /** Present where an order lets the movement through whatever claims and adopted rules say. */
  readonly overridden?: true;
}

/** What a version of the adopted rules says for an event. */
export interface EventVerdict extends ComplianceVerdict {
  readonly event: ComplianceEvent;
  readonly version: number;
}

/**
 * Combines judgements: allowed when every rule allows.
 *
 * @param rules - of the register, which nothing overrides
 * @param overridden - whether an order has precedence over claims and adopted rules, which are judged all the same
 */
export const verdictOf = (
  rules: readonly RuleVerdict[],
  claims: readonly RuleVerdict[] = [],
  compliance: readonly EventVerdict[] = [],
  overridden = false,
): Verdict => ({
  allowed:
    rules.every((rule) => rule.allowed) &&
    (overridden || (claims.every((rule) => rule.allowed) && compliance.every(({ outcome }) => outcome === 'met'))),
  rules: [...rules, ...claims],
  ...(compliance.length === 0 ? {} : { compliance }),
  ...(overridden ? { overridden } : {}),
});

/** One judgement. */
export const judge = (rule: string, side: VerdictSide, reason: ErrorCode | undefined): RuleVerdict =>
  reason === undefined ? { rule, side, allowed: true } : { rule, side, allowed: false, reason };

/** The first reason of a refusal, in the order of the rules. */
export const firstReason = (verdict: Verdict): ErrorCode | undefined =>
  verdict.rules.find((rule) => !rule.allowed)?.reason ??
  verdict.compliance?.find(({ outcome }) => outcome !== 'met')?.reasons[0];

/** The first reason that time or a new document cannot cure; without one, a refused movement may be allowed later. */
export const incurableReason = (verdict: Verdict): ErrorCode | undefined =>
  verdict.rules.map(({ reason }) => reason).find(isLasting) ??
  verdict.compliance?.find(({ curable }) => !curable)?.reasons.find(isLasting);

const isLasting = (reason: ErrorCode | undefined): boolean =>
  reason !== undefined && !ERROR_CATALOGUE[reason].retrySafe;
