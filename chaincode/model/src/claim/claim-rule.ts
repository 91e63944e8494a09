import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { ClaimType, PartyId } from '../identifiers/names.js';
import { judge, type RuleVerdict } from '../register/verdict.js';
import { bestStatus, CLAIM_REASONS, isStanding, type HeldClaim } from './claim-status.js';
import type { Trust, TrustedIssuer } from './trust.js';

/** What movements of a security need of claims of a type, or are forbidden by. */
export interface ClaimRule {
  /** `claim:kyc` for a rule of the security, `claim:network:kyc` for one that holds for all. */
  readonly name: string;
  readonly type: ClaimType;
  readonly effect: Trust['effect'];
  readonly sides: Exclude<Trust['sides'], 'none'>;
  readonly issuers: readonly TrustedIssuer[];
}

/** What the network and a security say about whom they trust. */
export interface TrustSources {
  readonly network: readonly Trust[];
  /** Of the security in question; empty when none is. */
  readonly security: readonly Trust[];
}

/** Whose claims of a type count at a security: those whom it names itself, or else those whom the network trusts. */
export function trustedIssuers(type: ClaimType, { network, security }: TrustSources): readonly TrustedIssuer[] {
  const find = (trusts: readonly Trust[]): Trust | undefined => trusts.find((each) => each.type === type);
  return find(security)?.issuers ?? find(network)?.issuers ?? [];
}

/**
 * The rules of a security: its own, and those of the network. Both hold, each with its own issuers, so that a security
 * can ask for more than the network does and never for less.
 */
export function claimRules(sources: TrustSources): readonly ClaimRule[] {
  const ofNetwork = sources.network.flatMap((each) => ruleOf(`claim:network:${each.type}`, each, each.issuers ?? []));
  const ofSecurity = sources.security.flatMap((each) =>
    ruleOf(`claim:${each.type}`, each, trustedIssuers(each.type, sources)),
  );
  return [...ofNetwork, ...ofSecurity];
}

function ruleOf(name: string, { type, effect, sides }: Trust, issuers: readonly TrustedIssuer[]): readonly ClaimRule[] {
  return sides === 'none' ? [] : [{ name, type, effect, sides, issuers }];
}

/** The parties of a movement, as far as it has them. */
export interface MovementParties {
  readonly sender?: PartyId;
  readonly receiver?: PartyId;
}

/** A rule to be judged for one side of a movement. */
export interface ClaimCheck {
  readonly rule: ClaimRule;
  readonly side: keyof MovementParties;
  readonly subject: PartyId;
}

/** The rules that a movement is judged by, side by side; only their claims need to be read. */
export function claimChecks(rules: readonly ClaimRule[], { sender, receiver }: MovementParties): readonly ClaimCheck[] {
  return rules.flatMap((rule): readonly ClaimCheck[] => [
    ...(sender === undefined || rule.sides !== 'both' ? [] : [{ rule, side: 'sender' as const, subject: sender }]),
    ...(receiver === undefined ? [] : [{ rule, side: 'receiver' as const, subject: receiver }]),
  ]);
}

/** A check with the claims of its type that its subject has from the issuers of the rule. */
export interface ClaimFacts extends ClaimCheck {
  readonly claims: readonly HeldClaim[];
}

/** Judges a claim rule for one side. */
export function judgeClaims({ rule, side, claims }: ClaimFacts, isin: Isin, today: BusinessDate): RuleVerdict {
  const status = bestStatus(claims, { isin, issuers: rule.issuers, today });
  const blocks = isStanding(status) ? 'CLAIM_BLOCKS' : undefined;
  return judge(rule.name, side, rule.effect === 'blocks' ? blocks : CLAIM_REASONS[status]);
}
