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
}

/** Combines judgements: allowed when every rule allows. */
export const verdictOf = (rules: readonly RuleVerdict[]): Verdict => ({
  allowed: rules.every((rule) => rule.allowed),
  rules,
});

/** One judgement. */
export const judge = (rule: string, side: VerdictSide, reason: ErrorCode | undefined): RuleVerdict =>
  reason === undefined ? { rule, side, allowed: true } : { rule, side, allowed: false, reason };

/** The first reason of a refusal, in the order of the rules. */
export const firstReason = (verdict: Verdict): ErrorCode | undefined =>
  verdict.rules.find((rule) => !rule.allowed)?.reason;

/** The first reason that time or a new document cannot cure; without one, a refused movement may be allowed later. */
export const incurableReason = (verdict: Verdict): ErrorCode | undefined =>
  verdict.rules.find(({ reason }) => reason !== undefined && !ERROR_CATALOGUE[reason].retrySafe)?.reason;
