import type { ErrorCode } from '../../errors/catalogue.js';
import { CLAIM_REASONS, bestStatus, isStanding, standingValue, type ClaimStatus } from '../../claim/claim-status.js';
import { claimValue } from '../../claim/claim.js';
import { claimType, type ClaimType } from '../../identifiers/names.js';
import { LIMITS } from '../../limits.js';
import { requireDistinct } from '../../serialisation/distinct.js';
import { list, word, type Reader } from '../../serialisation/reader.js';
import { COMPLIANCE_EVENTS, type Facts } from '../facts.js';
import type { Need, PartySide } from '../need.js';
import { metIf, ruleKind, unknownFor, type Judgement } from '../rule-kind.js';

/** Reader of a side. */
export const side: Reader<PartySide> = word('sender', 'receiver');

const types: Reader<readonly ClaimType[]> = (value, path) => {
  const read = list(claimType, { min: 1, max: LIMITS.claimTypesPerRuleMax })(value, path);
  requireDistinct(read);
  return read;
};

const values = list(claimValue, { min: 1, max: LIMITS.valuesPerRuleMax });

const needOf = (of: PartySide, type: ClaimType): Need<'claims'> => ({ need: 'claims', side: of, type });

function statusOf(of: PartySide, type: ClaimType, facts: Facts): ClaimStatus {
  const { held, issuers } = facts.of(needOf(of, type));
  return bestStatus(held, { isin: facts.movement.isin, issuers, today: facts.movement.today });
}

/** The value of the standing claims of a type; undefined when there is none, or when they differ. */
export function standingValueOf(of: PartySide, type: ClaimType, facts: Facts): string | undefined {
  const { held, issuers } = facts.of(needOf(of, type));
  return standingValue(held, { isin: facts.movement.isin, issuers, today: facts.movement.today });
}

/** The judgement that some of the claims must stand; the reason is that of the claim that comes nearest. */
export function someStand(statuses: readonly ClaimStatus[]): Judgement {
  if (statuses.some(isStanding)) return { outcome: 'met' };
  const reasons = statuses.map((status) => CLAIM_REASONS[status]);
  const nearest = reasons.find((reason) => reason !== undefined && reason !== 'CLAIM_ABSENT');
  return { outcome: 'failed', reason: nearest ?? 'CLAIM_ABSENT' };
}

const hasNone = (stand: boolean): Judgement => metIf(!stand, 'CLAIM_BLOCKS' satisfies ErrorCode);

/** A claim of the type stands about the side. Where none does, the reason is that of the claim which comes nearest. */
export const hasClaim = ruleKind({
  is: 'hasClaim@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, type: claimType },
  needs: (rule) => [needOf(rule.side, rule.type)],
  judge: (rule, facts) => someStand([statusOf(rule.side, rule.type, facts)]),
  says: (rule) => `the ${rule.side} has a claim of ${rule.type}`,
});

/** No claim of the type stands about the side. */
export const hasNoClaim = ruleKind({
  is: 'hasNoClaim@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, type: claimType },
  needs: (rule) => [needOf(rule.side, rule.type)],
  judge: (rule, facts) => hasNone(isStanding(statusOf(rule.side, rule.type, facts))),
  says: (rule) => `the ${rule.side} has no claim of ${rule.type}`,
});

/**
 * A claim of at least one of the types stands about the side. Where none does, the reason is that of the first type, in the
 * order in which they are written, of which there is a claim at all.
 */
export const hasAnyClaim = ruleKind({
  is: 'hasAnyClaim@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, types },
  needs: (rule) => rule.types.map((type) => needOf(rule.side, type)),
  judge: (rule, facts) => someStand(rule.types.map((type) => statusOf(rule.side, type, facts))),
  says: (rule) => `the ${rule.side} has a claim of ${rule.types.join(' or ')}`,
});

/** A claim of none of the types stands about the side. */
export const hasNoneOfClaims = ruleKind({
  is: 'hasNoneOfClaims@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, types },
  needs: (rule) => rule.types.map((type) => needOf(rule.side, type)),
  judge: (rule, facts) => hasNone(rule.types.some((type) => isStanding(statusOf(rule.side, type, facts)))),
  says: (rule) => `the ${rule.side} has no claim of ${rule.types.join(' nor ')}`,
});

/**
 * What the standing claims of the type say about the side is one of the values. It is not known where no claim stands, and
 * where standing claims say different things (`CLAIM_ABSENT`: the one that is needed).
 */
export const claimSays = ruleKind({
  is: 'claimSays@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, type: claimType, values },
  needs: (rule) => [needOf(rule.side, rule.type)],
  judge: (rule, facts) => {
    const value = standingValueOf(rule.side, rule.type, facts);
    if (value === undefined) return unknownFor(CLAIM_REASONS[statusOf(rule.side, rule.type, facts)] ?? 'CLAIM_ABSENT');
    return metIf(rule.values.includes(value), 'CLAIM_VALUE_NOT_ALLOWED');
  },
  says: (rule) => `the ${rule.side}'s claim of ${rule.type} says ${rule.values.join(' or ')}`,
});
