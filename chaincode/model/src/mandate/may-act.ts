import type { BusinessDate } from '../dates/business-date.js';
import type { ErrorCode } from '../errors/catalogue.js';
import type { MandateId, PartyId } from '../identifiers/names.js';
import { actingObstacle, hasKeys, type Party } from '../party/party.js';
import type { KeyId } from '../signature/public-key.js';
import type { Act } from './act.js';
import { countsAsAppointer } from './appointer.js';
import { isInForce, type Mandate } from './mandate.js';
import { isInOffice, type Officer } from './office.js';
import { isFulfilled, type RuleFacts } from './rule-meaning.js';

/** A party that has signed, with those of its keys whose signatures were verified. */
export interface Signing {
  readonly party: Party;
  readonly keys: ReadonlySet<KeyId>;
}

/** What decides who acts for a party, as it stands on a day. */
export interface ActingFacts {
  readonly principal: Party;
  /** Nobody: the custodian instructs without a signature. */
  readonly signing: readonly Signing[];
  /** Mandates and officers of the principal. */
  readonly mandates: readonly Mandate[];
  readonly officers: readonly Officer[];
  readonly today: BusinessDate;
}

/** One way to act for a party: itself, its custodian where it has no keys, or a mandate. */
export interface WayToAct {
  readonly by: 'principal' | 'custodian' | MandateId;
  readonly allowed: boolean;
  readonly reason?: ErrorCode;
}

/** Whether an act is allowed, with every way that was looked at. */
export type ActingVerdict =
  | { readonly allowed: true; readonly ways: readonly WayToAct[] }
  | { readonly allowed: false; readonly reason: ErrorCode; readonly ways: readonly WayToAct[] };

/**
 * Whether those who have signed may do an act for a party: the one judgement, when an instruction is given and again
 * when it is settled. Denied unless one way allows it. Each signer must itself be able to act, by its own threshold,
 * capacity and keys; nobody acts for a signer.
 */
export function mayAct(act: Act, facts: ActingFacts): ActingVerdict {
  const ways =
    facts.signing.length === 0
      ? [wayOf('custodian', custodianObstacle(facts.principal))]
      : [
          wayOf('principal', ownObstacle(facts)),
          ...facts.mandates.map((each) => wayOf(each.mandateId, mandateObstacle(act, each, facts))),
        ];
  if (ways.some(({ allowed }) => allowed)) return { allowed: true, ways };
  return { allowed: false, reason: reasonOf(ways, facts), ways };
}

/**
 * Whether nothing but a pending recovery of keys stands in the way: then the answer is to come, and what waits for it
 * is not refused for good.
 */
export function awaitsRecovery(act: Act, facts: ActingFacts): boolean {
  const { principal, signing } = facts;
  if ([principal, ...signing.map(({ party }) => party)].every(({ recovery }) => recovery === undefined)) return false;
  const settled = signing.map(({ party, keys }) => ({ party: withoutRecovery(party), keys }));
  return mayAct(act, { ...facts, principal: withoutRecovery(principal), signing: settled }).allowed;
}

function withoutRecovery(party: Party): Party {
  const { recovery, ...rest } = party;
  return recovery === undefined ? party : rest;
}

const wayOf = (by: WayToAct['by'], reason: ErrorCode | undefined): WayToAct =>
  reason === undefined ? { by, allowed: true } : { by, allowed: false, reason };

function custodianObstacle(principal: Party): ErrorCode | undefined {
  if (principal.restrictions.length > 0) return 'PARTY_RESTRICTED';
  return hasKeys(principal) ? 'SIGNATURES_INSUFFICIENT' : undefined;
}

const obstacleOf = ({ party, keys }: Signing): ErrorCode | undefined => actingObstacle(party, 'instruction', keys);

function ownObstacle({ principal, signing }: ActingFacts): ErrorCode | undefined {
  const own = signing.find(({ party }) => party.partyId === principal.partyId);
  return own === undefined ? 'SIGNATURES_INSUFFICIENT' : obstacleOf(own);
}

/**
 * A signer whom the rule would let act, but who cannot act at present, is named as the reason. While a recovery is
 * pending, it is in doubt who held the keys that granted the mandate.
 */
function mandateObstacle(act: Act, mandate: Mandate, facts: ActingFacts): ErrorCode | undefined {
  const { principal, officers, today } = facts;
  if (!isInForce(mandate, principal, today)) return 'MANDATE_NOT_IN_FORCE';
  const agents = facts.signing.filter(
    ({ party: { partyId } }) => partyId !== principal.partyId && !mandate.resigned.includes(partyId),
  );
  const holds: RuleFacts['holds'] = (party, office) =>
    officers
      .filter((each) => isInOffice(each, today) && countsAsAppointer(each.enteredBy, principal))
      .some((each) => each.party === party && each.office === office);
  const letsAct = (signers: readonly Signing[]): boolean => {
    const ids = new Set<PartyId>(signers.map(({ party }) => party.partyId));
    return isFulfilled(mandate.rule, { act, signers: ids, today, holds });
  };
  const isInDoubt = mandate.origin === 'granted' && principal.recovery !== undefined;
  if (letsAct(agents.filter((each) => obstacleOf(each) === undefined)))
    return isInDoubt ? 'RECOVERY_PENDING' : undefined;
  const disabled = agents.map(obstacleOf).find((obstacle) => obstacle !== undefined);
  return disabled !== undefined && letsAct(agents) ? disabled : 'MANDATE_INSUFFICIENT';
}

/** The principal's own obstacle where it signed; else the reason of the mandate that came closest. */
function reasonOf(ways: readonly WayToAct[], { principal, signing }: ActingFacts): ErrorCode {
  const [first, ...byMandate] = ways.flatMap(({ reason }) => reason ?? []);
  const hasSigned = signing.some(({ party }) => party.partyId === principal.partyId);
  if (first !== undefined && (hasSigned || byMandate.length === 0)) return first;
  const closest = byMandate.filter((reason) => reason !== 'MANDATE_NOT_IN_FORCE' && reason !== 'MANDATE_INSUFFICIENT');
  return closest[0] ?? (byMandate.includes('MANDATE_INSUFFICIENT') ? 'MANDATE_INSUFFICIENT' : 'MANDATE_NOT_IN_FORCE');
}
